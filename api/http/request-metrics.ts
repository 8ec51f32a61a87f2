import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Counter, Histogram, type Registry } from 'prom-client';

const BUCKETS_S = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
/** Bounded by routes × methods × statuses, since no label comes from clients. */
const MAX_SERIES = 2_000;

type Series = Histogram.Internal<'method' | 'route' | 'status'>;

/** Measures request durations by method, route and status. */
@Injectable()
export class RequestMetrics {
  private readonly series = new Map<string, Series>();
  private readonly durations = new Histogram({
    name: 'scrip_http_request_duration_seconds',
    help: 'Time from the request to its answer',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: BUCKETS_S,
    registers: [],
  });

  private readonly rejectedKeys = new Counter({
    name: 'scrip_unknown_keys_turned_away_total',
    help: 'Requests with an unknown key that were refused before they were read: too many per second',
    registers: [],
  });

  /** Counts a request refused before Fastify. */
  readonly countRejectedKey = (): void => this.rejectedKeys.inc();

  /** Registers these metrics. */
  addTo(registry: Registry): void {
    registry.registerMetric(this.durations);
    registry.registerMetric(this.rejectedKeys);
  }

  /** Counts an answered request. Caches the child metric of its labels. */
  readonly answered = (request: FastifyRequest, reply: FastifyReply): void => {
    const route = request.routeOptions.url ?? 'none';
    const key = `${request.method} ${route} ${reply.statusCode}`;
    const series = this.series.get(key) ?? this.addSeries(key, request.method, route, reply);
    series?.observe(reply.elapsedTime / 1_000);
  };

  private addSeries(
    key: string,
    method: string,
    route: string,
    { statusCode }: FastifyReply,
  ): Series | undefined {
    if (this.series.size >= MAX_SERIES) return undefined;
    const added = this.durations.labels({ method, route, status: String(statusCode) });
    this.series.set(key, added);
    return added;
  }
}
