import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { ROLES, type Role } from '../../../api/auth/roles.js';
import { PermanentFailure, Queues, QueuesUnavailable } from '../../../platform/queues/queues.js';
import { callsOn } from '../../support/product/account-calls.js';
import type { consoleProduct, Member } from '../../support/product/console-product.js';
import { approvalCalls, stepUp } from '../approvals/calls.js';

interface Item {
  readonly kind: string;
  readonly count: number | null;
  readonly more: boolean;
  readonly first_at: string | null;
}

/** What each role deals with. */
const KINDS: Readonly<Record<Role, readonly string[]>> = {
  support: ['requests_decided', 'accounts_overdrawn', 'subscriptions_past_due'],
  lead: [
    'approvals_for_me',
    'requests_decided',
    'accounts_overdrawn',
    'subscriptions_past_due',
    'findings_critical',
    'stripe_events_parked',
  ],
  finance: [
    'approvals_for_me',
    'requests_decided',
    'accounts_overdrawn',
    'subscriptions_past_due',
    'findings_critical',
    'stripe_events_parked',
    'offers_upcoming',
    'rates_upcoming',
  ],
  product: ['requests_decided', 'endpoints_off', 'offers_upcoming', 'rates_upcoming'],
  operator: ['projections_stopped', 'jobs_failed', 'endpoints_off'],
  admin: [],
};
const HOUR_MS = 3_600_000;

/** Stories of what needs people, on a product to which nothing of it happened yet. */
export function workStories(world: ReturnType<typeof consoleProduct>): void {
  const { theProduct, member, signedIn } = world;
  const { open, debit, adjust, get, post } = callsOn(theProduct);
  const { ask, decide } = approvalCalls(theProduct);
  const sql = (text: string, values: unknown[] = []) =>
    theProduct().harness.pool.query(text, values);
  const people = new Map<Role, Pick<Member, 'person'>>();
  let support: Member;
  let lead: Member;

  const itemsOf = async (role: Role): Promise<Item[]> => {
    const { status, body } = (await people.get(role)?.person.get('/v1/work')) ?? {};
    expect(status).toBe(200);
    return body.items;
  };
  const item = async (role: Role, kind: string) =>
    (await itemsOf(role)).find((each) => each.kind === kind);
  /** Waits for the read models. */
  const counts = async (role: Role, kind: string, count: number): Promise<Item | undefined> => {
    for (let tries = 0; ; tries += 1) {
      const found = await item(role, kind);
      if (found?.count === count || tries === 250) {
        expect(found).toMatchObject({ kind, count, more: false });
        return found;
      }
      await sleep(20);
    }
  };

  describe('what needs a person', () => {
    // Now: stories before these end sessions.
    beforeAll(async () => {
      support = await member('support');
      lead = await member('lead');
      for (const role of ['finance', 'product', 'operator'] as const) {
        people.set(role, await member(role));
      }
      people.set('support', support);
      people.set('lead', lead);
      people.set('admin', { person: await signedIn() });
    });

    it.each(ROLES)('is what %s deals with, and nothing at first', async (role) => {
      const nothing = { count: 0, more: false, first_at: null };
      expect(await itemsOf(role)).toEqual(KINDS[role].map((kind) => ({ kind, ...nothing })));
    });

    it('is nothing for API keys', async () => {
      expect((await theProduct().get('/v1/work')).status).toBe(403);
    });

    it('is a request for each who can decide it, then its decision for whoever asked', async () => {
      const { body: asked } = await ask(support, await open(), '800');
      const { body: own } = await ask(lead, await open(), '5001');
      await counts('finance', 'approvals_for_me', 2);
      const { first_at } = (await counts('lead', 'approvals_for_me', 1)) ?? {};
      expect(first_at).toBe(asked.requested_at);
      await counts('support', 'requests_decided', 0);
      await stepUp(lead);
      const { body } = await decide(lead, asked.approval_id, 'reject', { note: 'no' });
      const decided = await counts('support', 'requests_decided', 1);
      expect(decided?.first_at).toBe(body.decided_at);
      await counts('lead', 'approvals_for_me', 0);
      await decide(lead, own.approval_id, 'withdraw');
      await counts('finance', 'approvals_for_me', 0);
      await counts('lead', 'requests_decided', 0);
    });

    it('is an overdrawn account, since it became so, until its debt is repaid', async () => {
      const account = await open();
      await debit(account, { credits: '150', policy: 'allow_debt' });
      await debit(account, { credits: '1', policy: 'allow_debt' });
      const { data } = await get(`/v1/accounts/${account}/events?filter[type]=BalanceLevelChanged`);
      const found = await counts('support', 'accounts_overdrawn', 1);
      expect(found?.first_at).toBe(data[0].occurred_at);
      await adjust(account, '500');
      await counts('support', 'accounts_overdrawn', 0);
    });

    it('is an endpoint that is off because nothing arrived, not one that somebody put off', async () => {
      const made = async (url: string) => (await post('/v1/webhook-endpoints', { url })).id;
      const [failing, off] = [await made('https://a.example/x'), await made('https://b.example/x')];
      const disable = (id: string, reason: string, at: string) =>
        sql(
          `UPDATE app.webhook_endpoints
           SET enabled = false, disabled_reason = $2, disabled_at = $3 WHERE id = $1`,
          [id, reason, at],
        );
      await disable(off, 'operator', '2026-01-01T00:00:00Z');
      await disable(failing, 'failing', '2026-01-02T03:04:05Z');
      const found = await counts('product', 'endpoints_off', 1);
      expect(found?.first_at).toBe('2026-01-02T03:04:05.000Z');
      await theProduct().delete(`/v1/webhook-endpoints/${failing}`).expect(204);
      await counts('operator', 'endpoints_off', 0);
    });

    it('is a projection that has stopped', async () => {
      const set = (state: string) =>
        sql(`UPDATE read.checkpoints SET state = $1 WHERE projection = 'members'`, [state]);
      await set('stopped');
      const found = await item('operator', 'projections_stopped');
      await set('live');
      expect(found).toMatchObject({ count: 1, first_at: expect.stringMatching(/Z$/) });
    });

    it('is a job that was given up; unknown while the queues do not answer', async () => {
      const { queues } = theProduct().harness;
      const why = new PermanentFailure('the shelf is empty');
      await queues.work('deliveries', { concurrency: 1 }, () => Promise.reject(why));
      for (const jobId of ['given-up-1', 'given-up-2']) {
        await queues.add({ queue: 'deliveries', name: 'tell', data: {}, jobId });
      }
      const found = await counts('operator', 'jobs_failed', 2);
      const { data } = await get('/v1/ops/jobs/deliveries/failed');
      expect(found?.first_at).toBe(data.at(-1).failed_at);
      const away = jest
        .spyOn(theProduct().app.get(Queues), 'counts')
        .mockRejectedValue(new QueuesUnavailable({ cause: new Error('away') }));
      const items = await itemsOf('operator');
      away.mockRestore();
      expect(items.map(({ kind, count }) => [kind, count])).toEqual([
        ['projections_stopped', 0],
        ['jobs_failed', null],
        ['endpoints_off', 0],
      ]);
    });

    it('is what changes in the catalogue within 48 hours, and when', async () => {
      const inHours = (hours: number) =>
        new Date(theProduct().harness.clock.now() + hours * HOUR_MS).toISOString();
      const [soon, late] = [inHours(47), inHours(49)];
      for (const [plan, effective_from] of [
        ['free', soon],
        ['pro', late],
      ]) {
        const price = { minor: 100, currency: 'usd' };
        const terms = { name: 'New', price, credits: '1', effective_from };
        await theProduct().put(`/v1/plans/${plan}`).send(terms).expect(200);
      }
      for (const [model, effective_from] of [
        ['soon', soon],
        ['late', late],
      ]) {
        const put = theProduct().put(`/v1/models/${model}`).set('idempotency-key', `${model}`);
        await put.send({ name: model }).expect(200);
        await post(`/v1/models/${model}/rates`, { per_image: '1' });
        await post(`/v1/models/${model}/rates`, { per_image: '2', effective_from });
      }
      expect((await counts('finance', 'offers_upcoming', 1))?.first_at).toBe(soon);
      expect((await counts('product', 'rates_upcoming', 1))?.first_at).toBe(soon);
    });
  });
}
