import { describe, expect, it } from '@jest/globals';
import { RefundRequests } from '../../../api/payments/refunds/refund-requests.js';
import { newKey } from '../../support/product/app.js';
import type { Member } from '../../support/product/console-product.js';
import { act, execute, preview } from '../../support/product/money-calls.js';
import { shopCalls } from '../../support/stripe/shop-calls.js';
import type { StaffedShop } from '../../support/stripe/staffed-shop.js';

interface People {
  readonly shop: StaffedShop;
  readonly finance: Member;
  readonly lead: Member;
}

/** Stories of refunds that people make by themselves. */
export function refundsByPeople(people: () => People): void {
  const usd = (minor: number) => ({ minor, currency: 'usd' });
  const why = { reason_code: 'duplicate_charge' };
  const pathOf = (payment: string) => `/v1/payments/${payment}/refunds`;
  const { refundsAtStripe, ...calls } = shopCalls(() => people().shop);
  const small = (account: string) => people().shop.bought(account, { pack: 'small' });

  const spend = async (account: string, credits: string) => {
    const debit = people().shop.product.post(`/v1/accounts/${account}/debits`);
    await debit.set('idempotency-key', newKey()).send({ credits }).expect(201);
  };
  const rows = (payment: string) =>
    calls.rows('SELECT state, actor FROM app.refund_requests WHERE payment_id = $1', payment);

  describe('a refund by a person', () => {
    it('is previewed, needs a step-up, and goes through within the limit', async () => {
      const { shop, finance, lead } = people();
      const { paymentId } = await small('by-finance');
      const path = pathOf(paymentId);
      const body = { ...why, note: 'As agreed', ticket: 'ZD-77', amount: usd(500) };
      expect((await execute(finance, path, body)).invalid_parameters[0].name).toBe('preview_hash');
      const seen = await preview(finance, path, body);
      expect(seen).toMatchObject({ approval: 'none', limit: { per_action: '50000' } });
      const late = await shop.member('finance');
      expect((await act(late, path, body)).code).toBe('step_up_required');
      await shop.stepUp(finance);
      const key = newKey();
      const done = await execute(finance, path, { ...body, preview_hash: seen.preview_hash }, key);
      expect(done).toMatchObject({ state: 'submitted', amount: usd(500), credits: '100' });
      expect(
        await execute(finance, path, { ...body, preview_hash: seen.preview_hash }, key),
      ).toEqual(done);
      expect(await rows(paymentId)).toMatchObject([{ actor: `staff:${finance.id}` }]);
      const stale = await execute(finance, path, { ...body, preview_hash: seen.preview_hash });
      expect(stale).toMatchObject({ code: 'preview_stale' });
      expect(stale.changed).toContain('effect');
      // Recorded between a preview and its confirmation, it would make that stale.
      await calls.untilRefunded('by-finance', 1);
      const events = '/v1/accounts/by-finance/events?filter[type]=PaymentRefunded';
      const [event] = (await shop.product.get(events).expect(200)).body.data;
      expect(event).toMatchObject({
        ...why,
        actor: `staff:${finance.id}`,
        has_note: true,
        ticket: 'ZD-77',
        credits: '-100',
        deltas: { available: '-100', held: '0', frozen: '0', debt: '0' },
      });
      const twice = await act(finance, path, body);
      expect(twice).toMatchObject({
        code: 'duplicate_suspected',
        duplicates: [{ adjustment_id: done.request_id, actor: `staff:${finance.id}` }],
      });
      expect(await act(finance, path, body, { confirm_duplicate: true })).toMatchObject({
        state: 'submitted',
      });
      expect(await refundsAtStripe(paymentId)).toHaveLength(2);
      const { latest_charge: charge } = await shop.stripe.paymentIntents.retrieve(paymentId);
      const found = async (who: Member, q: string) =>
        (await who.person.get(`/v1/search?q=${q}`)).body.data;
      const at = { account_id: 'by-finance', path: '/accounts/by-finance/payments' };
      expect(await found(lead, String(charge))).toMatchObject([{ kind: 'payment', ...at }]);
      expect(await found(lead, 'ZD-77')).toMatchObject([
        { kind: 'ticket', title: 'ZD-77 · refund of 5.00 usd', ...at },
        { kind: 'ticket', id: done.request_id, ...at },
      ]);
      const product = await shop.member('product');
      for (const q of ['ZD-77', String(charge)]) expect(await found(product, q)).toEqual([]);
    });

    it('that Stripe refuses to a worker counts in no limit', async () => {
      const { shop, finance } = people();
      const { paymentId } = await small('refused-later');
      const { latest_charge: charge } = await shop.stripe.paymentIntents.retrieve(paymentId);
      await shop.stepUp(finance);
      const path = pathOf(paymentId);
      const body = { ...why, reason_code: 'goodwill', amount: usd(500) };
      const used = async () => Number((await preview(finance, path, body)).limit.used);
      const before = await used();
      const { preview_hash } = await preview(finance, path, body);
      await calls.fail({ kind: '500', route: 'POST /v1/refunds', times: 9 });
      const asked = await execute(finance, path, { ...body, preview_hash });
      expect(asked).toMatchObject({ code: 'payments_unavailable' });
      expect(await used()).toBe(before + 100);
      await calls.work();
      await shop.harness.control('PATCH', `objects/${String(charge)}`, { paid: false });
      const sql = 'SELECT request_id, account_id FROM app.refund_requests WHERE payment_id = $1';
      const [request] = await calls.rows(sql, paymentId);
      const resumed = shop.product.app
        .get(RefundRequests)
        .resume(request.request_id, request.account_id);
      await expect(resumed).rejects.toMatchObject({ code: 'payment_refund_refused' });
      expect(await rows(paymentId)).toMatchObject([{ state: 'refused' }]);
      expect(await used()).toBe(before);
    });

    it('goes through while the customer spends', async () => {
      const { shop, finance } = people();
      const { paymentId } = await small('busy');
      await spend('busy', '150');
      await shop.stepUp(finance);
      const path = pathOf(paymentId);
      const body = { ...why, reason_code: 'goodwill' };
      const { preview_hash } = await preview(finance, path, body);
      await spend('busy', '10');
      expect(await execute(finance, path, { ...body, preview_hash })).toMatchObject({
        state: 'submitted',
      });
    });

    it('is for finance alone: others read, or neither', async () => {
      const { shop } = people();
      const { paymentId } = await small('roles');
      for (const role of ['support', 'operator', 'product', 'admin']) {
        const who = await shop.member(role);
        const { status, body } = await who.person.post(`${pathOf(paymentId)}/preview`, why);
        expect({ role, status, scope: body.missing_scope }).toEqual({
          role,
          status: 403,
          scope: 'payment_refunds:write',
        });
        const done = await execute(who, pathOf(paymentId), why);
        expect(done).toMatchObject({ missing_scope: 'payment_refunds:write' });
      }
      expect(await refundsAtStripe(paymentId)).toEqual([]);
    });
  });
}
