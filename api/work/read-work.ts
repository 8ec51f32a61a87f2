import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { DAY_MS, formatInstant, HOUR_MS, type Instant } from '../../domain/instant.js';
import { Clock } from '../../platform/clock/clock.js';
import { Queues, QueuesUnavailable, queueNames } from '../../platform/queues/queues.js';
import { decidable } from '../approvals/list-approvals.js';
import { isAllowed, type Person } from '../auth/caller.js';
import type { Permission } from '../auth/permissions.js';
import { ProjectionStates } from '../ops/projection-states.js';
import {
  AHEAD_HOURS,
  DECIDED_DAYS,
  MAX_COUNTED,
  WORK_KINDS,
  type WorkAnswer,
  type WorkItem,
  type WorkKind,
} from './work-shapes.js';

/** Whoever holds one of these deals with it. */
const DEALT_WITH_BY: Readonly<Record<WorkKind, readonly Permission[]>> = {
  approvals_for_me: ['approvals:decide', 'catalogue:approve'],
  requests_decided: ['adjustments:request', 'catalogue:request'],
  projections_stopped: ['ops:write'],
  jobs_failed: ['ops:write'],
  endpoints_off: ['webhooks:write'],
  accounts_overdrawn: ['adjustments:request'],
  subscriptions_past_due: ['adjustments:request', 'approvals:decide'],
  findings_critical: ['approvals:decide'],
  stripe_events_parked: ['approvals:decide'],
  offers_upcoming: ['catalogue:request', 'catalogue:approve'],
  rates_upcoming: ['catalogue:request', 'catalogue:approve'],
};

/** How many there are, and since when the first. */
type Found = Omit<WorkItem, 'kind'>;

const UNKNOWN: Found = { count: null, more: false, first_at: null };

interface Row {
  readonly count: number;
  readonly first_at: Date | null;
}

/** Counts what needs a person, by role. Each query is bounded and follows an index. */
@Injectable()
export class ReadWork {
  constructor(
    private readonly pool: Pool,
    private readonly queues: Queues,
    private readonly projections: ProjectionStates,
    private readonly clock: Clock,
  ) {}

  /** Every kind that the person's role deals with; those with nothing to do count 0. */
  async for(person: Person): Promise<WorkAnswer> {
    const now = this.clock.now();
    const kinds = WORK_KINDS.filter((kind) =>
      DEALT_WITH_BY[kind].some((permission) => isAllowed(person, permission)),
    );
    const items = await Promise.all(
      kinds.map(async (kind) => ({ kind, ...(await this.find(kind, person, now)) })),
    );
    return { checked_at: formatInstant(now), items };
  }

  private find(kind: WorkKind, person: Person, now: Instant): Promise<Found> {
    const { actor } = person;
    switch (kind) {
      case 'approvals_for_me':
        return this.count(forWhom(person), [actor, formatInstant(now)]);
      case 'requests_decided':
        return this.count(DECIDED, [
          actor,
          formatInstant(now),
          formatInstant(now - DECIDED_DAYS * DAY_MS),
        ]);
      case 'projections_stopped':
        return this.stopped(now);
      case 'jobs_failed':
        return this.failed();
      case 'endpoints_off':
        return this.count(ENDPOINTS_OFF, []);
      case 'accounts_overdrawn':
        return this.count(OVERDRAWN, []);
      case 'subscriptions_past_due':
        return this.count(PAST_DUE, []);
      case 'findings_critical':
        return this.count(CRITICAL, []);
      case 'stripe_events_parked':
        return this.count(PARKED, []);
      case 'offers_upcoming':
        return this.count(OFFERS, within(now));
      case 'rates_upcoming':
        return this.count(RATES, within(now));
    }
  }

  /** Counts what a query finds; it selects `at`. */
  private async count(query: string, values: readonly string[]): Promise<Found> {
    const { rows } = await this.pool.query<Row>(
      `SELECT count(*)::int AS count, min(at) AS first_at
       FROM (${query} LIMIT ${MAX_COUNTED + 1}) AS found`,
      [...values],
    );
    const { count = 0, first_at: first = null } = rows[0] ?? {};
    return foundOf(count, first?.getTime());
  }

  private async stopped(now: Instant): Promise<Found> {
    const all = await this.projections.all();
    const stopped = all.filter(({ state }) => state === 'stopped');
    const lags = stopped.flatMap(({ lag_seconds: lag }) => (lag === null ? [] : [lag]));
    return foundOf(
      stopped.length,
      lags.length === 0 ? undefined : Math.round(now - Math.max(...lags) * 1_000),
    );
  }

  /** Jobs that were given up; unknown while the queues do not answer. */
  private async failed(): Promise<Found> {
    try {
      const [counts, oldest] = await Promise.all([
        Promise.all(queueNames.map((queue) => this.queues.counts(queue))),
        Promise.all(queueNames.map((queue) => this.queues.failed(queue, 1, 'oldest'))),
      ]);
      const instants = oldest
        .flat()
        .flatMap(({ failedAtMs: ms }) => (ms === undefined ? [] : [ms]));
      return foundOf(
        counts.reduce((sum, { failed }) => sum + failed, 0),
        instants.length === 0 ? undefined : Math.min(...instants),
      );
    } catch (error) {
      if (error instanceof QueuesUnavailable) return UNKNOWN;
      throw error;
    }
  }
}

const foundOf = (count: number, firstMs: Instant | undefined): Found => ({
  count: Math.min(count, MAX_COUNTED),
  more: count > MAX_COUNTED,
  first_at: firstMs === undefined ? null : formatInstant(firstMs),
});

const within = (now: Instant) => [formatInstant(now), formatInstant(now + AHEAD_HOURS * HOUR_MS)];

const forWhom = (person: Person) => `
  SELECT requested_at AS at FROM read.approvals
  WHERE status = 'requested' AND expires_at > $2::timestamptz AND requested_by <> $1
    AND ${decidable(person)}`;

/** Requests end a day after they were made: older ones were decided earlier, too. */
const DECIDED = `
  SELECT coalesce(decided_at, expires_at) AS at FROM read.approvals
  WHERE requested_by = $1 AND requested_at > $3::timestamptz - interval '1 day'
    AND status <> 'withdrawn' AND (status <> 'requested' OR expires_at <= $2::timestamptz)
    AND coalesce(decided_at, expires_at) > $3::timestamptz`;

const ENDPOINTS_OFF = `
  SELECT disabled_at AS at FROM app.webhook_endpoints
  WHERE deleted_at IS NULL AND disabled_reason <> 'operator'`;

const OVERDRAWN = `
  SELECT level_since AS at FROM read.accounts WHERE level = 'overdrawn' ORDER BY level_since`;

const PAST_DUE = `
  SELECT period_starts_at AS at FROM app.subscriptions WHERE status = 'past_due'
  ORDER BY created_at`;

const CRITICAL = `
  SELECT found_at AS at FROM app.findings
  WHERE severity = 'critical' AND state <> 'resolved' ORDER BY found_at`;

const PARKED = `
  SELECT e.received_at AS at FROM app.stripe_events e
  WHERE e.state = 'parked' AND EXISTS (
    SELECT FROM app.findings f WHERE f.object_id = e.id AND f.state <> 'resolved')
  ORDER BY e.received_at`;

const OFFERS = `
  SELECT effective_from AS at FROM read.plans
  WHERE effective_from > $1::timestamptz AND effective_from <= $2::timestamptz
  UNION ALL
  SELECT effective_from FROM read.packs
  WHERE effective_from > $1::timestamptz AND effective_from <= $2::timestamptz`;

const RATES = `
  SELECT effective_from AS at FROM read.rates
  WHERE effective_from > $1::timestamptz AND effective_from <= $2::timestamptz`;
