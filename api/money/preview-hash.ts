import { hash } from 'node:crypto';
import { formatCredits } from '../../domain/credits.js';
import { canonicalJson } from '../../platform/canonical.js';
import type { Outcome } from '../accounts/review.js';
import { kindOf, lotChanges, type MoneyAction } from './money-action.js';

/** What a preview stands on, in the order of the parts of its hash. */
export const DECISIVE = ['command', 'status', 'plan', 'debt', 'staff_actions', 'effect'] as const;
const PART_CHARS = 8;
const ABSENT = '';

/** The form of a hash: one part for each of DECISIVE. */
export const PREVIEW_HASH = /^[A-Za-z0-9_-]{8}(\.[A-Za-z0-9_-]{8}){5}$/;

/**
 * Names what a person was shown that is decisive. The balance is no part of it: a positive grant
 * goes through while the account is used; of what takes or refunds the effect on lots is.
 */
export function previewHash(
  action: MoneyAction,
  outcome: Outcome,
  lastStaffAction: string | null,
): string {
  const { status, plan, debt } = outcome.state;
  const parts: Record<(typeof DECISIVE)[number], unknown> = {
    command: commandOf(action),
    status,
    plan,
    debt: debt > 0n,
    staff_actions: lastStaffAction ?? ABSENT,
    effect: kindOf(action) === 'issue' ? ABSENT : effectOf(outcome),
  };
  return DECISIVE.map((name) => part(parts[name])).join('.');
}

/** What has changed between two previews. */
export function changedSince(previewed: string, now: string): string[] {
  const [before, after] = [previewed.split('.'), now.split('.')];
  return DECISIVE.filter((_, index) => before[index] !== after[index]);
}

const part = (value: unknown): string =>
  hash('sha256', canonicalJson(value), 'base64url').slice(0, PART_CHARS);

function commandOf({ accountId, command }: MoneyAction) {
  const { type, credits } = command;
  const amount = credits === undefined ? null : formatCredits(credits);
  const more = type === 'RefundDebit' ? command.debitId : (command.expiresAt?.toString() ?? ABSENT);
  return [accountId, type, amount, more];
}

const effectOf = (outcome: Outcome) =>
  lotChanges(outcome).map(({ lotId, credits }) => [lotId, formatCredits(credits)]);
