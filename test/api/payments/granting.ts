import { describe, expect, it } from '@jest/globals';
import { ApprovalStream } from '../../../api/approvals/approval-stream.js';
import { ExecuteApproved } from '../../../api/approvals/execute-approved.js';
import { GrantApproved } from '../../../api/approvals/grant-approved.js';
import { Converge } from '../../../api/payments/converge/converge.js';
import { newKey } from '../../support/product/app.js';
import { execute, preview } from '../../support/product/money-calls.js';
import { moneyAddsUp } from '../../support/stripe/money-adds-up.js';
import type { PaidWorld } from './paid-not-granted.js';

const usd = (minor: number) => ({ minor, currency: 'usd' });
const why = { reason_code: 'billing_error' };

/** Stories of granting what was paid and not granted, on the product of findings. */
export function grantingStories(world: PaidWorld): void {
  const { theShop, person, stepUp, paidWrong, stand, untilResolved, packs, mend } = world;
  const at = (finding: string) => `/v1/findings/${finding}/grant`;
  const looks = (objectId: string) => theShop().product.app.get(Converge).look(objectId);
  /** Asks as a lead; the approval. */
  const ask = async (finding: string, key = newKey()) => {
    const { preview_hash } = await preview(person('lead'), at(finding), why);
    return execute(person('lead'), at(finding), { ...why, preview_hash }, key);
  };
  const approvalOf = async (id: string) =>
    (await theShop().product.get(`/v1/approvals/${id}`).expect(200)).body;
  const approve = async (id: string) => {
    await stepUp('finance');
    return (await person('finance').person.post(`/v1/approvals/${id}/approve`, {})).body;
  };
  /** Agrees without executing: as a process that dies then. */
  const agreed = async (id: string) => {
    const approvals = theShop().product.app.get(ApprovalStream);
    const { approval } = await approvals.loadOfAccount(id);
    const command = {
      type: 'Approve' as const,
      by: 'staff:stf_x',
      previewHash: approval.previewHash,
    };
    await approvals.execute(id, command, { commandId: 'agreed', actor: 'staff:stf_x' });
    return approval;
  };

  describe('what was paid and not granted', () => {
    it('is granted once somebody else approves it, for what has really arrived', async () => {
      const { account, finding, payment, purchase } = await paidWrong('granted', 1_233);
      expect(await stand(finding)).toMatchObject({ remedies: ['grant', 'refund'] });
      const shown = await preview(person('lead'), at(finding), why);
      expect(shown).toMatchObject({
        before: { available: '100' },
        after: { available: '346.8' },
        credits: '246.8',
        limit: null,
        bought: {
          payment_id: payment,
          purchase_id: purchase,
          pack: 'custom',
          credits: '246.8',
          price: usd(1_234),
          paid: usd(1_233),
        },
      });
      const { name, role } = shown.approval.by.at(0);
      expect([name, role]).toEqual(['Fay Finance', 'finance']);
      const key = newKey();
      const asked = await Promise.all(
        Array.from({ length: 10 }, () =>
          execute(person('lead'), at(finding), { ...why, preview_hash: shown.preview_hash }, key),
        ),
      );
      const [{ approval_id: id }] = asked;
      for (const each of asked) {
        expect(each).toMatchObject({ status: 'requested', approval_id: id, credits: '246.8' });
      }
      expect(asked[0].command).toEqual({
        type: 'grant',
        finding_id: finding,
        payment_id: payment,
        purchase_id: purchase,
        pack: 'custom',
        paid: usd(1_233),
      });
      expect(await theShop().available(account)).toBe('100');
      await stepUp('lead');
      const own = await person('lead').person.post(`/v1/approvals/${id}/approve`, {});
      expect(own.body.code).toBe('approval_own');
      const { status, event_id } = await approve(id);
      expect(status).toBe('executed');
      const { history, remedies } = await untilResolved(finding);
      expect(history).toMatchObject([
        { did: 'asked', link: id, by: { name: 'Lea Lead' } },
        { did: 'resolved', reason: 'granted', link: id, by: { actor: 'system' } },
      ]);
      expect(remedies).toEqual(['grant', 'refund']);
      await theShop().untilAvailable(account, '346.8');
      await looks(payment);
      const [granted, ...more] = await packs(account);
      expect(more).toEqual([]);
      expect(granted).toMatchObject({
        event_id,
        actor: asked[0].requested_by.actor,
        data: { lot: { paid: usd(1_233) } },
      });
      expect((await stand(finding)).history).toHaveLength(2);
      await moneyAddsUp(theShop());
      const back = theShop().product.post(`/v1/payments/${payment}/refunds`);
      await back.set('idempotency-key', newKey()).send(why).expect(201);
      await theShop().untilAvailable(account, '100');
      await moneyAddsUp(theShop());
    });

    it('in another currency is granted, too', async () => {
      const { account, finding } = await paidWrong('in-euros', 1_234, 'eur');
      const { approval_id: id } = await ask(finding);
      expect(await approve(id)).toMatchObject({
        status: 'executed',
        command: { paid: { minor: 1_234, currency: 'eur' } },
      });
      await theShop().untilAvailable(account, '346.8');
      expect(await untilResolved(finding)).toMatchObject({ class: 'currency' });
      await moneyAddsUp(theShop());
    });

    it.each([1, 2, 3])(
      'and is mended at Stripe while it is approved is granted once (%i)',
      async (turn) => {
        const { account, finding, payment, session } = await mend.begun(`mended-${turn}`);
        const { approval_id: id } = await ask(finding);
        await mend.end(session);
        const looked = () => looks(turn === 2 ? session : payment);
        const [answer] = await Promise.all([approve(id), looked(), looked(), looked()]);
        const [granted, ...more] = await packs(account);
        expect(more).toEqual([]);
        await theShop().untilAvailable(account, '346.8');
        const { history } = await untilResolved(finding);
        const { status, event_id, refusal } = await approvalOf(id);
        if (granted?.actor === 'system') {
          // Told before it was agreed to, or once it was executed.
          const code = status === 'refused' ? refusal.code : answer.code;
          expect(['payment_not_grantable', 'finding_resolved']).toContain(code);
          expect(history.at(-1)).toMatchObject({ reason: 'settled', link: null });
        } else {
          expect({ status, event_id }).toEqual({ status: 'executed', event_id: granted?.event_id });
          expect(history.at(-1)).toMatchObject({ reason: 'granted', link: id });
        }
        await moneyAddsUp(theShop());
      },
    );

    it('is not granted once money of it has gone back, or it was granted', async () => {
      const { account, finding, payment } = await paidWrong('gone-back', 1_233);
      const [early, late] = [await ask(finding), await ask(finding)];
      await agreed(late.approval_id);
      await theShop().stripe.refunds.create({ payment_intent: payment, amount: 100 });
      const refused = await approve(early.approval_id);
      expect(refused).toMatchObject({ code: 'payment_not_grantable' });
      expect(refused.detail).toContain('money of it has gone back to the payer');
      const { status, refused_now } = await approvalOf(early.approval_id);
      expect([status, refused_now.code]).toEqual(['requested', 'payment_not_grantable']);
      expect(await preview(person('lead'), at(finding), why)).toMatchObject({
        code: 'payment_not_grantable',
      });
      await theShop().product.app.get(ExecuteApproved).of(late.approval_id);
      expect(await approvalOf(late.approval_id)).toMatchObject({
        status: 'refused',
        refusal: { code: 'payment_not_grantable', detail: refused.detail },
      });
      expect(await packs(account)).toEqual([]);
      expect(await theShop().available(account)).toBe('100');

      const other = await paidWrong('granted-twice', 1_233);
      const [one, two] = [await ask(other.finding), await ask(other.finding)];
      expect(await approve(one.approval_id)).toMatchObject({ status: 'executed' });
      const again = await approve(two.approval_id);
      expect(['payment_not_grantable', 'finding_resolved']).toContain(again.code);
      expect(await packs('granted-twice')).toHaveLength(1);
      await moneyAddsUp(theShop());
    });

    it('is granted once, whatever dies between the grant and its record', async () => {
      const { account, finding } = await paidWrong('killed', 1_233);
      const { approval_id: id } = await ask(finding);
      const { command, requestedBy: actor } = await agreed(id);
      if (command.type !== 'RecordPackPurchase') throw new Error(command.type);
      const grants = theShop().product.app.get(GrantApproved);
      const grant = () =>
        grants.of(account, command, { commandId: 'x', actor, cause: id }, () => undefined);
      const events = [await grant(), await grant()];
      await untilResolved(finding);
      await theShop().product.app.get(ExecuteApproved).of(id);
      const { status, event_id } = await approvalOf(id);
      expect([status, event_id, event_id]).toEqual(['executed', ...events]);
      expect(await packs(account)).toHaveLength(1);
    });

    it('is asked for by finance and leads alone, and by no key', async () => {
      const { account, finding } = await paidWrong('roles', 1_233);
      for (const role of ['support', 'operator', 'product'] as const) {
        const refused = { status: 403, missing_scope: 'findings:write' };
        for (const path of [at(finding), `/v1/findings/${finding}/refund`]) {
          expect(await execute(person(role), path, why)).toMatchObject(refused);
          expect(await preview(person(role), path, why)).toMatchObject(refused);
        }
      }
      const { preview_hash } = await preview(person('finance'), at(finding), why);
      const byKey = theShop().product.post(at(finding)).set('idempotency-key', newKey());
      const { body } = await byKey.send({ ...why, preview_hash }).expect(403);
      expect(body.detail).toContain('people');
      const unseen = await execute(person('finance'), at(finding), why);
      expect(unseen).toMatchObject({ status: 422, invalid_parameters: [{ name: 'preview_hash' }] });
      const stale = preview_hash.replace(/^.{8}/, 'AAAAAAAA');
      expect(
        await execute(person('finance'), at(finding), { ...why, preview_hash: stale }),
      ).toMatchObject({
        code: 'preview_stale',
      });
      expect((await stand(finding)).history).toEqual([]);
      const asked = await execute(person('finance'), at(finding), { ...why, preview_hash });
      expect(asked).toMatchObject({ status: 'requested' });
      expect(await theShop().available(account)).toBe('100');
    });
  });
}
