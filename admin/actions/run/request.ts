/** Asking others to approve an action. */
import { answerOf, api, type Schemas } from '../../lib/api.js';
import { adjustmentOf, canonical, reasonOf, type Command } from './command.js';
import type { Preview, State } from './machine.js';

const MAX_WAIT_MS = 30_000;

/** Asks for approval of what was previewed; sent again it is the same request. Throws ApiError. */
export async function request(state: State, preview: Preview): Promise<string> {
  const { preview_hash } = preview;
  const { command, input, key } = state;
  const header = { 'Idempotency-Key': key };
  const signal = AbortSignal.timeout(MAX_WAIT_MS);
  const call =
    command.kind === 'grant_payment'
      ? api.POST('/v1/findings/{finding_id}/grant', {
          params: { header, path: { finding_id: command.findingId } },
          body: { ...reasonOf(input), preview_hash },
          signal,
        })
      : api.POST('/v1/approvals', {
          params: { header },
          body: { command: commandOf({ ...state, command }, preview), preview_hash },
          signal,
        });
  return (await answerOf(call)).approval_id;
}

/** What a body of `POST /v1/approvals` says. */
type Asked = Omit<State, 'command'> & {
  readonly command: Exclude<Command, { readonly kind: 'grant_payment' }>;
};

function commandOf(
  { command, input, accountId }: Asked,
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
    case 'refund_finding': {
      if (!money) throw new RangeError('a refund that was not previewed');
      const { payment_id, amount, spent } = money;
      return { type: 'payment_refund', ...common, payment_id, amount, spent };
    }
  }
}
