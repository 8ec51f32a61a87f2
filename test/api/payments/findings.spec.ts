import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FINDING_CLASSES, type FindingClass } from '../../../api/payments/plan/finding-classes.js';
import { demoPeople } from '../../support/product/person.js';
import { startShop, type Shop } from '../../support/stripe/shop.js';
import { grantingStories } from './granting.js';
import { paidNotGranted } from './paid-not-granted.js';
import { findingRefundStories } from './refunding-findings.js';

let shop: Shop;
let people: Awaited<ReturnType<typeof demoPeople>>;
beforeAll(async () => {
  shop = await startShop();
  people = await demoPeople(shop.product);
});
afterAll(() => shop?.close());

const person = (role: 'finance' | 'lead' | 'support' | 'operator' | 'product') => {
  const found = people.get(role)?.person;
  if (!found) throw new Error(`nobody is ${role}`);
  return found;
};
const idOf = async (role: 'finance' | 'lead' | 'product'): Promise<string> =>
  (await person(role).get('/v1/me')).body.staff_id;
let found = 0;
interface More {
  readonly account?: string;
  readonly purchase?: string;
  readonly at?: string;
}
/** A finding, as converging would record it. */
async function finding(name: FindingClass, more: More = {}) {
  const id = `fnd_${randomBytes(10).toString('hex')}`;
  await shop.product.harness.pool.query(
    `INSERT INTO app.findings
       (finding_id, class, severity, object_id, account_id, purchase_id, ours, theirs, found_at)
     VALUES ($1, $2, $3, $4, $5, $6, '2500 usd', '1233 usd', $7)`,
    [
      id,
      name,
      FINDING_CLASSES[name],
      `pi_${(found += 1)}`,
      more.account ?? null,
      more.purchase ?? null,
      more.at ?? '2026-01-02T03:04:05Z',
    ],
  );
  return id;
}
const list = async (query: string) =>
  (await shop.product.get(`/v1/findings?${query}`).expect(200)).body;
const idsOf = async (query: string): Promise<string[]> =>
  (await list(query)).data.map(({ finding_id }: { finding_id: string }) => finding_id);
const one = async (id: string) => (await shop.product.get(`/v1/findings/${id}`).expect(200)).body;
const post = (id: string, verb: string, body: object) =>
  person('finance').post(`/v1/findings/${id}/${verb}`, body);

const paid = paidNotGranted(
  () => shop,
  () => people,
);
grantingStories(paid);
const purchase = `pur_${'0'.repeat(20)}`;
findingRefundStories(paid, (name, account) => finding(name, { account, purchase }));

describe('findings', () => {
  it('are listed by class, severity, state, account, owner and age, and as CSV', async () => {
    await shop.open('listed');
    const of = (name: FindingClass, at: string) => finding(name, { account: 'listed', at });
    const [old, young, mild] = [
      await of('amount', '2026-02-01T00:00:00Z'),
      await of('amount', '2026-02-03T00:00:00Z'),
      await of('unattributed', '2026-02-02T00:00:00Z'),
    ];
    const owner = await idOf('finance');
    await post(old, 'assign', { owner });
    const ours = 'filter[account_id]=listed';
    expect(await idsOf(ours)).toEqual([young, mild, old]);
    for (const [query, ids] of [
      ['filter[class]=unattributed', [mild]],
      ['filter[severity]=critical', [young, old]],
      ['filter[severity]=info,warning', [mild]],
      ['filter[state]=assigned', [old]],
      ['filter[state]=open,resolved', [young, mild]],
      [`filter[owner]=${owner}`, [old]],
      ['filter[owner]=none', [young, mild]],
      ['filter[to]=2026-02-02T00:00:00Z', [old]],
      ['filter[from]=2026-02-02T00:00:00Z', [young, mild]],
    ] as const) {
      expect({ query, ids: await idsOf(`${ours}&${query}`) }).toEqual({ query, ids });
    }
    expect(await idsOf('filter[account_id]=other')).toEqual([]);
    const first = await list(`${ours}&page[size]=2`);
    const next = `${ours}&page[size]=2&page[after]=${first.meta.page.next}`;
    expect(await idsOf(next)).toEqual([old]);
    const asked = person('lead').request('get', `/v1/findings?${ours}`).set('accept', 'text/csv');
    const { text } = await asked.expect(200);
    expect(text).toContain(`,${old},amount,critical,assigned,pi_`);
    expect(text).toContain(`,2500 usd,1233 usd,staff:${owner},Fay Finance\r\n`);
    expect(text).toMatch(/# complete, 3 rows\r\n$/);
  });

  it('are read by those who read payments, and dealt with by finance', async () => {
    const id = await finding('amount');
    for (const role of ['finance', 'lead', 'support', 'operator'] as const) {
      expect((await person(role).get(`/v1/findings/${id}`)).status).toBe(200);
    }
    const refused = { code: 'forbidden', missing_scope: 'payments:read' };
    expect((await person('product').get(`/v1/findings/${id}`)).body).toMatchObject(refused);
    const body = { reason: 'expected', note: 'known' };
    for (const role of ['lead', 'support', 'operator'] as const) {
      const answer = await person(role).post(`/v1/findings/${id}/resolve`, body);
      expect(answer.body).toMatchObject({ code: 'forbidden', missing_scope: 'findings:write' });
    }
    expect(await one(id)).toMatchObject({ state: 'open', history: [] });
    expect((await person('lead').get(`/v1/findings/fnd_${'0'.repeat(20)}`)).status).toBe(404);
  });
});

describe('a finding', () => {
  it('is assigned, resolved with a reason, and re-opened, all of which its history keeps', async () => {
    await shop.open('dealt');
    const id = await finding('duplicate', { account: 'dealt' });
    const owner = await idOf('lead');
    const assigned = await post(id, 'assign', { owner });
    expect(assigned.body).toMatchObject({ state: 'assigned', owner: { name: 'Lea Lead' } });
    await post(id, 'assign', { owner });
    const resolution = { reason: 'refunded', note: 'Ada asked', ticket: 'ZD-7', link: 're_1' };
    expect((await post(id, 'resolve', resolution)).body).toMatchObject({ state: 'resolved' });
    expect((await post(id, 'assign', { owner: null })).body.code).toBe('finding_resolved');
    const reopened = await post(id, 'reopen', { note: 'It failed' });
    expect(reopened.body).toMatchObject({ state: 'assigned', owner: { name: 'Lea Lead' } });
    expect((await post(id, 'reopen', { note: 'again' })).body.code).toBe('finding_not_resolved');
    await post(id, 'assign', { owner: null });
    const { state, history, ours, theirs } = await one(id);
    expect({ state, ours, theirs }).toEqual({
      state: 'open',
      ours: '2500 usd',
      theirs: '1233 usd',
    });
    const by = { actor: `staff:${await idOf('finance')}`, name: 'Fay Finance' };
    expect(history).toMatchObject([
      { by, did: 'assigned', owner: { name: 'Lea Lead' }, note: null },
      { by, did: 'resolved', ...resolution },
      { by, did: 'reopened', note: 'It failed' },
      { by, did: 'released', owner: null },
    ]);
    const ofOperator = await person('operator').get(`/v1/findings/${id}`);
    expect(ofOperator.body.history[1]).toMatchObject({ note: null, ticket: 'ZD-7' });
    await shop.product.post('/v1/accounts/dealt/erase').expect(200);
    const left = (await one(id)).history.map(({ note }: { note: unknown }) => note);
    expect(left).toEqual([null, null, null, null]);
  });

  it('is resolved once by two clicks, and by one of two people', async () => {
    const id = await finding('unattributed');
    const body = { reason: 'expected', note: 'the fair' };
    const clicks = await Promise.all([post(id, 'resolve', body), post(id, 'resolve', body)]);
    expect(clicks.map(({ status }) => status)).toEqual([200, 200]);
    expect((await one(id)).history).toHaveLength(1);
    const other = shop.product.post(`/v1/findings/${id}/resolve`).send({ ...body, note: 'mine' });
    expect((await other).body).toMatchObject({
      code: 'finding_resolved',
      resolved_by: `staff:${await idOf('finance')}`,
    });
    const raced = await finding('unattributed');
    const notes = ['one', 'two', 'three'];
    const answers = await Promise.all(
      notes.map((note) => post(raced, 'resolve', { ...body, note })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    expect((await one(raced)).history).toHaveLength(1);
  });

  it('gets no owner who cannot read it', async () => {
    const id = await finding('amount');
    for (const owner of [await idOf('product'), `stf_${'0'.repeat(20)}`]) {
      const { status, body } = await post(id, 'assign', { owner });
      expect([status, body.invalid_parameters?.[0]?.name]).toEqual([422, 'owner']);
    }
    expect(await one(id)).toMatchObject({ state: 'open', owner: null, history: [] });
  });
});

describe('the search', () => {
  it('leads to a finding and a webhook by their ids, for those who read payments', async () => {
    await shop.open('sought');
    const id = await finding('amount', { account: 'sought' });
    const search = async (role: 'lead' | 'product', q: string) =>
      (await person(role).get(`/v1/search?q=${q}`)).body.data;
    const path = `/findings/${id}`;
    expect(await search('lead', id)).toMatchObject([
      { kind: 'finding', account_id: 'sought', path },
    ]);
    await shop.webhook('unreadable');
    const [event] = (await shop.product.get('/v1/stripe-events').expect(200)).body.data;
    expect(await search('lead', event.event_id)).toMatchObject([
      { kind: 'stripe_event', account_id: null, path: `/inbox/${event.event_id}` },
    ]);
    expect(await search('product', id)).toEqual([]);
  });
});

describe('what needs finance', () => {
  const work = async (kind: string) => {
    const { items } = (await person('finance').get('/v1/work')).body;
    return items.find((item: { kind: string }) => item.kind === kind);
  };

  it('are critical findings that are open, since the oldest', async () => {
    await shop.product.harness.pool.query(`UPDATE app.findings SET state = 'resolved'`);
    await finding('unattributed');
    const id = await finding('currency', { at: '2026-01-01T00:00:00Z' });
    const first_at = '2026-01-01T00:00:00.000Z';
    expect(await work('findings_critical')).toMatchObject({ count: 1, first_at });
    await post(id, 'resolve', { reason: 'other', note: 'x' });
    expect(await work('findings_critical')).toMatchObject({ count: 0, first_at: null });
  });

  it('are parked webhooks until their finding is resolved', async () => {
    expect(await shop.webhook('no event')).toBe(200);
    expect(await work('stripe_events_parked')).toMatchObject({ count: 1 });
    const [id = ''] = await idsOf('filter[class]=unreadable_event');
    await post(id, 'resolve', { reason: 'expected', note: 'a test' });
    expect(await work('stripe_events_parked')).toMatchObject({ count: 0 });
  });
});
