import { describe, expect, it } from '@jest/globals';
import { FINDING_CLASSES } from '../../../api/payments/plan/finding-classes.js';
import { newKey } from '../../support/product/app.js';
import { execute, preview } from '../../support/product/money-calls.js';
import { moneyAddsUp } from '../../support/stripe/money-adds-up.js';
import { shopCalls } from '../../support/stripe/shop-calls.js';
import type { PaidWorld } from './paid-not-granted.js';

const usd = (minor: number) => ({ minor, currency: 'usd' });
const why = { reason_code: 'billing_error' };
const DAY_S = 86_400;

/** Stories of refunding what was paid and not granted, on the product of findings. */
export function findingRefundStories(
  world: PaidWorld,
  recorded: (name: keyof typeof FINDING_CLASSES, account: string) => Promise<string>,
): void {
  const { theShop, person, stepUp, paidWrong, paidClosed, stand, untilState, rows } = world;
  const at = (finding: string) => `/v1/findings/${finding}/refund`;
  const { eventsOf, refundsAtStripe } = shopCalls(theShop);

  describe('the money of a finding', () => {
    it('of a closed account goes back in one refund, and again should that fail', async () => {
      const { account, finding, payment } = await paidClosed('closed');
      expect(await stand(finding)).toMatchObject({
        class: 'paid_not_granted',
        remedies: ['grant', 'refund'],
      });
      const grant = await preview(person('finance'), `/v1/findings/${finding}/grant`, why);
      expect(grant).toMatchObject({ code: 'account_closed' });
      const byLead = await preview(person('lead'), at(finding), why);
      expect(byLead).toMatchObject({ credits: '550', warnings: ['nothing_granted'] });
      expect(
        await execute(person('lead'), at(finding), { ...why, preview_hash: byLead.preview_hash }),
      ).toMatchObject({ code: 'limit_exceeded' });
      const { preview_hash, money } = await preview(person('finance'), at(finding), why);
      expect(money).toMatchObject({ amount: usd(2_500), left: usd(0), clawed_back: '0' });
      const course = { first: 'succeeded', then: 'failed', after: 3 * DAY_S };
      await theShop().harness.control('POST', 'refunds', course);
      await stepUp('finance');
      const key = newKey();
      const answers = await Promise.all(
        Array.from({ length: 10 }, () =>
          execute(person('finance'), at(finding), { ...why, preview_hash }, key),
        ),
      );
      const [refund, ...others] = await refundsAtStripe(payment);
      expect(others).toEqual([]);
      for (const answer of answers) {
        expect(answer).toMatchObject({ state: 'submitted', refund_id: refund?.id });
      }
      const settled = await untilState(finding, 'resolved');
      expect(settled.history).toMatchObject([
        { did: 'refunding', link: refund?.id, by: { name: 'Fay Finance' } },
        { did: 'resolved', reason: 'refunded', link: refund?.id, by: { actor: 'system' } },
      ]);
      const repeated = await execute(person('finance'), at(finding), { ...why, preview_hash }, key);
      expect(repeated).toMatchObject({ state: 'submitted', refund_id: refund?.id });
      expect(await execute(person('finance'), at(finding), { ...why, preview_hash })).toMatchObject(
        { code: 'finding_resolved', resolved_by: 'system' },
      );
      await moneyAddsUp(theShop());
      await theShop().harness.pass(3 * DAY_S);
      const { history } = await untilState(finding, 'open');
      expect(history.at(-1)).toMatchObject({ did: 'reopened', link: refund?.id });
      await moneyAddsUp(theShop());
      const next = await preview(person('finance'), at(finding), why);
      const again = { ...why, preview_hash: next.preview_hash, confirm_duplicate: true };
      const second = await execute(person('finance'), at(finding), again);
      expect(second).toMatchObject({ state: 'submitted', amount: usd(2_500) });
      expect((await untilState(finding, 'resolved')).history.at(-1)).toMatchObject({
        reason: 'refunded',
        link: second.refund_id,
      });
      expect(await eventsOf(account, 'PaymentRefunded')).toEqual([]);
      await moneyAddsUp(theShop());
    });

    it('goes back by what is left of it, by a key, too, and by an approved request', async () => {
      const { account, finding, payment } = await paidWrong('part-back', 1_233);
      await theShop().stripe.refunds.create({ payment_intent: payment, amount: 100 });
      const asKey = theShop().product.post(at(finding)).set('idempotency-key', newKey());
      expect((await asKey.send(why).expect(201)).body).toMatchObject({ amount: usd(1_133) });
      await untilState(finding, 'resolved');
      expect(await theShop().available(account)).toBe('100');
      const other = await paidWrong('by-request', 1_233);
      const { preview_hash, money } = await preview(person('lead'), at(other.finding), why);
      const command = {
        type: 'payment_refund',
        account_id: other.account,
        payment_id: money.payment_id,
        amount: money.amount,
        spent: 'written_off',
        ...why,
        note: 'as agreed',
      };
      const asked = await rowsOfApproval({ command, preview_hash });
      await stepUp('finance');
      const done = await person('finance').person.post(`/v1/approvals/${asked}/approve`, {});
      expect(done.body).toMatchObject({ status: 'executed' });
      const [refund] = await refundsAtStripe(other.payment);
      expect((await untilState(other.finding, 'resolved')).history).toMatchObject([
        { did: 'resolved', reason: 'refunded', link: refund?.id },
      ]);
      await moneyAddsUp(theShop());
    });
    const rowsOfApproval = async (body: object): Promise<string> => {
      const lead = person('lead').person;
      const before = lead.headers;
      lead.headers = { ...before, 'idempotency-key': newKey() };
      const { body: asked } = await lead.post('/v1/approvals', body);
      lead.headers = before;
      expect(asked).toMatchObject({ status: 'requested' });
      return asked.approval_id;
    };

    it('is known of three classes alone: of others nothing is granted or refunded', async () => {
      await theShop().open('others');
      const known = ['paid_not_granted', 'amount', 'currency'];
      const others = Object.keys(FINDING_CLASSES).filter((name) => !known.includes(name));
      expect(others.length).toBe(Object.keys(FINDING_CLASSES).length - known.length);
      for (const name of others as (keyof typeof FINDING_CLASSES)[]) {
        const id = await recorded(name, 'others');
        for (const verb of ['grant', 'refund']) {
          const answer = await preview(person('finance'), `/v1/findings/${id}/${verb}`, why);
          expect({ name, answer }).toMatchObject({
            name,
            answer: { code: 'finding_not_actionable', classes: known },
          });
        }
        expect(await stand(id)).toMatchObject({ remedies: [] });
      }
      for (const name of known as (keyof typeof FINDING_CLASSES)[]) {
        const id = await recorded(name, 'others');
        expect(await stand(id)).toMatchObject({ remedies: ['grant', 'refund'] });
        const answer = await preview(person('finance'), at(id), why);
        expect(answer).toMatchObject({ code: 'finding_not_actionable' });
        expect(answer.detail).toContain('no money has arrived');
      }
      const { finding, payment } = await paidWrong('dealt-with', 1_233);
      await rows(`UPDATE app.findings SET state = 'resolved' WHERE finding_id = $1`, finding);
      for (const verb of ['grant', 'refund']) {
        const path = `/v1/findings/${finding}/${verb}`;
        expect(await preview(person('finance'), path, why)).toMatchObject({
          code: 'finding_resolved',
        });
        expect(await execute(person('finance'), path, { ...why, amount: usd(1) })).toMatchObject({
          status: 422,
        });
        const nobody = `/v1/findings/fnd_${'0'.repeat(20)}/${verb}`;
        expect(await preview(person('finance'), nobody, why)).toMatchObject({ status: 404 });
      }
      expect(await refundsAtStripe(payment)).toEqual([]);
    });

    it('that has granted meanwhile goes back as a refund of its payment', async () => {
      const { account, finding, payment } = await world.mend.begun('too-late');
      const { preview_hash } = await preview(person('finance'), at(finding), why);
      await world.mend.end((await stand(finding)).object_id);
      await world.look(payment);
      await theShop().untilAvailable(account, '346.8');
      await untilState(finding, 'resolved');
      await person('finance').person.post(`/v1/findings/${finding}/reopen`, { note: 'Looked at' });
      await stepUp('finance');
      const refused = await execute(person('finance'), at(finding), { ...why, preview_hash });
      expect(refused).toMatchObject({ code: 'finding_not_actionable', payment_id: payment });
      expect(await refundsAtStripe(payment)).toEqual([]);
      expect(await stand(finding)).toMatchObject({ state: 'open' });
    });
  });
}
