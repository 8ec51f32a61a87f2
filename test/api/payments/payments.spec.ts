import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { until } from '../../support/product/projections.js';
import type { Member } from '../../support/product/console-product.js';
import {
  startStaffedShop,
  type Bought,
  type StaffedShop,
} from '../../support/stripe/staffed-shop.js';

let shop: StaffedShop;
let acme: Bought;
let other: Bought;
let finance: Member;
beforeAll(async () => {
  shop = await startStaffedShop();
  acme = await shop.bought('acme', { pack: 'medium' });
  other = await shop.bought('other', { pack: 'custom', amount: { minor: 1_234, currency: 'usd' } });
  finance = await shop.member('finance');
}, 240_000);
afterAll(() => shop?.close());

const read = async (path: string) => (await shop.product.get(path).expect(200)).body;
const idsIn = ({ data }: { data: { payment_id: string }[] }) => data.map((row) => row.payment_id);

describe('the list of payments', () => {
  it('has what was paid for what, and the fee once Stripe knows it', async () => {
    await shop.harness.pass(5);
    const path = `/v1/payments/${acme.paymentId}`;
    await until(
      async () => (await read(path)).fee !== null,
      'fee',
      () => read(path),
    );
    const purchase = { purchase_id: acme.purchaseId, pack: 'medium', credits: '550' };
    const listed = {
      payment_id: acme.paymentId,
      account_id: 'acme',
      status: 'succeeded',
      amount: { minor: 2_500, currency: 'usd' },
      received: { minor: 2_500, currency: 'usd' },
      refunded: { minor: 0, currency: 'usd' },
      fee: { minor: 103, currency: 'usd' },
      net: { minor: 2_397, currency: 'usd' },
      purchase: { ...purchase, state: 'granted' },
      failure_code: null,
    };
    expect((await read('/v1/payments?filter[account_id]=acme')).data).toMatchObject([listed]);
    const one = await read(path);
    expect(one).toMatchObject(listed);
    expect(one.receipt_url).toMatch(/^http/);
    const use = { paid_by: `payment:${acme.paymentId}`, purchase_id: acme.purchaseId };
    expect(one.paid_for).toMatchObject([
      { ...use, gross: { minor: 2_500 }, net: { minor: 2_500 }, tax: { minor: 0 } },
    ]);
  });

  it('is narrowed, and read in pages that have each payment once', async () => {
    const first = await read('/v1/payments?page[size]=1');
    const second = await read(`/v1/payments?page[size]=1&page[after]=${first.meta.page.next}`);
    expect(second.meta.page.next).toBeNull();
    const both = [...idsIn(first), ...idsIn(second)];
    expect([...both].sort()).toEqual([acme.paymentId, other.paymentId].sort());
    expect(idsIn(await read('/v1/payments'))).toEqual(both);
    const [{ created_at: at }] = second.data;
    const narrowed = async (filter: string) => idsIn(await read(`/v1/payments?${filter}`));
    expect(await narrowed(`filter[purchase_id]=${acme.purchaseId}`)).toEqual([acme.paymentId]);
    expect(await narrowed(`filter[to]=${at}`)).toEqual([]);
    expect(await narrowed(`filter[from]=${at}`)).toEqual(both);
    expect(await narrowed('filter[status]=canceled')).toEqual([]);
    for (const bad of [
      'filter[status]=%27',
      'page[after]=x',
      'filter[from]=2&filter[to]=1',
      'x=1',
    ]) {
      await shop.product.get(`/v1/payments?${bad}`).expect(422);
    }
    await shop.product.get('/v1/payments/pi_nobody').expect(404);
    await shop.product.get('/v1/payments/x%00').expect(422);
  });

  it('is for those who may read payments, and a file for those who may export', async () => {
    const may = async (role: string) => {
      const { person } = role === 'finance' ? finance : await shop.member(role);
      const csv = () => person.request('get', '/v1/payments').set('accept', 'text/csv');
      const [list, one, purchases, file] = [
        await person.get('/v1/payments'),
        await person.get(`/v1/payments/${acme.paymentId}`),
        await person.get('/v1/pack-purchases'),
        await csv(),
      ];
      return [list.status, one.status, purchases.status, file.status];
    };
    expect(await may('support')).toEqual([200, 200, 200, 403]);
    expect(await may('lead')).toEqual([200, 200, 200, 200]);
    expect(await may('finance')).toEqual([200, 200, 200, 200]);
    expect(await may('operator')).toEqual([200, 200, 200, 403]);
    expect(await may('product')).toEqual([403, 403, 403, 403]);
    const answer = await shop.product.get('/v1/payments').set('accept', 'text/csv').expect(200);
    const lines = answer.text.trim().split('\r\n');
    expect(lines).toHaveLength(4);
    expect(lines[0]).toMatch(/^created_at,payment_id,account_id,purchase_id,pack,credits,status/);
    expect(lines.at(-1)).toBe('# complete, 2 rows');
    expect(answer.text).toContain(`${acme.paymentId},acme,${acme.purchaseId},medium,550,succeeded`);
  });
});

describe('the list of purchases', () => {
  it('of an account tells of its payment what the caller may see, and the buyer the receipt', async () => {
    const path = `/v1/accounts/acme/pack-purchases`;
    const shown = ({ body }: { body: { data: { payment: unknown }[] } }) => body.data[0]?.payment;
    const product = await shop.member('product');
    const none = { payment_id: null, fee: null, net: null };
    const paid = { status: 'succeeded', standing: 'paid', refunded: { minor: 0 } };
    expect(shown(await product.person.get(path))).toMatchObject({
      ...paid,
      ...none,
      receipt_url: null,
    });
    const one = await product.person.get(`${path}/${acme.purchaseId}`);
    expect(one.body.payment).toMatchObject({ ...none, receipt_url: null });
    const minted = shop.product.post('/v1/accounts/acme/widget-tokens');
    const { token } = (await minted.send({ scopes: ['checkout:create'] }).expect(201)).body;
    const receipt_url = expect.stringMatching(/^http/);
    for (const at of [path, `${path}/${acme.purchaseId}`]) {
      const { body } = await shop.product.get(at, token).expect(200);
      const payment = body.data ? shown({ body }) : body.payment;
      expect(payment).toMatchObject({ ...paid, ...none, receipt_url });
    }
    expect(shown(await finance.person.get(path))).toMatchObject({
      payment_id: acme.paymentId,
      fee: { minor: 103 },
      net: { minor: 2_397 },
      receipt_url,
    });
  });

  it('has those of all accounts, by state and pack', async () => {
    await shop.buy('acme', { pack: 'small' }).expect(201);
    const purchases = async (filter: string) =>
      (await read(`/v1/pack-purchases?${filter}`)).data.map(
        (row: { account_id: string; pack: string }) => `${row.account_id} ${row.pack}`,
      );
    expect(await purchases('')).toEqual(['acme small', 'other custom', 'acme medium']);
    expect(await purchases('filter[state]=granted')).toEqual(['other custom', 'acme medium']);
    expect(await purchases('filter[pack]=medium')).toEqual(['acme medium']);
    expect(await purchases('filter[account_id]=other')).toEqual(['other custom']);
    await shop.product.get('/v1/pack-purchases?filter[state]=lost').expect(422);
  });
});

describe('money that went back', () => {
  it('is listed with its payment, made here or found in Stripe', async () => {
    const { pool } = shop.product.harness;
    await pool.query(
      `INSERT INTO app.refunds (refund_id, payment_id, account_id, amount, currency, status, policy,
         clawed_back, written_off, debt, created_at)
       VALUES ('re_found', $1, 'acme', 500, 'usd', 'succeeded', 'written_off', 110000000, 0, 0,
         now())`,
      [acme.paymentId],
    );
    await pool.query(
      `INSERT INTO app.disputes (dispute_id, payment_id, account_id, amount, currency, reason,
         status, is_charge_refundable, withdrawn, reinstated, in_ledger, created_at)
       VALUES ('du_open', $1, 'acme', 1000, 'usd', 'fraudulent', 'needs_response', false, 1000, 0,
         'open', now())`,
      [acme.paymentId],
    );
    const paid = { received: { minor: 2_500, currency: 'usd' }, name: 'Medium' };
    const refund = {
      refund_id: 're_found',
      paid,
      amount: { minor: 500, currency: 'usd' },
      spent: 'written_off',
      clawed_back: '110',
      written_off: '0',
      request: null,
    };
    const dispute = {
      dispute_id: 'du_open',
      paid,
      is_charge_refundable: false,
      in_ledger: 'open',
      clawed_back: null,
    };
    expect(await read(`/v1/payments/${acme.paymentId}`)).toMatchObject({
      refunds: [refund],
      disputes: [dispute],
    });
    const of = `filter[payment_id]=${acme.paymentId}`;
    expect((await read(`/v1/payment-refunds?${of}`)).data).toMatchObject([refund]);
    expect((await read(`/v1/disputes?${of}&filter[status]=needs_response`)).data).toMatchObject([
      dispute,
    ]);
    expect((await read('/v1/disputes?filter[account_id]=other')).data).toEqual([]);
    for (const [path, name] of [
      ['payment-refunds', 're_found'],
      ['disputes', 'du_open'],
    ]) {
      const file = shop.product.get(`/v1/${path}`).set('accept', 'text/csv').expect(200);
      expect((await file).text).toMatch(
        new RegExp(`${name},${acme.paymentId},acme[^]*complete, 1`),
      );
      await shop.product.get(`/v1/${path}?filter[payment_id]=du_1`).expect(422);
    }
  });
});
