import { hash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { demoPeople } from '../../support/product/person.js';
import { until } from '../../support/product/projections.js';
import {
  eventAbout,
  idIn,
  newEventId,
  sessionIn,
  shopCalls,
} from '../../support/stripe/shop-calls.js';
import { startShop, type Shop } from '../../support/stripe/shop.js';
import { keptStories } from './kept.js';

let shop: Shop;
let people: Awaited<ReturnType<typeof demoPeople>>;
beforeAll(async () => {
  shop = await startShop();
  people = await demoPeople(shop.product);
});
afterAll(() => shop?.close());

const API_VERSION = '2026-10-28.endive';
const { allTold, begun, disturb, fail, granted, paidUnheard, parked, rows, undisturbed, work } =
  shopCalls(() => shop);
const list = async (query: string) =>
  (await shop.product.get(`/v1/stripe-events?${query}`).expect(200)).body;
const one = async (id: string) =>
  (await shop.product.get(`/v1/stripe-events/${id}`).expect(200)).body;
const replay = (id: string, more = '') =>
  shop.product.post(`/v1/stripe-events/${id}/replay${more}`);
const untilDone = (id: string) =>
  until(
    async () => (await one(id)).state === 'done',
    'webhook that is done',
    () => one(id),
  );
describe('the inbox', () => {
  it('lists the webhooks of an account with what became of them', async () => {
    await shop.open('listed');
    const { checkout_url: url } = await begun('listed');
    await shop.pay(url);
    await shop.untilAvailable('listed', '650');
    await shop.harness.control('POST', 'delivery/settle');
    const found = `filter[account_id]=listed&filter[type]=checkout.session.completed`;
    await until(async () => (await list(found)).data[0]?.state === 'done', 'webhook that is done');
    const [event] = (await list(found)).data;
    expect(event).toMatchObject({
      event_id: expect.stringMatching(/^evt_/),
      object_id: sessionIn(url),
      account_id: 'listed',
      livemode: false,
      api_version: API_VERSION,
      error: null,
      has_payload: true,
    });
    expect(event).not.toHaveProperty('payload');
    for (const query of ['filter[state]=done,parked', `filter[object_id]=${sessionIn(url)}`]) {
      const { data } = await list(`${found}&${query}`);
      expect(data.map(({ event_id }: { event_id: string }) => event_id)).toEqual([event.event_id]);
    }
    for (const query of [
      'filter[state]=parked',
      'filter[object_id]=cs_other',
      `filter[from]=2999-01-01T00:00:00Z`,
      `filter[to]=${event.received_at}`,
    ]) {
      expect((await list(`${found}&${query}`)).data).toEqual([]);
    }
    const csv = shop.product.get(`/v1/stripe-events?${found}`).set('accept', 'text/csv');
    const { text } = await csv.expect(200);
    expect(text).toContain(`,${event.event_id},checkout.session.completed,done,${sessionIn(url)},`);
    expect(text).toMatch(/# complete, 1 rows\r\n$/);
  });

  it('comes in pages that lose nothing of what came in the same millisecond', async () => {
    const type = 'same.moment';
    const ids = Array.from({ length: 5 }, newEventId);
    for (const [n, id] of ids.entries()) {
      await rows(
        `INSERT INTO app.stripe_events (id, type, received_at, payload_hash, state)
         VALUES ($1, $2, $3, '', 'ignored')`,
        id,
        type,
        `2026-01-01T00:00:00.00000${n}Z`,
      );
    }
    const read: string[] = [];
    for (let after = ''; ;) {
      const { data, meta } = await list(`filter[type]=${type}&page[size]=2${after}`);
      read.push(...data.map(({ event_id }: { event_id: string }) => event_id));
      if (meta.page.next === null) break;
      after = `&page[after]=${meta.page.next}`;
    }
    expect(read).toEqual(ids.toReversed());
  });

  it('shows what a webhook says to those who may see people', async () => {
    const payload = eventAbout({ object: 'customer', id: 'cus_1', note: '\u0000', name: 'Ada' });
    await shop.webhook(payload);
    const id = idIn(payload);
    const payload_hash = hash('sha256', payload, 'base64url');
    expect(await one(id)).toMatchObject({ payload, payload_hash, payload_bytes: payload.length });
    const ask = async (role: 'finance' | 'operator') =>
      (await people.get(role)?.person.get(`/v1/stripe-events/${id}`))?.body;
    expect(await ask('finance')).toMatchObject({ payload, has_payload: true });
    expect(await ask('operator')).toMatchObject({ payload: null, has_payload: true, payload_hash });
  });

  it('shows the beginning of a payload that is large', async () => {
    // A character of two bytes lies across the cut.
    const payload = eventAbout({ object: 'customer', id: 'cus_1' }, { note: 'é'.repeat(300_000) });
    await shop.webhook(payload);
    const shown = await one(idIn(payload));
    expect(shown.payload_bytes).toBe(Buffer.byteLength(payload));
    expect(payload.startsWith(shown.payload)).toBe(true);
    expect(Buffer.byteLength(shown.payload)).toBeGreaterThan(262_000);
  });
});

describe('replaying a webhook', () => {
  it('says first what would be done, and writes nothing', async () => {
    const { purchase_id, session } = await paidUnheard('dry');
    const id = await parked(session);
    const head = await shop.product.harness.store.head();
    const { body } = await replay(id, '/preview').expect(200);
    expect(body).toMatchObject({
      object_id: session,
      is_there: true,
      account_id: 'dry',
      purchase_id,
      purchase_state: { before: 'open', after: 'granted' },
      commands: [
        {
          command_id: expect.stringMatching(/^pi_/),
          type: 'RecordPackPurchase',
          credits: '550',
          refused: null,
        },
      ],
      findings: [],
    });
    expect(await shop.product.harness.store.head()).toBe(head);
    expect(await one(id)).toMatchObject({ state: 'parked', attempts: 0 });
    const kept = await rows('SELECT state FROM app.purchases WHERE purchase_id = $1', purchase_id);
    expect(kept).toEqual([{ state: 'open' }]);
  });

  it('does it once, however often it is clicked and at whichever process', async () => {
    const { session } = await paidUnheard('clicked');
    const id = await parked(session);
    const other = await shop.product.another({ PORT: '0' });
    const path = `/v1/stripe-events/${id}/replay`;
    const clicks = Array.from({ length: 6 }, (_, n) =>
      (n % 2 === 0 ? shop.product : other).post(path).expect(202),
    );
    const answers = await Promise.all(clicks);
    for (const { body } of answers) expect(body).toMatchObject({ event_id: id, error: null });
    await untilDone(id);
    await shop.untilAvailable('clicked', '650');
    expect(await granted('clicked')).toHaveLength(1);
    expect(await one(id)).toMatchObject({ account_id: 'clicked', attempts: 6, error: null });
    await replay(id).expect(202);
    await untilDone(id);
    const { body } = await replay(id, '/preview').expect(200);
    expect(body).toMatchObject({ commands: [], findings: [] });
    expect(await granted('clicked')).toHaveLength(1);
    const replayed = await one(id);
    expect(replayed).toMatchObject({ replayed_by: expect.stringMatching(/^key:/) });
    const finance = people.get('finance');
    await finance?.person.post(path);
    await untilDone(id);
    const again = await one(id);
    expect(again).toMatchObject({ state: 'done', replayed_by: expect.stringMatching(/^staff:/) });
    expect(Date.parse(again.replayed_at)).toBeGreaterThan(Date.parse(replayed.replayed_at));
    await other.close();
  });

  it('says what a person has to look at, and whether that is known', async () => {
    const { session } = await paidUnheard('odd');
    await shop.harness.control('PATCH', `objects/${session}`, { amount_total: 2_499 });
    const id = await parked(session);
    const finding = {
      class: 'amount',
      severity: 'critical',
      object_id: session,
      ours: '2500 usd',
      theirs: '2499 usd',
    };
    const findings = async () => (await replay(id, '/preview').expect(200)).body.findings;
    expect(await findings()).toEqual([{ ...finding, is_known: false }]);
    await replay(id).expect(202);
    await untilDone(id);
    expect(await findings()).toEqual([{ ...finding, is_known: true }]);
    expect(await shop.available('odd')).toBe('100');
  });

  it('says so of a refund of a charge that nobody here began, made by older means', async () => {
    const elsewhere = await shop.stripe.paymentIntents.create({
      amount: 700,
      currency: 'usd',
      payment_method: 'pm_card_visa',
      confirm: true,
      automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
    });
    await disturb({ dropNext: 100 });
    const refund = await shop.stripe.refunds.create({ payment_intent: elsewhere.id });
    await shop.harness.control('PATCH', `objects/${refund.id}`, { payment_intent: null });
    await allTold();
    await undisturbed();
    const payload = eventAbout({ object: 'refund', id: refund.id }, { livemode: true });
    await shop.webhook(payload);
    const ahead = async () => (await replay(idIn(payload), '/preview').expect(200)).body;
    const finding = { class: 'unattributed', object_id: refund.id, theirs: null };
    expect(await ahead()).toMatchObject({
      is_there: true,
      account_id: null,
      commands: [],
      findings: [{ ...finding, is_known: false }],
    });
    await replay(idIn(payload)).expect(202);
    await untilDone(idIn(payload));
    expect((await ahead()).findings).toMatchObject([{ ...finding, is_known: true }]);
  });

  it.each([
    ['payment_intent', 'pi_ofAnotherMode'],
    ['payout', 'po_ofAnotherMode'],
  ])('credits nothing for a %s that Stripe does not have', async (object, ofObject) => {
    const payload = eventAbout({ object, id: ofObject }, { livemode: true });
    await shop.webhook(payload);
    const id = idIn(payload);
    expect(await one(id)).toMatchObject({ state: 'parked', error: 'expected test, not live' });
    const { body } = await replay(id, '/preview').expect(200);
    expect(body).toMatchObject({ is_there: false, commands: [], findings: [] });
    await replay(id).expect(202);
    await untilDone(id);
    const found = await rows('SELECT class FROM app.findings WHERE object_id = $1', id);
    expect(found).toEqual([{ class: 'live_test_mix' }]);
  });

  it('is refused where there is nothing to look at', async () => {
    const payload = eventAbout({ object: 'product', id: 'prod_1' });
    await shop.webhook(payload);
    for (const more of ['', '/preview']) {
      const { body } = await replay(idIn(payload), more).expect(409);
      expect(body.code).toBe('nothing_to_replay');
      await replay('evt_nobody', more).expect(404);
      await replay('cs_1', more).expect(422);
      const asked = people.get('lead')?.person.post(`/v1/stripe-events/evt_1/replay${more}`);
      expect((await asked)?.body).toMatchObject({
        code: 'forbidden',
        missing_scope: 'inbox:write',
      });
    }
    expect(await one(idIn(payload))).toMatchObject({ state: 'ignored', attempts: 0 });
  });

  it('says so while Stripe does not answer', async () => {
    const { session } = await paidUnheard('outage');
    const id = await parked(session);
    const route = 'GET /v1/checkout/sessions/:id';
    await fail({ kind: '500', route, times: 9 });
    const { body } = await replay(id, '/preview').expect(503);
    expect(body.code).toBe('payments_unavailable');
    await work();
    await replay(id, '/preview').expect(200);
  });
});

keptStories({
  theShop: () => shop,
  about: eventAbout,
  idIn,
  one,
  rows,
  paidUnheard,
  parked,
  replay,
  untilDone,
});
