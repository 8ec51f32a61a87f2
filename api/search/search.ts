import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { z } from 'zod';
import type { AccountEvent } from '../../domain/account/events.js';
import { accountHashOf, revisionOf } from '../../domain/account/ids.js';
import { postedCredits, postingOf } from '../../domain/account/posting.js';
import { formatCredits } from '../../domain/credits.js';
import { formatInstant } from '../../domain/instant.js';
import { AccountStream, isAccountEvent } from '../accounts/account-stream.js';
import { profileFor, seesPersons } from '../personal/masking.js';
import type { Profile } from '../personal/profiles.js';
import { freshnessQuery, personalText, staleAnswer } from '../accounts/schemas.js';
import { isAllowed, type Caller } from '../auth/caller.js';
import { findFromStripe } from './find-from-stripe.js';
import { ReadPosition } from '../http/read-position.js';
import { findPayment, findRefundsByTicket } from './find-payment.js';
import { beginsWith } from '../shapes/begins-with.js';
import { AccountId, ApprovalId } from '../shapes/ids.js';

const MAX_QUERY_CHARS = 254;
/** Limit of results per kind. */
const MAX_ROWS = 10;

/** Query of `GET /v1/search`. */
export const SearchQuery = z.strictObject({
  q: personalText(MAX_QUERY_CHARS)
    .transform((text) => text.trim())
    .refine((text) => text !== '', 'expected something to look for')
    .meta({ description: 'What somebody types or pastes.', examples: ['dbt_000000000405rgtqd9'] }),
  ...freshnessQuery,
});
export type SearchQuery = z.output<typeof SearchQuery>;

const KINDS = [
  'account',
  'debit',
  'hold',
  'lot',
  'adjustment',
  'refund',
  'ticket',
  'approval',
  'finding',
  'stripe_event',
  'payment',
] as const;

/** A search result. */
const Found = z
  .object({
    kind: z.enum(KINDS),
    id: z.string().describe('What was found: an account, a debit, an adjustment …'),
    account_id: AccountId.nullable().describe('Null: of no account, as proposals are.'),
    title: z.string(),
    subtitle: z.string(),
    path: z.string().meta({
      description: 'Where the console shows it.',
      examples: ['/accounts/acc_7h2kq0m4x9/timeline?event=dbt_000000000405rgtqd9'],
    }),
  })
  .meta({ id: 'SearchResult' });
type Found = z.output<typeof Found>;

/** Results, most likely first. */
export const SearchAnswer = z
  .object({ data: z.array(Found), ...staleAnswer })
  .meta({ id: 'SearchResults' });
export type SearchAnswer = z.output<typeof SearchAnswer>;

interface AccountRow extends Profile {
  readonly account_id: string;
  readonly plan: string;
  readonly status: string;
}

interface TicketRow extends AccountRow {
  readonly adjustment_id: string;
  readonly kind: string;
  readonly credits: string;
  readonly ticket: string;
  readonly recorded_at: Date;
}

interface ApprovalRow {
  /** Null: a proposal. */
  readonly account_id: string | null;
  readonly status: string;
  readonly requested_at: Date;
}

interface NoteRow extends AccountRow {
  readonly note_id: string;
  readonly ticket: string;
  readonly created_at: Date;
}

const ACCOUNT = `a.account_id, a.plan, a.status, p.name, p.email, p.metadata`;
const PROFILES = `LEFT JOIN app.account_profiles p ON p.account_id = a.account_id`;
const FOUND_BY_ID = `SELECT a.account_id, 1 AS rank FROM read.accounts a WHERE a.account_id = $1`;
const FOUND_BY_START = `(SELECT a.account_id, 3 AS rank FROM read.accounts a
  WHERE ${beginsWith('a.account_id', '$1')} ORDER BY a.account_id USING ~<~ LIMIT ${MAX_ROWS})`;
const FOUND_BY_PERSON = `(SELECT account_id, 2 AS rank FROM app.account_profiles
    WHERE lower(email) = lower($1) ORDER BY account_id LIMIT ${MAX_ROWS})
  UNION ALL (SELECT account_id, 4 AS rank FROM app.account_profiles
    WHERE ${beginsWith('lower(name)', 'lower($1)')}
    ORDER BY lower(name) USING ~<~ LIMIT ${MAX_ROWS})`;
const accountsBy = (found: string) => `
  SELECT ${ACCOUNT} FROM (
    SELECT account_id, min(rank) AS rank FROM (${found}) AS each GROUP BY account_id
  ) AS found JOIN read.accounts a USING (account_id) ${PROFILES}
  ORDER BY found.rank, a.account_id LIMIT ${MAX_ROWS}`;
const BY_ACCOUNT = accountsBy(`${FOUND_BY_ID} UNION ALL ${FOUND_BY_START}`);
const BY_ANYTHING = accountsBy(
  `${FOUND_BY_ID} UNION ALL ${FOUND_BY_START} UNION ALL ${FOUND_BY_PERSON}`,
);
const BY_TICKET = `SELECT ${ACCOUNT}, j.adjustment_id, j.kind, j.credits, j.ticket, j.recorded_at
  FROM read.adjustments j JOIN read.accounts a USING (account_id) ${PROFILES}
  WHERE j.ticket = $1 ORDER BY j.recorded_at DESC, j.account_id DESC, j.revision DESC
  LIMIT ${MAX_ROWS}`;
const NOTES_BY_TICKET = `SELECT ${ACCOUNT}, n.note_id, n.ticket, n.created_at
  FROM app.account_notes n JOIN read.accounts a USING (account_id) ${PROFILES}
  WHERE n.ticket = $1 ORDER BY n.created_at DESC, n.note_id DESC LIMIT ${MAX_ROWS}`;
const BY_HASH = `SELECT ${ACCOUNT} FROM read.accounts a ${PROFILES}
  WHERE a.id_hash = $1 LIMIT ${MAX_ROWS}`;

/** Finds accounts, tickets and ids by pasted text. Every part is bounded and indexed. */
@Injectable()
export class Search {
  constructor(
    private readonly pool: Pool,
    private readonly stream: AccountStream,
    private readonly readPosition: ReadPosition,
  ) {}

  /** Searches only what the caller may see. */
  async find({ q, min_position }: SearchQuery, caller: Caller): Promise<SearchAnswer> {
    const reached = await this.readPosition.reached('accounts', min_position);
    const made = await this.madeById(q, caller);
    const text = seesPersons(caller) ? BY_ANYTHING : BY_ACCOUNT;
    const [accounts, tickets, notes] = await Promise.all([
      this.pool.query<AccountRow>(text, [q]),
      this.pool.query<TicketRow>(BY_TICKET, [q]),
      this.pool.query<NoteRow>(NOTES_BY_TICKET, [q]),
    ]);
    const data = [
      ...made,
      ...(await this.approvalById(q)),
      ...(isAllowed(caller, 'payments:read') ? await findFromStripe(this.pool, q) : []),
      ...(await this.paymentById(q, caller)),
      ...accounts.rows.map((row) => presentAccount(row, caller)),
      ...tickets.rows.map((row) => presentTicket(row, caller)),
      ...notes.rows.map((row) => presentNote(row, caller)),
      ...(await this.refundsByTicket(q, caller)),
    ];
    return { data, ...(!reached && { stale: true }) };
  }

  /** What somebody asked others to approve. */
  private async approvalById(id: string): Promise<Found[]> {
    if (!ApprovalId.safeParse(id).success) return [];
    const { rows } = await this.pool.query<ApprovalRow>(
      'SELECT account_id, status, requested_at FROM read.approvals WHERE approval_id = $1',
      [id],
    );
    return rows.map(({ account_id, status, requested_at }) => ({
      kind: 'approval' as const,
      id,
      account_id,
      title: `${account_id === null ? 'Proposal' : 'Request for approval'} · ${status}`,
      subtitle: [account_id ?? [], requested_at.toISOString()].flat().join(' · '),
      path: account_id === null ? `/approvals/proposals/${id}` : `/approvals/${id}`,
    }));
  }

  /** A payment, or what has to do with one, for those who may read payments. */
  private async paymentById(id: string, caller: Caller): Promise<Found[]> {
    if (!isAllowed(caller, 'payments:read')) return [];
    return (await findPayment(this.pool, id)).map(({ accountId, title, at, part }) => ({
      kind: 'payment' as const,
      id,
      account_id: accountId,
      title,
      subtitle: [accountId ?? [], at].flat().join(' · '),
      path: accountId === null ? '/payments' : `${accountPath(accountId)}/${part}`,
    }));
  }

  /** Refunds of payments that name a ticket, for those who may read payments. */
  private async refundsByTicket(ticket: string, caller: Caller): Promise<Found[]> {
    if (!isAllowed(caller, 'payments:read')) return [];
    return (await findRefundsByTicket(this.pool, ticket)).map(({ id, accountId, title, at }) => ({
      kind: 'ticket' as const,
      id,
      account_id: accountId,
      title,
      subtitle: `${accountId} · ${at}`,
      path: `${accountPath(accountId)}/payments`,
    }));
  }

  /** Resolves an id: its hash leads to the account, its revision to the event. */
  private async madeById(id: string, caller: Caller): Promise<Found[]> {
    const [hash, revision, kind] = [accountHashOf(id), revisionOf(id), KIND_OF[id.slice(0, 3)]];
    if (hash === undefined || revision === undefined || kind === undefined) return [];
    if (!Number.isSafeInteger(revision)) return [];
    const { rows } = await this.pool.query<AccountRow>(BY_HASH, [hash]);
    const found = await Promise.all(
      rows.map(async (row) => {
        const event = await this.stream.eventAt(row.account_id, revision);
        if (!event || !isAccountEvent(event.fact) || !names(event.fact.data, id)) return [];
        const title = `${TITLES[kind]} · ${formatCredits(creditsOf(event.fact))} credits`;
        const subtitle = `${nameOf(row, caller)} · ${formatInstant(event.fact.occurredAt)}`;
        const path = eventPath(row.account_id, id);
        return [{ kind, id, account_id: row.account_id, title, subtitle, path }];
      }),
    );
    return found.flat();
  }
}

const TITLES = {
  debit: 'Debit',
  hold: 'Hold',
  lot: 'Lot',
  adjustment: 'Adjustment',
  refund: 'Refund',
} as const;

const KIND_OF: Readonly<Record<string, keyof typeof TITLES>> = {
  dbt: 'debit',
  hld: 'hold',
  lot: 'lot',
  adj: 'adjustment',
  rfd: 'refund',
};

/** Credits of an event; for a hold, those reserved. */
const creditsOf = (fact: AccountEvent) =>
  fact.type === 'HoldPlaced' ? fact.data.credits : postedCredits(postingOf(fact));

/** Whether an id occurs in the data of an event. */
function names(data: unknown, id: string): boolean {
  if (typeof data !== 'object' || data === null) return data === id;
  return Object.values(data).some((value) => names(value, id));
}

const accountPath = (accountId: string) => `/accounts/${encodeURIComponent(accountId)}`;
const eventPath = (accountId: string, event: string) =>
  `${accountPath(accountId)}/timeline?event=${encodeURIComponent(event)}`;

const nameOf = (row: AccountRow, caller: Caller): string =>
  profileFor(caller, row).name ?? row.account_id;

function presentAccount(row: AccountRow, caller: Caller): Found {
  const { account_id, plan, status } = row;
  const { name, email } = profileFor(caller, row);
  const subtitle = [...(name === null ? [] : [account_id]), ...(email === null ? [] : [email])];
  return {
    kind: 'account',
    id: account_id,
    account_id,
    title: name ?? account_id,
    subtitle: [...subtitle, plan, ...(status === 'open' ? [] : [status])].join(' · '),
    path: accountPath(account_id),
  };
}

function presentTicket(row: TicketRow, caller: Caller): Found {
  const { account_id, adjustment_id: id, credits, ticket, recorded_at } = row;
  return {
    kind: 'ticket',
    id,
    account_id,
    title: `${ticket} · ${row.kind} of ${formatCredits(BigInt(credits))} credits`,
    subtitle: `${nameOf(row, caller)} · ${recorded_at.toISOString()}`,
    path: eventPath(account_id, id),
  };
}

function presentNote(row: NoteRow, caller: Caller): Found {
  const { account_id, note_id: id, ticket, created_at } = row;
  return {
    kind: 'ticket',
    id,
    account_id,
    title: `${ticket} · note`,
    subtitle: `${nameOf(row, caller)} · ${created_at.toISOString()}`,
    path: `${accountPath(account_id)}/notes`,
  };
}
