/** The steps of every action: fill in, preview, confirm, receipt. Pure: it calls nobody. */
import { toMicro } from '../../lib/amount.js';
import type { Schemas } from '../../lib/api.js';
import { BLANK, canonical, missingIn, type Command, type Input } from './command.js';
import { isOfForm, saysNothing, type Failure } from './failure.js';
import type { Receipt } from './receipt.js';

/** What an action would come to, as the server says. */
export type Preview = Schemas['MoneyPreview'];

/** Where an action stands. */
export type Step =
  | { readonly at: 'form' }
  | { readonly at: 'previewing' }
  | { readonly at: 'review'; readonly preview: Preview }
  /** `again`: it was sent before, and nobody knows what became of it. */
  | { readonly at: 'executing'; readonly preview: Preview; readonly again: boolean }
  | { readonly at: 'unknown'; readonly preview: Preview }
  | { readonly at: 'done'; readonly receipt: Receipt };

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
export const VERSION = 1;

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

function failed(state: State, failure: Failure): State {
  const { step } = state;
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
  return !mustRetype(preview) || canonical(retyped) === preview.credits;
}

/** An action as it stands after a reload: what was under way may have been done. */
export function restored(state: State): State {
  const { step } = state;
  if (step.at === 'previewing') return { ...state, step: { at: 'form' } };
  if (step.at !== 'executing') return state;
  return { ...state, step: { at: 'unknown', preview: step.preview } };
}
