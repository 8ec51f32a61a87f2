import type { Caller } from '../auth/caller.js';
import { invalid } from '../http/problem.js';

interface Given {
  readonly reason_code?: string | undefined;
  readonly note?: string | undefined;
  readonly ticket?: string | undefined;
}

/**
 * Throws 422 unless the reason fits who gives it: people must say why, a customer's widget cannot,
 * and a note or ticket belongs to a `reason_code`.
 */
export function checkReason({ reason_code, note, ticket }: Given, caller: Caller): void {
  const isGiven = reason_code !== undefined;
  const hasMore = note !== undefined || ticket !== undefined;
  if (!isGiven && (caller.kind === 'staff' || hasMore)) {
    throw invalid([{ name: 'reason_code', reason: 'is missing: expected why it is done' }]);
  }
  if (isGiven && caller.kind === 'widget') {
    throw invalid([{ name: 'reason_code', reason: 'is not for widget tokens' }]);
  }
}
