import { describe, expect, it } from '@jest/globals';
import { ApprovalStream } from '../../../api/approvals/approval-stream.js';
import { ExecuteApproved } from '../../../api/approvals/execute-approved.js';
import type { ApprovalEvent } from '../../../domain/approval/events.js';
import { SweepApprovals } from '../../../worker/jobs/sweep-approvals.js';
import type { consoleProduct, Member } from '../../support/product/console-product.js';
import { until } from '../../support/product/projections.js';
import { actorOf, stepUp } from '../approvals/calls.js';
import { proposalCalls, terms } from './calls.js';

/** Kills come between the approval and what it leads to. */
export function killedStories(
  { theProduct, other }: ReturnType<typeof consoleProduct>,
  people: () => { product: Member; finance: Member },
): void {
  const calls = proposalCalls(theProduct);
  const { aPlan, publish, ofPlan, read, decide, versionsOf, typesOf } = calls;
  const propose = (plan: string) => calls.propose(people().product, ofPlan(plan));

  describe('a proposal that was approved by a process that was killed', () => {
    /** As a process leaves it that is killed right after it has recorded the approval. */
    const approvedOnly = async (id: string) => {
      const { preview_hash: previewHash } = (await read(people().finance, id)).preview_now;
      const by = actorOf(people().finance);
      const meta = { commandId: `approve ${by}`, actor: by };
      const command = { type: 'Approve', by, previewHash } as const;
      await theProduct().app.get(ApprovalStream).execute(id, command, meta);
    };
    const sweepUntil = async (id: string, type: ApprovalEvent['type']) => {
      await theProduct().post('/v1/test-clock/advance').send({ by: 61 }).expect(200);
      await until(async () => {
        const sweeps = [theProduct(), other()].map(({ app }) =>
          app.get(SweepApprovals).run(new AbortController().signal),
        );
        await Promise.all(sweeps);
        return (await typesOf(id)).includes(type);
      }, type);
    };

    it('is published by a worker, once, however many try', async () => {
      const plan = await aPlan();
      const id = await propose(plan);
      await approvedOnly(id);
      expect(await versionsOf(plan)).toHaveLength(1);
      await sweepUntil(id, 'ApprovalExecuted');
      const tries = [theProduct(), other(), theProduct()];
      await Promise.all(tries.map(({ app }) => app.get(ExecuteApproved).of(id)));
      expect(await versionsOf(plan)).toHaveLength(2);
      const types = ['PublicationRequested', 'ApprovalApproved', 'ApprovalExecuted'];
      expect(await typesOf(id)).toEqual(types);
    });

    it('is recorded where it was published and that was not, and not published again', async () => {
      const plan = await aPlan();
      const id = await propose(plan);
      await approvedOnly(id);
      const tries = [theProduct(), other()];
      await Promise.all(tries.map(({ app }) => app.get(ExecuteApproved).of(id)));
      expect(await versionsOf(plan)).toHaveLength(2);
      expect((await typesOf(id)).filter((type) => type === 'ApprovalExecuted')).toHaveLength(1);
    });

    it('ends with the refusal told where another version was published by then', async () => {
      const plan = await aPlan();
      const id = await propose(plan);
      await approvedOnly(id);
      await publish(plan, { ...terms, seats: 4 });
      await sweepUntil(id, 'ApprovalRejected');
      expect(await read(people().product, id)).toMatchObject({
        status: 'refused',
        decided_by: { actor: actorOf(people().finance) },
        refusal: { code: 'version_changed' },
      });
      expect(await versionsOf(plan)).toHaveLength(2);
    });

    it('ends unpublished where nobody decides it within a day', async () => {
      const plan = await aPlan();
      const id = await propose(plan);
      await theProduct().post('/v1/test-clock/advance').send({ by: 86_400 }).expect(200);
      await stepUp(people().finance);
      expect((await decide(people().finance, id, 'approve')).body).toMatchObject({
        code: 'approval_decided',
        approval_status: 'expired',
      });
      expect(await versionsOf(plan)).toHaveLength(1);
    });
  });
}
