import type { Credits } from '../../../domain/credits.js';
import type { AccountCommand } from '../../../domain/account/commands.js';
import { credits, debit, send, type Step } from './account.js';
import { hold } from './holds.js';

const limitOf = (limit: number | null | undefined): Credits | null | undefined =>
  typeof limit === 'number' ? credits(limit) : limit;

/** Gives somebody a seat, with a limit if one is named. */
export const addMember = (memberId: string, limit?: number | null): Step =>
  send({ type: 'AddMember', memberId, limit: limitOf(limit) });

export const limitMember = (memberId: string, limit: number | null): Step =>
  send({ type: 'SetMemberLimit', memberId, limit: limit === null ? null : credits(limit) });

export const removeMember = (memberId: string): Step => send({ type: 'RemoveMember', memberId });

type DebitCredits = Extract<AccountCommand, { type: 'DebitCredits' }>;

/** A debit in a member's name. */
export const debitBy = (memberId: string, amount: number, more: Partial<DebitCredits> = {}): Step =>
  debit(amount, { purpose: { outcome: 'ok', memberId }, ...more });

/** A hold in a member's name. */
export const holdBy = (memberId: string, amount: number): Step =>
  hold(amount, { task: { memberId } });
