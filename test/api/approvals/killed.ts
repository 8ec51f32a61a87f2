import { describe, expect, it } from '@jest/globals';
import { ExecuteApproved } from '../../../api/approvals/execute-approved.js';
import type { ApprovalEvent } from '../../../domain/approval/events.js';
import { SweepApprovals } from '../../../worker/jobs/sweep-approvals.js';
import { actorOf, adjustments, approvalCalls, why } from './calls.js';
import type { consoleProduct, Member } from '../../support/product/console-product.js';
import { act, moneyCalls } from '../../support/product/money-calls.js';
import { until } from '../../support/product/projections.js';

/** Kills come between the approval and what it leads to. */
export function killedStories(
  { theProduct, other }: ReturnType<typeof consoleProduct>,
  people: () => { support: Member; lead: Member },
): void {
  const { asKey, open, balanceOf } = moneyCalls(theProduct);
  const { ask, read, approvedOnly, typesOf } = approvalCalls(theProduct);

  describe('what was approved by a process that was killed', () => {
    const sweepUntil = async (approvalId: string, type: ApprovalEvent['type']) => {
      await theProduct().post('/v1/test-clock/advance').send({ by: 60 }).expect(200);
      await until(async () => {
        const sweeps = [theProduct(), other()].map(({ app }) =>
          app.get(SweepApprovals).run(new AbortController().signal),
        );
        await Promise.all(sweeps);
        return (await typesOf(approvalId)).includes(type);
      }, type);
    };

    it('is executed by a worker, once, however many try', async () => {
      const id = await open();
      const { approval_id } = (await ask(people().support, id, '980')).body;
      await approvedOnly(people().lead, approval_id);
      expect((await balanceOf(id)).available).toBe('100');
      await sweepUntil(approval_id, 'ApprovalExecuted');
      const tries = [theProduct(), other(), theProduct()];
      await Promise.all(tries.map(({ app }) => app.get(ExecuteApproved).of(approval_id)));
      expect((await balanceOf(id)).available).toBe('1080');
      const types = ['ApprovalRequested', 'ApprovalApproved', 'ApprovalExecuted'];
      expect(await typesOf(approval_id)).toEqual(types);
    });

    it('ends with the refusal told, where the account refuses by then', async () => {
      const id = await open();
      await act(people().support, adjustments(id), { credits: '300', ...why });
      const { approval_id } = (await ask(people().support, id, '-350')).body;
      await approvedOnly(people().lead, approval_id);
      await asKey(`/v1/accounts/${id}/debits`, { credits: '100' });
      await sweepUntil(approval_id, 'ApprovalRejected');
      expect(await read(people().support, approval_id)).toMatchObject({
        status: 'refused',
        decided_by: { actor: actorOf(people().lead) },
        refusal: { code: 'insufficient_credits', detail: expect.stringContaining('300 available') },
      });
      expect((await balanceOf(id)).available).toBe('300');
    });

    it('is not executed on an account that is not the one that was approved', async () => {
      const id = await open();
      const { approval_id } = (await ask(people().support, id, '990')).body;
      await approvedOnly(people().lead, approval_id);
      await asKey(`/v1/accounts/${id}/plan-changes`, { plan: 'pro', when: 'now' }, 200);
      await sweepUntil(approval_id, 'ApprovalRejected');
      const { refusal } = await read(people().lead, approval_id);
      expect(refusal).toMatchObject({
        code: 'preview_stale',
        detail: expect.stringMatching(/plan/),
      });
    });

    it('has a command id that no Idempotency-Key can be', async () => {
      const id = await open();
      const { approval_id } = (await ask(people().support, id, '991')).body;
      const stolen = await theProduct()
        .post(adjustments(id))
        .set('idempotency-key', `approval ${approval_id}`)
        .send({ credits: '1', reason_code: 'other', note: 'x' });
      expect(stolen.body.code).toBe('idempotency_key_invalid');
    });
  });
}
