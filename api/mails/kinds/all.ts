/** Every kind of mail. A new one is a file beside this and an entry below. */
import type { MailKind } from './kind.js';
import { balanceDepleted, balanceLow } from './balance.js';
import { disputeOpened } from './dispute.js';
import { paymentFailed } from './payment-failed.js';
import { planEnded } from './plan-ended.js';
import { planReceipt } from './plan-receipt.js';
import { receipt } from './receipt.js';
import { renewalFailed, renewalLastCall } from './renewal-failed.js';
import { topUpFailed, topUpLink, topUpOff } from './top-up.js';

/** Every kind of mail. */
export const MAIL_KINDS: readonly MailKind[] = [
  receipt,
  planReceipt,
  balanceLow,
  balanceDepleted,
  paymentFailed,
  renewalFailed,
  renewalLastCall,
  planEnded,
  topUpFailed,
  topUpLink,
  topUpOff,
  disputeOpened,
];

/** A kind by its name; undefined: this version has none of that name. */
export const kindOf = (name: string): MailKind | undefined =>
  MAIL_KINDS.find(({ kind }) => kind === name);
