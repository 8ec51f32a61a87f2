/** The steps of every action: fill in, preview, confirm, receipt. Pure: it calls nobody. */
import { toMicro } from '../../lib/amount.js';
import type { Schemas } from '../../lib/api.js';
import { majorText } from '../../lib/price.js';
import {
  BLANK,
  canonical,
  hasSign,
  missingIn,
  wrongMoneyIn,
  type Command,
  type Input,
} from './command.js';
import { isOfForm, saysNothing, type Approver, type Failure } from './failure.js';
import type { Receipt } from './receipt.js';

/** What an action would come to, as the server says. */
export type Preview = Schemas['MoneyPreview'] & {
  /** Of a change of plan: what becomes of it, and when. */
  readonly change?: Pick<
    Schemas['PlanChangePreview'],
    'status' | 'plan' | 'effective_at' | 'granted' | 'renews_at' | 'price'
  >;
  /** Of a refund of a payment: what it comes to in money. */
  readonly money?: Schemas['RefundedMoney'];
  /** Of a grant: what was bought, and what has arrived for it. */
  readonly bought?: Schemas['BoughtCredits'];
};

/** Where an action stands. */
export type Step =
  | { readonly at: 'form' }
  | { readonly at: 'previewing' }
  | { readonly at: 'review'; readonly preview: Preview }
  /** `again`: it was sent before, and nobody knows what became of it. */
  | { readonly at: 'executing'; readonly preview: Preview; readonly again: boolean }
  | { readonly at: 'unknown'; readonly preview: Preview }
  /** Somebody else is being asked to approve it. */
  | { readonly at: 'requesting'; readonly preview: Preview }
  | { readonly at: 'requested'; readonly approval: Requested }
  | { readonly at: 'done'; readonly receipt: Receipt };

/** A request that others were asked to approve, and who can. */
export interface Requested {
  readonly approvalId: string;
  readonly by: readonly Approver[];
}

/** Who acts on which account. */
export interface Subject {
  readonly staffId: string;
  readonly accountId: string;
  readonly accountName: string;
}

/** An action with all that a reload must not lose; plain JSON. */
export interface State extends Subject {
  readonly version: typeof VERSION;
  readonly command: Command;
  /** The idempotency key: one for the action, however often it is sent. */
  readonly key: string;
  readonly input: Input;
  readonly step: Step;
  readonly failure: Failure | null;
  /** "A second, separate credit" is ticked. */
  readonly isSeparate: boolean;
  /** The amount, typed again. */
  readonly retyped: string;
}

/** Of the shape of State: what an older page has kept is forgotten. */
export const VERSION = 5;

/** What happens to an action. */
export type Move =
  | { readonly type: 'edit'; readonly input: Partial<Input> }
  | { readonly type: 'preview' }
  | { readonly type: 'previewed'; readonly preview: Preview }
  | { readonly type: 'back' }
  | { readonly type: 'separate'; readonly isSeparate: boolean }
  | { readonly type: 'retype'; readonly text: string }
  | { readonly type: 'execute' }
  | { readonly type: 'executed'; readonly receipt: Receipt }
  | { readonly type: 'request' }
  | { readonly type: 'requested'; readonly approvalId: string }
  | { readonly type: 'failed'; readonly failure: Failure };

/** An action at its beginning. */
export function begun(
  { staffId, accountId, accountName }: Subject,
  command: Command,
  key: string,
  input: Partial<Input> = {},
): State {
  return {
    version: VERSION,
    staffId,
    accountId,
    accountName,
    command,
    key,
    input: { ...BLANK, ...input },
    step: { at: 'form' },
    failure: null,
    isSeparate: false,
    retyped: '',
  };
}

/** The state after a move. A move that makes no sense in a step changes nothing. */
export function moved(state: State, move: Move): State {
  const { step } = state;
  switch (move.type) {
    case 'edit':
      if (step.at !== 'form') return state;
      return { ...state, input: { ...state.input, ...move.input }, failure: null };
    case 'preview':
      return startPreview(state);
    case 'previewed':
      if (step.at !== 'previewing') return state;
      return { ...fresh(state), step: { at: 'review', preview: move.preview } };
    case 'back':
      return step.at === 'review' ? { ...fresh(state), step: { at: 'form' } } : state;
    case 'separate':
      return step.at === 'review' ? { ...state, isSeparate: move.isSeparate } : state;
    case 'retype':
      return step.at === 'review' ? { ...state, retyped: move.text } : state;
    case 'execute':
      return startExecution(state);
    case 'executed':
      if (step.at !== 'executing') return state;
      return { ...fresh(state), step: { at: 'done', receipt: move.receipt } };
    case 'request':
      if (step.at !== 'review' || !canRequest(state)) return state;
      return { ...state, failure: null, step: { at: 'requesting', preview: step.preview } };
    case 'requested':
      return requested(state, move.approvalId);
    case 'failed':
      return failed(state, move.failure);
  }
}

const fresh = (state: State): State => ({
  ...state,
  failure: null,
  isSeparate: false,
  retyped: '',
});

function startPreview(state: State): State {
  const { at } = state.step;
  if (at !== 'form' && at !== 'review') return state;
  const fields = missingIn(state.command, state.input);
  if (fields.length > 0) return { ...state, failure: { kind: 'missing', fields } };
  if (hasSign(state.input)) return { ...state, failure: { kind: 'signed' } };
  const currency = wrongMoneyIn(state.command, state.input);
  if (currency !== undefined) return { ...state, failure: { kind: 'no_money', currency } };
  return { ...state, failure: null, step: { at: 'previewing' } };
}

function startExecution(state: State): State {
  const { step } = state;
  if (step.at !== 'unknown' && !isReady(state)) return state;
  if (step.at !== 'unknown' && step.at !== 'review') return state;
  const { preview } = step;
  return {
    ...state,
    failure: null,
    step: { at: 'executing', preview, again: step.at === 'unknown' },
  };
}

function requested(state: State, approvalId: string): State {
  const { step } = state;
  if (step.at !== 'requesting') return state;
  const { approval } = step.preview;
  const by = approval === 'none' ? [] : approval.by;
  return { ...fresh(state), step: { at: 'requested', approval: { approvalId, by } } };
}

function failed(state: State, failure: Failure): State {
  const { step } = state;
  // Asked again under the same key, it is the same request: nothing is lost.
  if (step.at === 'requesting') {
    return { ...state, failure, step: { at: 'review', preview: step.preview } };
  }
  if (step.at === 'previewing') return { ...fresh(state), failure, step: { at: 'form' } };
  if (step.at !== 'executing') return state;
  const { preview, again } = step;
  if (failure.kind === 'fault' || (again && saysNothing(failure))) {
    return { ...state, failure, step: { at: 'unknown', preview } };
  }
  if (isOfForm(failure)) return { ...fresh(state), failure, step: { at: 'form' } };
  return { ...state, failure, step: { at: 'review', preview: withRefusal(preview, failure) } };
}

/** What the server has found out since the preview belongs to what is shown. */
function withRefusal(preview: Preview, failure: Failure): Preview {
  if (failure.kind === 'duplicate') return { ...preview, duplicates: [...failure.duplicates] };
  if (failure.kind === 'limit') return { ...preview, approval: { by: [...failure.approvers] } };
  return preview;
}

/** Whether the amount must be typed again: it is above half of what the role may do at once. */
export function mustRetype({ credits, limit, approval }: Preview): boolean {
  if (limit === null || approval !== 'none') return false;
  return 2n * toMicro(credits) > toMicro(limit.per_action);
}

/** Whether the confirm button does something. */
export function isReady({ step, failure, isSeparate, retyped }: State): boolean {
  if (step.at !== 'review') return false;
  const { preview } = step;
  if (preview.approval !== 'none' || failure?.kind === 'stale') return false;
  if (preview.duplicates.length > 0 && !isSeparate) return false;
  return !mustRetype(preview) || canonical(retyped) === canonical(amountOf(preview));
}

/** The amount that is typed again: of money, where money goes back. */
export const amountOf = ({ money, credits }: Preview): string =>
  money ? majorText(money.amount) : credits;

/** Whether the button that asks others to approve it does something. */
export function canRequest({ step, failure, isSeparate }: State): boolean {
  if (step.at !== 'review' || step.preview.approval === 'none') return false;
  return failure?.kind !== 'stale' && (step.preview.duplicates.length === 0 || isSeparate);
}

/** An action as it stands after a reload: what was under way may have been done. */
export function restored(state: State): State {
  const { step } = state;
  if (step.at === 'previewing') return { ...state, step: { at: 'form' } };
  if (step.at === 'requesting') return { ...state, step: { at: 'review', preview: step.preview } };
  if (step.at !== 'executing') return state;
  return { ...state, step: { at: 'unknown', preview: step.preview } };
}
