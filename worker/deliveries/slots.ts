import { LRUCache } from 'lru-cache';

/** Permission to begin an attempt, or how long to wait. */
export type Slot = { readonly release: () => void } | { readonly waitMs: number };

/** Concurrent attempts per endpoint in a process. */
const MAX_AT_ONCE_PER_ENDPOINT = 4;
/** Far more than are active at a time; the least recently used are dropped. */
const MAX_ENDPOINTS_KNOWN = 1_000;
const SHORTEST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 600_000;
/** Initial estimate of an attempt's duration. */
const FIRST_GUESS_MS = 200;
/** Weight of the newest attempt in the moving average. */
const WEIGHT = 0.3;

interface Endpoint {
  running: number;
  usualMs: number;
  /** When the last waiting delivery should come back. */
  bookedUntilMs: number;
}

/**
 * Limits concurrent attempts per endpoint, so that a slow one does not block the worker. Deliveries
 * that must wait are given times spaced by the endpoint's usual duration, so that a long queue does
 * not come back all at once.
 */
export class EndpointSlots {
  private readonly endpoints = new LRUCache<string, Endpoint>({ max: MAX_ENDPOINTS_KNOWN });

  constructor(private readonly atOnce: number = MAX_AT_ONCE_PER_ENDPOINT) {}

  /** Call `release` once, when the attempt has ended. */
  take(id: string): Slot {
    const nowMs = performance.now();
    const endpoint = this.endpoints.get(id) ?? newEndpoint();
    this.endpoints.set(id, endpoint);
    if (endpoint.running >= this.atOnce) return { waitMs: this.book(endpoint, nowMs) };
    endpoint.running += 1;
    return { release: () => this.release(endpoint, performance.now() - nowMs) };
  }

  private book(endpoint: Endpoint, nowMs: number): number {
    const spacingMs = endpoint.usualMs / this.atOnce;
    const from = Math.max(endpoint.bookedUntilMs, nowMs + SHORTEST_WAIT_MS);
    endpoint.bookedUntilMs = Math.min(from + spacingMs, nowMs + LONGEST_WAIT_MS);
    return Math.round(endpoint.bookedUntilMs - nowMs);
  }

  private release(endpoint: Endpoint, tookMs: number): void {
    endpoint.running -= 1;
    endpoint.usualMs += (tookMs - endpoint.usualMs) * WEIGHT;
  }
}

const newEndpoint = (): Endpoint => ({ running: 0, usualMs: FIRST_GUESS_MS, bookedUntilMs: 0 });
