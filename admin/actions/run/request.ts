/** Asking others to approve an action. */
import { answerOf, api, type Schemas } from '../../lib/api.js';
import { adjustmentOf, canonical, reasonOf } from './command.js';
import type { Preview, State } from './machine.js';

const MAX_WAIT_MS = 30_000;

/** Asks for approval of what was previewed; sent again it is the same request. Throws ApiError. */
export async function request(state: State, preview: Preview): Promise<string> {
  const { preview_hash } = preview;
  const call = api.POST('/v1/approvals', {
    params: { header: { 'Idempotency-Key': state.key } },
    body: { command: commandOf(state, preview), preview_hash },
    signal: AbortSignal.timeout(MAX_WAIT_MS),
  });
  return (await answerOf(call)).approval_id;
}

function commandOf(
  { command, input, accountId }: State,
  { money }: Preview,
): Schemas['CommandToApprove'] {
  const account_id = accountId;
  const common = { account_id, ...reasonOf(input) };
  const noted = { ...common, note: input.note.trim() };
  switch (command.kind) {
    case 'adjust':
      return { type: 'adjustment', ...noted, ...adjustmentOf(input) };
    case 'refund': {
      const credits = input.credits.trim() === '' ? {} : { credits: canonical(input.credits) };
      return { type: 'refund', ...common, debit_id: command.debitId, ...credits };
    }
    case 'change_plan':
      return { type: 'plan_change', ...common, plan: input.plan, when: input.when };
    case 'suspend':
    case 'reinstate':
    case 'close':
      return { type: command.kind, ...noted };
    case 'release':
      return { type: 'hold_release', ...common, hold_id: command.holdId };
    case 'refund_payment': {
      const { paymentId: payment_id, left } = command;
      // What was previewed, also where all that is left was asked for.
      const { amount = left, spent = input.spent } = money ?? {};
      return { type: 'payment_refund', ...common, payment_id, amount, spent };
    }
  }
}
