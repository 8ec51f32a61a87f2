/** The calls of the API behind each action. */
import { answered, answerOf, api } from '../../lib/api.js';
import { canonical, reasonOf, signedCredits } from './command.js';
import type { Preview, State } from './machine.js';
import { receiptOfAdjustment, receiptOfRefund, type Receipt } from './receipt.js';

/** Nobody waits longer for an answer; what became of the request is then unknown. */
const MAX_WAIT_MS = 30_000;

/** What an action would come to. Throws ApiError. */
export function previewOf({ accountId: account_id, command, input }: State): Promise<Preview> {
  const signal = AbortSignal.timeout(MAX_WAIT_MS);
  switch (command.kind) {
    case 'adjust': {
      const params = { path: { account_id } };
      const body = { credits: signedCredits(input), ...reasonOf(input) };
      return answerOf(
        api.POST('/v1/accounts/{account_id}/adjustments/preview', { params, body, signal }),
      );
    }
    case 'refund': {
      const params = { path: { account_id, debit_id: command.debitId } };
      const body = { ...refundCredits(input.credits), ...reasonOf(input) };
      return answerOf(
        api.POST('/v1/accounts/{account_id}/debits/{debit_id}/refunds/preview', {
          params,
          body,
          signal,
        }),
      );
    }
  }
}

/** Does what was previewed; sent again it does nothing more. Throws ApiError. */
export async function execute(state: State, { preview_hash }: Preview): Promise<Receipt> {
  const { accountId: account_id, command, input, key, isSeparate } = state;
  const signal = AbortSignal.timeout(MAX_WAIT_MS);
  const header = { 'Idempotency-Key': key };
  const confirmed = { preview_hash, ...(isSeparate && { confirm_duplicate: true }) };
  switch (command.kind) {
    case 'adjust': {
      const params = { path: { account_id }, header };
      const credits = signedCredits(input);
      const body = { credits, note: input.note.trim(), ...reasonOf(input), ...confirmed };
      const { body: answer, response } = await answered(
        api.POST('/v1/accounts/{account_id}/adjustments', { params, body, signal }),
      );
      return receiptOfAdjustment(answer, isHit(response));
    }
    case 'refund': {
      const params = { path: { account_id, debit_id: command.debitId }, header };
      const body = { ...refundCredits(input.credits), ...reasonOf(input), ...confirmed };
      const { body: answer, response } = await answered(
        api.POST('/v1/accounts/{account_id}/debits/{debit_id}/refunds', { params, body, signal }),
      );
      return receiptOfRefund(answer, isHit(response));
    }
  }
}

const refundCredits = (typed: string) => (typed.trim() === '' ? {} : { credits: canonical(typed) });

const isHit = ({ headers }: Response): boolean => headers.get('idempotency-hit') === 'true';
