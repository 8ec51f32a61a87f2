import { ACCOUNT } from './en/account.js';
import { ACTION } from './en/action.js';
import { ADJUSTMENTS } from './en/adjustments.js';
import { API_KEYS } from './en/api-keys.js';
import { APPROVALS } from './en/approvals.js';
import { AS_OF } from './en/as-of.js';
import { CATALOGUE } from './en/catalogue.js';
import { PROPOSALS } from './en/proposals.js';
import { DID } from './en/did.js';
import { EVENTS } from './en/events.js';
import { FINDINGS } from './en/payments/findings.js';
import { HOME } from './en/home.js';
import { INBOX } from './en/payments/inbox.js';
import { MONEY_BACK } from './en/payments/money-back.js';
import { SUBSCRIPTIONS } from './en/payments/subscriptions.js';
import { OPERATIONS } from './en/operations.js';
import { STAFF } from './en/staff.js';
import { USAGE } from './en/usage.js';
import { WEBHOOKS } from './en/webhooks.js';

/** Texts of the pages that load when they are opened: they come with the first of these. */
export const PAGE_TEXTS = {
  ...ACCOUNT,
  ...ACTION,
  ...ADJUSTMENTS,
  ...API_KEYS,
  ...APPROVALS,
  ...AS_OF,
  ...CATALOGUE,
  ...PROPOSALS,
  ...DID,
  ...EVENTS,
  ...FINDINGS,
  ...HOME,
  ...INBOX,
  ...MONEY_BACK,
  ...SUBSCRIPTIONS,
  ...OPERATIONS,
  ...STAFF,
  ...USAGE,
  ...WEBHOOKS,
} as const;
