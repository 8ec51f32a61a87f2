import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Client } from 'pg';
import { binStarts } from '../../api/usage/bins.js';
import { coverOf } from '../../api/usage/cover.js';
import { usageSql } from '../../api/usage/usage-sql.js';
import type { AccountEvent } from '../../domain/account/events.js';
import { postingOf } from '../../domain/account/posting.js';
import { DAY_MS } from '../../domain/instant.js';
import { readProjections } from '../../projections/read-models/all.js';
import { decodeEvent } from '../../projections/follow/decoded-event.js';
import { connect, disconnect } from '../../platform/following/connect.js';
import { Follower } from '../../projections/follow/follower.js';
import { Lane } from '../../projections/follow/lane.js';
import { Story } from '../support/domain/account.js';
import {
  actions,
  commandOf,
  pauseBefore,
  zones,
  type Action,
} from '../support/domain/account-actions.js';
import { changingPlans } from '../support/domain/plans.js';
import { thrownBy } from '../support/domain/given.js';
import { TestLog } from '../support/domain/log.js';
import { openReadHarness, type ReadHarness } from '../support/product/projections.js';

/** Lives through actions as the account of this id; what is refused changes nothing. */
function live(accountId: string, timeZone: string, todo: readonly Action[]): Story {
  const story = new Story(changingPlans);
  story.send({ type: 'OpenAccount', accountId, timeZone });
  for (const action of todo) {
    story.now += pauseBefore(story, action);
    const command = commandOf(story, action);
    if (command) thrownBy(() => story.send(command));
  }
  return story;
}

describe('read models of random stories', () => {
  let harness: ReadHarness;
  let client: Client;
  beforeAll(async () => {
    harness = await openReadHarness();
    client = await connect(harness.url, () => undefined);
  });
  afterAll(async () => {
    await disconnect(client);
    await harness.close();
  });

  let stories = 0;
  /** Writes a story down, recorded up to some days late, and projects it in batches. */
  const project = async (zone: string, todo: readonly Action[], batchEvents: number) => {
    const accountId = `account-${(stories += 1)}`;
    const story = live(accountId, zone, todo);
    const log = new TestLog();
    const recordedAt = recordedLate(story.events);
    story.events.forEach((event, i) =>
      log.write(`account-${accountId}`, [event], { recordedAt: recordedAt[i] ?? 0 }),
    );
    await harness.pool.query('UPDATE read.checkpoints SET position = -1');
    const followers = readProjections.map((projection) => new Follower(projection, -1n));
    const lane = new Lane({ schema: 'read', client, followers, log: harness.log, notify: false });
    const arrived = log.events.flatMap((event) => decodeEvent(event) ?? []);
    for (let first = 0; first < arrived.length; first += batchEvents) {
      await lane.handle(arrived.slice(first, first + batchEvents));
    }
    expect(harness.said).toEqual([]);
    expect(lane.followers.size).toBe(followers.length);
    return { accountId, story, recordedAt };
  };

  it('say what the fold says: balance, level, lots, plan', async () => {
    await fc.assert(
      fc.asyncProperty(
        zones,
        actions,
        fc.integer({ min: 1, max: 60 }),
        async (zone, todo, size) => {
          const { accountId, story } = await project(zone, todo, size);
          const { book, debt, level, plan, period, scheduled, status } = story.state;
          const byHand = story.events.flatMap(({ type, data }) =>
            type === 'CreditsAdjusted' || type === 'DebitRefunded' ? [String(data.credits)] : [],
          );
          const of = (sql: string) => harness.rows(sql, [accountId]);
          expect(
            await of(
              'SELECT available, held, frozen, debt, reference, level FROM read.balances WHERE account_id = $1',
            ),
          ).toEqual([
            {
              available: String(book.available),
              held: String(book.held),
              frozen: String(book.frozen),
              debt: String(debt),
              reference: String(book.reference),
              level,
            },
          ]);
          expect(
            await of(`SELECT plan, period_n, period_ends_at, scheduled_plan, scheduled_at, status,
              level FROM read.accounts
            WHERE account_id = $1`),
          ).toEqual([
            {
              plan,
              period_n: period.n,
              period_ends_at: new Date(period.endsAt),
              scheduled_plan: scheduled?.plan ?? null,
              scheduled_at: scheduled ? new Date(scheduled.effectiveAt) : null,
              status,
              level,
            },
          ]);
          const register = await of(
            'SELECT credits FROM read.adjustments WHERE account_id = $1 ORDER BY revision',
          );
          expect(register.map(({ credits }) => credits)).toEqual(byHand);
          const seats = await of(
            `SELECT member_id, period_limit FROM read.members
             WHERE account_id = $1 AND removed_at IS NULL ORDER BY member_id COLLATE "C"`,
          );
          expect(seats).toEqual(
            [...story.state.members].map(({ memberId, limit }) => ({
              member_id: memberId,
              period_limit: limit === null ? null : String(limit),
            })),
          );
          const rows = await of(
            'SELECT lot_id, remaining, held, frozen, status FROM read.lots WHERE account_id = $1',
          );
          const byId = new Map(rows.map(({ lot_id, ...rest }) => [lot_id, rest]));
          for (const { grant, status, ...lot } of book.lots) {
            const [remaining, held, frozen] = [lot.remaining, lot.held, lot.frozen].map(String);
            const expected = { remaining, held, frozen, status };
            expect(byId.get(grant.lotId)).toEqual(expected);
          }
          const live = rows.filter(({ status }) => status === 'live').map(({ lot_id }) => lot_id);
          const kept = [...book.lots].filter(({ status }) => status === 'live');
          expect(live.sort()).toEqual(kept.map(({ grant }) => grant.lotId).sort());
        },
      ),
      { numRuns: 150 },
    );
  });

  it('add up to the fold at every event, and to both clocks at any instant', async () => {
    await fc.assert(
      fc.asyncProperty(zones, actions, fc.nat(), async (zone, todo, pick) => {
        const { accountId, story, recordedAt } = await project(zone, todo, 40);
        const entries = await harness.rows<Record<string, string>>(
          `SELECT revision, after_available, after_debt,
             sum(d_available) OVER w AS available, sum(d_debt) OVER w AS debt
           FROM read.ledger_entries WHERE account_id = $1
           WINDOW w AS (ORDER BY revision)`,
          [accountId],
        );
        for (const { available, debt, after_available, after_debt } of entries) {
          expect({ available, debt }).toEqual({ available: after_available, debt: after_debt });
        }
        const picked = story.events[pick % story.events.length];
        const asOf = (picked?.occurredAt ?? 0) + (pick % 2 === 0 ? 0 : DAY_MS / 3);
        const knownAt = recordedAt[(pick * 7) % recordedAt.length] ?? 0;
        const summed = await harness.rows(BOTH_CLOCKS, [
          accountId,
          new Date(asOf).toISOString(),
          new Date(knownAt).toISOString(),
        ]);
        const expected = story.events
          .filter((event, i) => event.occurredAt <= asOf && (recordedAt[i] ?? 0) <= knownAt)
          .reduce((sum, event) => sum + postingOf(event).available, 0n);
        expect(summed).toEqual([{ available: String(expected) }]);
      }),
      { numRuns: 100 },
    );
  });

  it('say what was used between any two instants, to the millisecond', async () => {
    const granularities = fc.constantFrom('hour' as const, 'day' as const, 'month' as const);
    const bound = fc.record({ pick: fc.nat(), offMs: fc.integer({ min: -2, max: 2 }) });
    await fc.assert(
      fc.asyncProperty(
        zones,
        actions,
        granularities,
        fc.tuple(bound, bound),
        async (zone, todo, granularity, bounds) => {
          const { accountId, story } = await project(zone, todo, 40);
          const instants = bounds.map(({ pick, offMs }) => instantIn(story.events, pick) + offMs);
          const [from = 0, to = 0] = instants.sort((one, other) => one - other);
          const starts = binStarts(from, to, granularity, zone);
          const { text, values } = usageSql({
            starts,
            granularity,
            cover: coverOf(starts, from, to, true),
            groupBy: ['member'],
            filters: { account: [accountId] },
            maxRows: 100_000,
          });
          const rows = await harness.rows<UsageRow>(text, [...values]);
          const found = new Sums();
          for (const { bin, member, ...sums } of rows) if (bin !== null) found.add(member, sums);
          expect(found.byMember).toEqual(usedBetween(story.events, from, to).byMember);
        },
      ),
      { numRuns: 150 },
    );
  });
});

interface UsageRow {
  readonly bin: number | null;
  readonly member: string;
  readonly credits: string;
  readonly refunded: string;
  readonly requests: string;
}

/** Sums of usage by member, `''` where a debit names none. */
class Sums {
  readonly byMember = new Map<string, { credits: bigint; refunded: bigint; requests: bigint }>();

  add(member: string, { credits = '0', refunded = '0', requests = '0' }: Partial<UsageRow>): void {
    const sum = this.byMember.get(member) ?? { credits: 0n, refunded: 0n, requests: 0n };
    sum.credits += BigInt(credits);
    sum.refunded += BigInt(refunded);
    sum.requests += BigInt(requests);
    this.byMember.set(member, sum);
  }
}

/** What the events themselves say: debits when they occurred, refunds when their debit did. */
function usedBetween(events: readonly AccountEvent[], from: number, to: number): Sums {
  const sums = new Sums();
  const isWithin = (at: number) => at >= from && at < to;
  for (const { type, data, occurredAt } of events) {
    if (type === 'CreditsDebited' || type === 'HoldSettled') {
      const used = { credits: `${data.credits}`, requests: '1' };
      if (isWithin(occurredAt)) sums.add(data.memberId ?? '', used);
    }
    if (type === 'DebitRefunded' && isWithin(data.debit.occurredAt)) {
      sums.add(data.debit.memberId ?? '', { refunded: `${data.credits}` });
    }
  }
  return sums;
}

/** When one of the events occurred. */
const instantIn = (events: readonly AccountEvent[], pick: number): number =>
  events[pick % events.length]?.occurredAt ?? 0;

/** Whole days before both clocks from the sums, the days they cut from entries. */
const BOTH_CLOCKS = `
  WITH day AS (SELECT date_trunc('day', $2::timestamptz AT TIME ZONE 'UTC') AS t,
                      date_trunc('day', $3::timestamptz AT TIME ZONE 'UTC') AS k)
  SELECT coalesce(sum(d_available), 0)::text AS available FROM (
    SELECT d_available FROM read.ledger_days, day WHERE account_id = $1
      AND occurred_day < t::date AND recorded_day < k::date
    UNION ALL
    SELECT d_available FROM read.ledger_entries, day WHERE account_id = $1
      AND occurred_at >= t AT TIME ZONE 'UTC' AND occurred_at <= $2 AND recorded_at <= $3
    UNION ALL
    SELECT d_available FROM read.ledger_entries, day WHERE account_id = $1
      AND recorded_at >= k AT TIME ZONE 'UTC' AND recorded_at <= $3
      AND occurred_at < t AT TIME ZONE 'UTC') AS postings`;

/** Each event is recorded up to three days late, but never before the one that came before it. */
function recordedLate(events: readonly AccountEvent[]): number[] {
  let last = 0;
  return events.map(({ occurredAt }, i) => {
    last = Math.max(last, occurredAt + ((i * 7) % 4) * DAY_MS * (i % 3 === 0 ? 1 : 0));
    return last;
  });
}
