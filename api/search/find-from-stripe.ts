import type { Pool } from 'pg';
import { FindingId } from '../payments/records/ids.js';
import { StripeEventId } from '../payments/stripe-events/present-event.js';

interface FindingRow {
  readonly finding_id: string;
  readonly class: string;
  readonly severity: string;
  readonly state: string;
  readonly account_id: string | null;
  readonly found_at: Date;
}

interface EventRow {
  readonly id: string;
  readonly type: string | null;
  readonly state: string;
  readonly account_id: string | null;
  readonly received_at: Date;
}

/** Finds a finding or a webhook of Stripe by its id. */
export async function findFromStripe(pool: Pool, id: string) {
  if (FindingId.safeParse(id).success) return findingById(pool, id);
  return StripeEventId.safeParse(id).success ? eventById(pool, id) : [];
}

async function findingById(pool: Pool, id: string) {
  const { rows } = await pool.query<FindingRow>(
    `SELECT finding_id, class, severity, state, account_id, found_at FROM app.findings
     WHERE finding_id = $1`,
    [id],
  );
  return rows.map((row) => ({
    kind: 'finding' as const,
    id,
    account_id: row.account_id,
    title: `Finding · ${row.class} · ${row.state}`,
    subtitle: subtitleOf(row.account_id, row.severity, row.found_at),
    path: `/findings/${id}`,
  }));
}

async function eventById(pool: Pool, id: string) {
  const { rows } = await pool.query<EventRow>(
    'SELECT id, type, state, account_id, received_at FROM app.stripe_events WHERE id = $1',
    [id],
  );
  return rows.map((row) => ({
    kind: 'stripe_event' as const,
    id,
    account_id: row.account_id,
    title: `Webhook of Stripe · ${row.type ?? 'unreadable'}`,
    subtitle: subtitleOf(row.account_id, row.state, row.received_at),
    path: `/inbox/${id}`,
  }));
}

const subtitleOf = (accountId: string | null, word: string, at: Date): string =>
  [...(accountId === null ? [] : [accountId]), word, at.toISOString()].join(' · ');
