/** What events say about automatic top-ups that may be due, and how that is kept. */
import type { AccountEvent } from '../../../domain/account/events.js';
import type { Credits } from '../../../domain/credits.js';
import type { AnyEvent } from '../../../domain/log/all-events.js';
import type { Recorded } from '../../../platform/event-store/records/recorded.js';
import type { JobSpec } from '../../../platform/queues/queues.js';
import type { Queryable } from '../../webhook-sending/outbox.js';
import { MISSED_AFTER } from '../inbox/jobs.js';
import { topUpJob, topUpJobId } from './jobs.js';

type DataOf<Type extends AccountEvent['type']> = Extract<AccountEvent, { type: Type }>['data'];

/** A consent as an event leaves it; none: why it ended, where an event says so. */
type ConsentNow =
  | { readonly accountId: string; readonly given: DataOf<'AutoTopUpConfigured'> }
  | {
      readonly accountId: string;
      readonly given: null;
      readonly ended: { readonly at: Date; readonly why: string; readonly code: string | null };
    };

/** An account, and the event that asks. */
interface Ask {
  readonly accountId: string;
  readonly eventId: string;
}

/** What a batch of events asks for. */
export interface Asked {
  /** Accounts to see to, whatever was known of them before. */
  readonly certain: readonly Ask[];
  /** Accounts that a charge left with so much: to see to if their line is higher. */
  readonly possible: readonly (Ask & { readonly available: Credits })[];
  /** Consents after the batch, where it changes them. */
  readonly consents: readonly ConsentNow[];
}

/**
 * Reads a batch of events in their order. A consent asks; a charge asks if it leaves less than the
 * line of the consent that holds then, which may be one from before the batch. Whether a top-up is
 * due is for the ledger to say: this only finds whom to look at.
 */
export function askedBy(events: readonly Recorded[]): Asked {
  const consents = new Map<string, ConsentNow>();
  const certain = new Map<string, Ask>();
  const possible = new Map<string, Ask & { available: Credits }>();
  for (const { fact, id: eventId, meta } of events) {
    if (!isAboutTopUps(fact)) continue;
    const { accountId } = fact.data;
    const ask = { accountId, eventId };
    switch (fact.type) {
      case 'AutoTopUpConfigured':
        consents.set(accountId, { accountId, given: fact.data });
        certain.set(accountId, ask);
        break;
      case 'AutoTopUpTurnedOff':
      case 'AccountClosed':
        consents.set(accountId, { accountId, given: null, ended: endOf(fact) });
        break;
      case 'CreditsDebited':
      case 'HoldSettled': {
        const available = meta.control?.available;
        if (available === undefined) break;
        const known = consents.get(accountId);
        if (!known) {
          const least = possible.get(accountId)?.available ?? available;
          possible.set(accountId, { ...ask, available: available < least ? available : least });
        } else if (known.given !== null && available < known.given.threshold) {
          certain.set(accountId, ask);
        }
        break;
      }
    }
  }
  return {
    certain: [...certain.values()],
    possible: [...possible.values()],
    consents: [...consents.values()],
  };
}

const TYPES = [
  'AutoTopUpConfigured',
  'AutoTopUpTurnedOff',
  'AccountClosed',
  'CreditsDebited',
  'HoldSettled',
] as const;
type AboutTopUps = Extract<AccountEvent, { type: (typeof TYPES)[number] }>;
const isAboutTopUps = (fact: AnyEvent): fact is AboutTopUps =>
  TYPES.some((type) => type === fact.type);

function endOf(fact: Extract<AboutTopUps, { type: 'AutoTopUpTurnedOff' | 'AccountClosed' }>) {
  const at = new Date(fact.occurredAt);
  if (fact.type === 'AccountClosed') return { at, why: 'account_closed', code: null };
  return { at, why: fact.data.why, code: fact.data.code ?? null };
}

/** The accounts that a batch asks to see to, with the consents that held before it. */
export async function accountsToSee(
  client: Queryable,
  { certain, possible }: Asked,
): Promise<readonly Ask[]> {
  if (possible.length === 0) return certain;
  const { rows } = await client.query<{ account_id: string }>(
    `SELECT c.account_id FROM app.top_up_consents c
     JOIN unnest($1::text[], $2::bigint[]) AS left_with (account_id, available) USING (account_id)
     WHERE c.threshold > left_with.available`,
    [possible.map(({ accountId }) => accountId), possible.map(({ available }) => available)],
  );
  const below = new Set(rows.map(({ account_id }) => account_id));
  const sure = new Set(certain.map(({ accountId }) => accountId));
  const found = possible.filter(({ accountId }) => below.has(accountId) && !sure.has(accountId));
  return [...certain, ...found];
}

/**
 * Keeps what a batch has changed, in the transaction that moves past it. Returns the jobs of
 * accounts that nobody was to see to yet; where somebody is, they see again.
 */
export async function keepAsked(
  client: Queryable,
  { consents }: Asked,
  accounts: readonly Ask[],
): Promise<readonly JobSpec[]> {
  await keepConsents(client, consents);
  if (accounts.length === 0) return [];
  const parameters = [
    accounts.map(({ accountId }) => accountId),
    accounts.map(({ eventId }) => eventId),
    accounts.map(({ eventId }) => topUpJobId(eventId)),
  ];
  const { rows } = await client.query<{ asked_by: string; account_id: string }>(
    `WITH new AS (
       SELECT * FROM unnest($1::text[], $2::text[], $3::text[])
         AS new (account_id, asked_by, job_id)),
     seen_to AS (
       SELECT account_id FROM app.top_up_checks
       WHERE account_id = ANY ($1) AND NOT is_held_back ORDER BY account_id FOR UPDATE),
     kept AS (
       INSERT INTO app.top_up_checks AS known (account_id, asked_by, job_id, due_at)
       SELECT account_id, asked_by, job_id, clock_timestamp() + ${MISSED_AFTER} FROM new
       WHERE (SELECT count(*) FROM seen_to) >= 0
       ON CONFLICT (account_id) DO UPDATE
         SET asked_by = EXCLUDED.asked_by, is_held_back = false,
             job_id = CASE WHEN known.is_held_back THEN EXCLUDED.job_id ELSE known.job_id END,
             attempts = CASE WHEN known.is_held_back THEN 0 ELSE known.attempts END,
             due_at = CASE WHEN known.is_held_back THEN EXCLUDED.due_at ELSE known.due_at END)
     SELECT account_id, asked_by FROM new
     WHERE account_id NOT IN (SELECT account_id FROM seen_to)`,
    parameters,
  );
  return rows.map(({ account_id, asked_by }) => topUpJob(account_id, asked_by));
}

async function keepConsents(client: Queryable, consents: readonly ConsentNow[]): Promise<void> {
  const given = consents.flatMap(({ accountId, given: terms }) =>
    terms === null ? [] : [{ accountId, threshold: terms.threshold, words: terms.consent }],
  );
  if (given.length > 0) {
    await client.query(
      `INSERT INTO app.top_up_consents (account_id, threshold, version, text)
       SELECT * FROM unnest($1::text[], $2::bigint[], $3::text[], $4::text[])
       ON CONFLICT (account_id) DO UPDATE SET threshold = EXCLUDED.threshold,
         version = EXCLUDED.version, text = EXCLUDED.text,
         ended_at = NULL, ended_why = NULL, ended_code = NULL`,
      [
        given.map(({ accountId }) => accountId),
        given.map(({ threshold }) => threshold),
        given.map(({ words }) => words.version),
        given.map(({ words }) => words.text),
      ],
    );
  }
  const ended = consents.flatMap((consent) =>
    consent.given === null ? [{ accountId: consent.accountId, ...consent.ended }] : [],
  );
  if (ended.length === 0) return;
  await client.query(
    `UPDATE app.top_up_consents consent
     SET threshold = NULL, ended_at = now.at, ended_why = now.why, ended_code = now.code
     FROM unnest($1::text[], $2::timestamptz[], $3::text[], $4::text[])
       AS now (account_id, at, why, code)
     WHERE consent.account_id = now.account_id AND consent.ended_at IS NULL`,
    [
      ended.map(({ accountId }) => accountId),
      ended.map(({ at }) => at),
      ended.map(({ why }) => why),
      ended.map(({ code }) => code),
    ],
  );
}
