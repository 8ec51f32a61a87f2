import { foundation } from './0001-foundation.js';
import { readModels } from './0002-read-models.js';
import { keysAndPeople } from './0003-keys-and-people.js';
import { anchors } from './0004-anchors.js';
import { rebuilds } from './0005-rebuilds.js';
import { members } from './0006-members.js';
import { widgetTokens } from './0007-widget-tokens.js';
import { reactions } from './0008-reactions.js';
import { webhooks } from './0009-webhooks.js';
import { liveLots } from './0010-live-lots.js';
import { ledgerDetails } from './0011-ledger-details.js';
import { webhookOutbox } from './0012-webhook-outbox.js';
import { sealedSecrets } from './0013-sealed-secrets.js';
import { keysWrite } from './0014-keys-write.js';
import { consoleReads } from './0015-console-reads.js';
import { findAccounts } from './0016-find-accounts.js';
import { staff } from './0017-staff.js';
import { staffActions } from './0018-staff-actions.js';
import { accountNotes } from './0019-account-notes.js';
import { singleSignOn } from './0020-single-sign-on.js';
import { staffSeen } from './0021-staff-seen.js';
import { approvalLists } from './0022-approvals.js';
import { savedViews } from './0023-saved-views.js';
import { limits } from './0024-limits.js';
import { failedSignIns } from './0025-failed-sign-ins.js';
import { verifications } from './0026-verifications.js';
import { payments } from './0027-payments.js';
import { deliveryFilters } from './0028-delivery-filters.js';
import { proposals } from './0029-proposals.js';
import { levelSince } from './0030-level-since.js';
import { listIndexes } from './0031-list-indexes.js';
import { returnUrls } from './0032-return-urls.js';
import { stripeCursor } from './0033-stripe-cursor.js';
import { moneyBack } from './0034-money-back.js';
import { ledgerPaidBy } from './0035-ledger-paid-by.js';
import { refundRequests } from './0036-refund-requests.js';
import { inbox } from './0037-inbox.js';
import { findings } from './0038-findings.js';
import { balanceSources } from './0039-balance-sources.js';
import { paymentLookups } from './0040-payment-lookups.js';
import { customers } from './0041-customers.js';
import { subscriptions } from './0042-subscriptions.js';
import { topUps } from './0043-top-ups.js';
import { mails } from './0044-mails.js';
import { sweptAt } from './0049-swept-at.js';
import { openAtStripe } from './0050-open-at-stripe.js';
import { billingLists } from './0053-billing-lists.js';
import { heldBackTopUps } from './0054-held-back-top-ups.js';
import { invoicesOfPayments } from './0055-invoices-of-payments.js';
import { jobsOfTopUps } from './0056-jobs-of-top-ups.js';

import type { Migration } from './migration.js';

/** Every migration, oldest first. Append new ones with the next number. */
export const migrations: readonly Migration[] = [
  foundation,
  readModels,
  keysAndPeople,
  anchors,
  rebuilds,
  members,
  widgetTokens,
  reactions,
  webhooks,
  liveLots,
  ledgerDetails,
  webhookOutbox,
  sealedSecrets,
  keysWrite,
  consoleReads,
  findAccounts,
  staff,
  staffActions,
  accountNotes,
  singleSignOn,
  staffSeen,
  approvalLists,
  savedViews,
  limits,
  failedSignIns,
  verifications,
  payments,
  deliveryFilters,
  proposals,
  levelSince,
  listIndexes,
  returnUrls,
  stripeCursor,
  moneyBack,
  ledgerPaidBy,
  refundRequests,
  inbox,
  findings,
  balanceSources,
  paymentLookups,
  customers,
  subscriptions,
  topUps,
  mails,
  sweptAt,
  openAtStripe,
  billingLists,
  heldBackTopUps,
  invoicesOfPayments,
  jobsOfTopUps,
];
