import { describe, expect, it } from '@jest/globals';
import { ExecuteApproved } from '../../../api/approvals/execute-approved.js';
import { Problem } from '../../../api/http/problem.js';
import { newKey } from '../../support/product/app.js';
import type { Member } from '../../support/product/console-product.js';
import { execute, preview } from '../../support/product/money-calls.js';
import { until } from '../../support/product/projections.js';
import { shopCalls } from '../../support/stripe/shop-calls.js';
import type { StaffedShop } from '../../support/stripe/staffed-shop.js';
import { actorOf, approvalCalls } from '../approvals/calls.js';

interface People {
  readonly shop: StaffedShop;
  readonly finance: Member;
  readonly lead: Member;
}

/** Stories of refunds that one person asks for and another approves. */
export function requestedRefunds(people: () => People): void {
  const theProduct = () => people().shop.product;
  const { request, read, decide, approvedOnly } = approvalCalls(theProduct);
  const usd = (minor: number) => ({ minor, currency: 'usd' });
  const terms = { reason_code: 'duplicate_charge', amount: usd(600) };
  const pathOf = (payment: string) => `/v1/payments/${payment}/refunds`;
  const { refund, refundsAtStripe, rows } = shopCalls(() => people().shop);
  /** A lead asks for six of ten dollars. */
  const requested = async (account_id: string) => {
    const { shop, lead } = people();
    const { paymentId: payment_id } = await shop.bought(account_id, { pack: 'small' });
    const { preview_hash, approval } = await preview(lead, pathOf(payment_id), terms);
    const spent = 'written_off';
    const command = { type: 'payment_refund', account_id, payment_id, ...terms, spent };
    const { body } = await request(lead, { command, preview_hash });
    return { body, approvalId: String(body.approval_id), paymentId: payment_id, approval };
  };
  /** As a worker does, again while somebody else works on the account's payments. */
  const executed = (approvalId: string) =>
    until(async () => {
      try {
        await theProduct().app.get(ExecuteApproved).of(approvalId);
        return true;
      } catch (error) {
        if (error instanceof Problem && error.code === 'payments_unavailable') return false;
        throw error;
      }
    }, 'outcome of what was approved');

  describe('a refund that is asked for', () => {
    it('is made once somebody else approves it', async () => {
      const { shop, finance, lead } = people();
      const { body, approvalId, paymentId, approval } = await requested('by-lead');
      expect(approval.by).toContainEqual(expect.objectContaining({ staff_id: finance.id }));
      expect(body).toMatchObject({
        status: 'requested',
        command: { type: 'payment_refund', payment_id: paymentId, amount: usd(600) },
      });
      const { preview_hash } = await preview(lead, pathOf(paymentId), terms);
      const refused = await execute(lead, pathOf(paymentId), { ...terms, preview_hash });
      expect(refused).toMatchObject({ code: 'limit_exceeded' });
      expect(await refundsAtStripe(paymentId)).toEqual([]);
      await shop.stepUp(finance);
      const approved = await decide(finance, approvalId, 'approve');
      expect(approved.body).toMatchObject({ status: 'executed' });
      expect((await refundsAtStripe(paymentId)).map(({ amount }) => amount)).toEqual([600]);
      const sql = 'SELECT state, actor FROM app.refund_requests WHERE payment_id = $1';
      expect(await rows(sql, paymentId)).toEqual([{ state: 'submitted', actor: actorOf(lead) }]);
      await decide(finance, approvalId, 'approve');
      expect(await refundsAtStripe(paymentId)).toHaveLength(1);
    });

    it.each(['401', '403'])('waits while Stripe refuses the key with %s', async (kind) => {
      const { shop, finance, lead } = people();
      const { approvalId, paymentId } = await requested(`key-${kind}`);
      await shop.harness.control('POST', 'faults', {
        kind,
        route: 'POST /v1/refunds',
        times: 1_000,
      });
      await shop.stepUp(finance);
      await decide(finance, approvalId, 'approve');
      expect(await read(lead, approvalId)).toMatchObject({ status: 'approved', refusal: null });
      await shop.harness.control('DELETE', 'faults');
      await executed(approvalId);
      expect(await read(lead, approvalId)).toMatchObject({ status: 'executed', refusal: null });
      expect((await refundsAtStripe(paymentId)).map(({ amount }) => amount)).toEqual([600]);
    });

    it.each<[string, (paymentId: string) => Promise<unknown>, object, number]>([
      [
        'more than what is left of it',
        (paymentId) => refund(paymentId, { ...terms, amount: usd(800) }).expect(201),
        {
          code: 'validation_failed',
          detail: 'amount.minor: expected at most 2.00 usd, which is left of the payment',
        },
        1,
      ],
      [
        'of a payment of somebody else',
        (paymentId) =>
          rows(`UPDATE app.payments SET account_id = 'by-lead' WHERE payment_id = $1`, paymentId),
        { code: 'not_found', detail: expect.stringContaining('the account has no payment') },
        0,
      ],
    ])('and is %s by the time it is made is refused for good', async (_, meanwhile, why, count) => {
      const { finance, lead } = people();
      const { approvalId, paymentId } = await requested(newKey());
      await approvedOnly(finance, approvalId);
      await meanwhile(paymentId);
      await executed(approvalId);
      expect(await read(lead, approvalId)).toMatchObject({
        status: 'refused',
        decided_by: { actor: actorOf(finance) },
        refusal: why,
      });
      expect(await refundsAtStripe(paymentId)).toHaveLength(count);
    });
  });
}
