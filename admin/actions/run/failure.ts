/** What a refusal or a fault means for somebody who moves credits. */
import { ApiError, type Schemas } from '../../lib/api.js';
import { FIELDS, type Field } from './command.js';

/** Somebody who can approve what is beyond a limit. */
export type Approver = Schemas['Approver'];
/** Something alike that was done a moment ago. */
export type Duplicate = Schemas['SuspectedDuplicate'];

/** Why a preview or a command was not answered as it should have been. */
export type Failure =
  | { readonly kind: 'missing'; readonly fields: readonly Field[] }
  /** The amount has a sign: whether it is added or taken away is chosen, not typed. */
  | { readonly kind: 'signed' }
  /** What was typed is no amount of this currency. */
  | { readonly kind: 'no_money'; readonly currency: string }
  | { readonly kind: 'fields'; readonly fields: Readonly<Partial<Record<Field, string>>> }
  /** Fewer credits are available than would be taken. */
  | { readonly kind: 'short'; readonly available: string }
  | { readonly kind: 'nothing_left' }
  /** Only a dearer plan can begin at once. */
  | { readonly kind: 'not_at_once' }
  /** What was previewed has changed: which parts of it. */
  | { readonly kind: 'stale'; readonly changed: readonly string[] }
  | { readonly kind: 'duplicate'; readonly duplicates: readonly Duplicate[] }
  | { readonly kind: 'limit'; readonly approvers: readonly Approver[] }
  | { readonly kind: 'step_up' }
  | { readonly kind: 'signed_out' }
  /** Refused. `isDecided`: by the command itself, so what was sent before was not done either. */
  | {
      readonly kind: 'refused';
      readonly said: string;
      readonly isDecided: boolean;
      readonly permission?: string;
    }
  /** Nobody knows whether it was done. */
  | { readonly kind: 'fault'; readonly said: string };

/** What an error of the API means. */
export function failureOf(error: unknown): Failure {
  if (!(error instanceof ApiError)) return { kind: 'fault', said: String(error) };
  const { status, problem, message } = error;
  if (status === 401) return { kind: 'signed_out' };
  if (status === 0 || status === 408 || status >= 500) return { kind: 'fault', said: message };
  return problem ? refusalOf(problem) : { kind: 'refused', said: message, isDecided: false };
}

/** Statuses of refusals that come after the server has looked for the idempotency key. */
const DECIDED = [402, 409, 422];

function refusalOf(problem: Schemas['Problem']): Failure {
  const { code, detail, available, missing_scope } = problem;
  if (code === 'preview_stale') return { kind: 'stale', changed: textsIn(problem['changed']) };
  if (code === 'duplicate_suspected') {
    return { kind: 'duplicate', duplicates: listIn(problem['duplicates'], isDuplicate) };
  }
  if (code === 'limit_exceeded') {
    return { kind: 'limit', approvers: listIn(problem['approvers'], isApprover) };
  }
  if (code === 'step_up_required') return { kind: 'step_up' };
  if (code === 'insufficient_credits' && available !== undefined) {
    return { kind: 'short', available };
  }
  if (code === 'refund_exceeds_debit' && problem['refundable'] === '0') {
    return { kind: 'nothing_left' };
  }
  if (code === 'plan_change_not_allowed' && problem['allowed_when'] === 'renewal') {
    return { kind: 'not_at_once' };
  }
  const fields = fieldsOf(problem);
  if (Object.keys(fields).length > 0) return { kind: 'fields', fields };
  return {
    kind: 'refused',
    said: detail,
    isDecided: DECIDED.includes(problem.status),
    ...(missing_scope !== undefined && { permission: missing_scope }),
  };
}

function fieldsOf({ invalid_parameters = [] }: Schemas['Problem']): Partial<Record<Field, string>> {
  const known = invalid_parameters.flatMap(({ name, reason }) => {
    const field = name.startsWith('amount') ? 'money' : FIELDS.find((each) => each === name);
    return field ? [[field, reason] as const] : [];
  });
  return Object.fromEntries(known);
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
const isDuplicate = (value: unknown): value is Duplicate =>
  isObject(value) && 'adjustment_id' in value && 'credits' in value && 'recorded_at' in value;
const isApprover = (value: unknown): value is Approver =>
  isObject(value) && 'staff_id' in value && 'name' in value && 'role' in value;
const isText = (value: unknown): value is string => typeof value === 'string';

function listIn<Item>(value: unknown, isItem: (each: unknown) => each is Item): Item[] {
  return Array.isArray(value) ? value.filter(isItem) : [];
}
const textsIn = (value: unknown): string[] => listIn(value, isText);

/** Whether a failure leaves open what became of a request that was sent before. */
export const saysNothing = (failure: Failure): boolean =>
  failure.kind === 'signed_out' || (failure.kind === 'refused' && !failure.isDecided);

/** Whether a failure is mended in the form, not beside the confirm button. */
export const isOfForm = (failure: Failure): boolean => failedFields(failure).length > 0;

/** The fields that a failure is about. */
export function failedFields(failure: Failure): readonly Field[] {
  switch (failure.kind) {
    case 'missing':
      return failure.fields;
    case 'fields':
      return FIELDS.filter((field) => failure.fields[field] !== undefined);
    case 'signed':
      return ['credits', 'money'];
    case 'no_money':
      return ['money'];
    case 'short':
    case 'nothing_left':
      return ['credits'];
    case 'not_at_once':
      return ['when'];
    case 'stale':
    case 'duplicate':
    case 'limit':
    case 'step_up':
    case 'signed_out':
    case 'refused':
    case 'fault':
      return [];
  }
}
