/** The calls of the API behind each action. */
import { answered, answerOf, api, type Schemas } from '../../lib/api.js';
import { minorOf } from '../../lib/price.js';
import { adjustmentOf, canonical, reasonOf, type Input, type StatusKind } from './command.js';
import type { Preview, State } from './machine.js';
import {
  receiptOfAdjustment,
  receiptOfPaymentRefund,
  receiptOfPlanChange,
  receiptOfRefund,
  receiptOfRelease,
  receiptOfStatus,
  type Receipt,
} from './receipt.js';

/** Nobody waits longer for an answer; what became of the request is then unknown. */
const MAX_WAIT_MS = 30_000;

/** What an action would come to. Throws ApiError. */
export async function previewOf({
  accountId: account_id,
  command,
  input,
}: State): Promise<Preview> {
  const signal = AbortSignal.timeout(MAX_WAIT_MS);
  const params = { path: { account_id } };
  const reason = reasonOf(input);
  switch (command.kind) {
    case 'adjust': {
      const body = { ...adjustmentOf(input), ...reason };
      return answerOf(
        api.POST('/v1/accounts/{account_id}/adjustments/preview', { params, body, signal }),
      );
    }
    case 'refund': {
      const path = { account_id, debit_id: command.debitId };
      const body = { ...refundCredits(input.credits), ...reason };
      return answerOf(
        api.POST('/v1/accounts/{account_id}/debits/{debit_id}/refunds/preview', {
          params: { path },
          body,
          signal,
        }),
      );
    }
    case 'change_plan': {
      const body = { ...planOf(input), ...reason };
      return previewOfPlanChange(
        await answerOf(
          api.POST('/v1/accounts/{account_id}/plan-changes/preview', { params, body, signal }),
        ),
      );
    }
    case 'suspend':
    case 'reinstate':
    case 'close':
      return answerOf(api.POST(PREVIEW_OF_STATUS[command.kind], { params, body: reason, signal }));
    case 'release': {
      const path = { account_id, hold_id: command.holdId };
      return answerOf(
        api.POST('/v1/accounts/{account_id}/holds/{hold_id}/release/preview', {
          params: { path },
          body: reason,
          signal,
        }),
      );
    }
    case 'refund_payment': {
      const path = { payment_id: command.paymentId };
      const body = { ...moneyBack(input, command.left), ...reason };
      return answerOf(
        api.POST('/v1/payments/{payment_id}/refunds/preview', { params: { path }, body, signal }),
      );
    }
    case 'refund_finding':
    case 'grant_payment': {
      const path = { finding_id: command.findingId };
      return answerOf(
        api.POST(PREVIEW_OF_FINDING[command.kind], { params: { path }, body: reason, signal }),
      );
    }
  }
}

/** Does what was previewed; sent again it does nothing more. Throws ApiError. */
export function execute(state: State, { preview_hash }: Preview): Promise<Receipt> {
  const { accountId, command, input, key, isSeparate } = state;
  const sent: Sent = {
    account_id: accountId,
    header: { 'Idempotency-Key': key },
    input,
    confirmed: { ...reasonOf(input), preview_hash },
    separate: isSeparate ? { confirm_duplicate: true } : {},
    signal: AbortSignal.timeout(MAX_WAIT_MS),
  };
  switch (command.kind) {
    case 'adjust':
      return adjust(sent);
    case 'refund':
      return refund(sent, command.debitId);
    case 'change_plan':
      return changePlan(sent);
    case 'suspend':
    case 'reinstate':
    case 'close':
      return changeStatus(sent, command.kind);
    case 'release':
      return release(sent, command.holdId);
    case 'refund_payment':
      return refundPayment(sent, command);
    case 'refund_finding':
      return refundFinding(sent, command.findingId);
    case 'grant_payment':
      return Promise.reject(new RangeError('a grant is always asked of others'));
  }
}

/** What is sent, whatever the command. */
interface Sent {
  readonly account_id: string;
  readonly header: { readonly 'Idempotency-Key': string };
  readonly input: Input;
  readonly confirmed: ReturnType<typeof reasonOf> & { readonly preview_hash: string };
  /** A second, separate credit is meant. */
  readonly separate: { readonly confirm_duplicate?: true };
  readonly signal: AbortSignal;
}

async function adjust(sent: Sent): Promise<Receipt> {
  const { account_id, header, input, confirmed, separate, signal } = sent;
  const params = { path: { account_id }, header };
  const note = input.note.trim();
  const body = { ...adjustmentOf(input), ...confirmed, note, ...separate };
  const { body: answer, response } = await answered(
    api.POST('/v1/accounts/{account_id}/adjustments', { params, body, signal }),
  );
  return receiptOfAdjustment(answer, isHit(response));
}

async function refund(sent: Sent, debit_id: string): Promise<Receipt> {
  const { account_id, header, input, confirmed, separate, signal } = sent;
  const params = { path: { account_id, debit_id }, header };
  const body = { ...refundCredits(input.credits), ...confirmed, ...separate };
  const { body: answer, response } = await answered(
    api.POST('/v1/accounts/{account_id}/debits/{debit_id}/refunds', { params, body, signal }),
  );
  return receiptOfRefund(answer, isHit(response));
}

async function changePlan(sent: Sent): Promise<Receipt> {
  const { account_id, header, input, confirmed, signal } = sent;
  const params = { path: { account_id }, header };
  const body = { ...planOf(input), ...confirmed };
  const { body: answer, response } = await answered(
    api.POST('/v1/accounts/{account_id}/plan-changes', { params, body, signal }),
  );
  return receiptOfPlanChange(answer, isHit(response));
}

async function changeStatus(sent: Sent, kind: StatusKind): Promise<Receipt> {
  const { account_id, header, input, confirmed, signal } = sent;
  const params = { path: { account_id }, header };
  const body = { ...confirmed, note: input.note.trim() };
  const { body: answer, response } = await answered(
    api.POST(ROUTE_OF_STATUS[kind], { params, body, signal }),
  );
  return receiptOfStatus(kind, answer, isHit(response));
}

async function release(sent: Sent, hold_id: string): Promise<Receipt> {
  const { account_id, header, confirmed, signal } = sent;
  const params = { path: { account_id, hold_id }, header };
  const { body: answer, response } = await answered(
    api.POST('/v1/accounts/{account_id}/holds/{hold_id}/release', {
      params,
      body: confirmed,
      signal,
    }),
  );
  return receiptOfRelease(answer, isHit(response));
}

async function refundPayment(
  { header, input, confirmed, separate, signal }: Sent,
  { paymentId: payment_id, left }: Extract<State['command'], { kind: 'refund_payment' }>,
): Promise<Receipt> {
  const params = { path: { payment_id }, header };
  const body = { ...moneyBack(input, left), ...confirmed, ...separate };
  const { body: answer, response } = await answered(
    api.POST('/v1/payments/{payment_id}/refunds', { params, body, signal }),
  );
  return receiptOfPaymentRefund(answer, isHit(response));
}

async function refundFinding(
  { header, confirmed, separate, signal }: Sent,
  finding_id: string,
): Promise<Receipt> {
  const params = { path: { finding_id }, header };
  const body = { ...confirmed, ...separate };
  const { body: answer, response } = await answered(
    api.POST('/v1/findings/{finding_id}/refund', { params, body, signal }),
  );
  return receiptOfPaymentRefund(answer, isHit(response));
}

const PREVIEW_OF_FINDING = {
  refund_finding: '/v1/findings/{finding_id}/refund/preview',
  grant_payment: '/v1/findings/{finding_id}/grant/preview',
} as const;

const ROUTE_OF_STATUS = {
  suspend: '/v1/accounts/{account_id}/suspend',
  reinstate: '/v1/accounts/{account_id}/reinstate',
  close: '/v1/accounts/{account_id}/close',
} as const satisfies Record<StatusKind, string>;

const PREVIEW_OF_STATUS = {
  suspend: '/v1/accounts/{account_id}/suspend/preview',
  reinstate: '/v1/accounts/{account_id}/reinstate/preview',
  close: '/v1/accounts/{account_id}/close/preview',
} as const satisfies Record<StatusKind, string>;

const refundCredits = (typed: string) => (typed.trim() === '' ? {} : { credits: canonical(typed) });

/** How much, where that is typed, and what becomes of what was spent. */
const moneyBack = ({ money, spent }: Input, { currency }: Schemas['Money']) => ({
  ...(money.trim() !== '' && { amount: { minor: minorOf(money, currency), currency } }),
  spent,
});

const planOf = ({ plan, when }: Input) => ({ plan, when });

/** What customers are not shown may be absent from it; people are shown all of it. */
function previewOfPlanChange(answer: Schemas['PlanChangePreview']): Preview {
  const { duplicates = [], credited_90d = '0', limit = null, ...rest } = answer;
  const { status, plan, effective_at, granted, renews_at, price } = rest;
  const change = { status, plan, effective_at, granted, renews_at, price };
  return { ...rest, duplicates, credited_90d, limit, change };
}

const isHit = ({ headers }: Response): boolean => headers.get('idempotency-hit') === 'true';
