import { z } from 'zod';
import { reason as reasonFields } from '../account/reason.js';
import { Credits } from '../credits.js';
import { defineEvent, EventCatalogue, type FactOf } from '../event.js';
import { Instant } from '../instant.js';
import { Money } from '../money.js';
import { FrozenPublication, SeenVersions } from './publication.js';

const reason = z.strictObject(reasonFields);

/**
 * The command as it was asked for. A refund names its debit: what that took is read again when the
 * refund is executed; a grant names what was paid, which must then still be so.
 */
export const FrozenCommand = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('AdjustCredits'),
    credits: Credits,
    expiresAt: Instant.optional(),
    reason,
  }),
  z.strictObject({
    type: z.literal('RefundDebit'),
    debitId: z.string(),
    credits: Credits,
    reason,
  }),
  z.strictObject({
    type: z.literal('ChangePlan'),
    plan: z.string(),
    when: z.enum(['now', 'renewal']),
    reason,
  }),
  z.strictObject({ type: z.literal('ReleaseHold'), holdId: z.string(), reason }),
  z.strictObject({ type: z.literal('SuspendAccount'), reason }),
  z.strictObject({ type: z.literal('ReinstateAccount'), reason }),
  z.strictObject({ type: z.literal('CloseAccount'), reason }),
  z.strictObject({
    type: z.literal('RefundPayment'),
    paymentId: z.string(),
    /** Tax included. */
    amount: Money,
    /** What becomes of credits that were spent. */
    policy: z.enum(['written_off', 'debt']),
    reason,
  }),
  z.strictObject({
    type: z.literal('RecordPackPurchase'),
    findingId: z.string(),
    purchaseId: z.string(),
    paymentId: z.string(),
    pack: z.string(),
    packVersion: z.number().int(),
    /** Those of the purchase. */
    credits: Credits,
    /** What has really arrived, without tax. */
    paid: Money,
    reason,
  }),
]);
export type FrozenCommand = z.output<typeof FrozenCommand>;

const figures = z.strictObject({
  status: z.string(),
  plan: z.string(),
  available: Credits,
  held: Credits,
  frozen: Credits,
  debt: Credits,
  level: z.string(),
});

/** What the requester was shown: the account before and after, and what is moved. */
export const SeenPreview = z.strictObject({
  before: figures,
  after: figures,
  /** Given, taken or freed, without a sign. */
  credits: Credits,
  repaid: Credits,
  warnings: z.array(z.string()),
});
export type SeenPreview = z.output<typeof SeenPreview>;

/** Somebody asked for what they may not do by themselves. */
export const ApprovalRequested = defineEvent('ApprovalRequested', {
  approvalId: z.string(),
  accountId: z.string(),
  command: FrozenCommand,
  /** SHA-256 of the command: what is executed is what was asked for. */
  commandHash: z.string(),
  /** Of the preview that the requester saw. */
  previewHash: z.string(),
  preview: SeenPreview,
  requestedBy: z.string(),
  expiresAt: Instant,
});

/** Somebody proposed a version of a plan, a pack or a rate, which somebody else is to publish. */
export const PublicationRequested = defineEvent('PublicationRequested', {
  approvalId: z.string(),
  publication: FrozenPublication,
  /** SHA-256 of the publication: what is published is what was proposed. */
  commandHash: z.string(),
  /** What the difference was shown against. */
  seen: SeenVersions,
  /** Why. It concerns no account, so it stands here. */
  note: z.string().optional(),
  requestedBy: z.string(),
  expiresAt: Instant,
});

/** Somebody else agreed; nobody can decide it again. */
export const ApprovalApproved = defineEvent('ApprovalApproved', {
  approvalId: z.string(),
  approvedBy: z.string(),
  /** Of the preview that the approver saw. */
  previewHash: z.string(),
});

/** Somebody else said no, or (`refusal`) what was approved was refused when it was executed. */
export const ApprovalRejected = defineEvent('ApprovalRejected', {
  approvalId: z.string(),
  rejectedBy: z.string(),
  /** Key of the note that says why. */
  noteHmac: z.string().optional(),
  /** The same of a proposal, which concerns no account. */
  note: z.string().optional(),
  /** Why it was refused: `rejectedBy` had approved it. */
  refusal: z.strictObject({ code: z.string(), detail: z.string() }).optional(),
});

/** Whoever asked took it back. */
export const ApprovalWithdrawn = defineEvent('ApprovalWithdrawn', { approvalId: z.string() });

/** Nobody decided it in time. */
export const ApprovalExpired = defineEvent('ApprovalExpired', { approvalId: z.string() });

/** What was approved stands in the stream of its account, of the catalogue or of its model. */
export const ApprovalExecuted = defineEvent('ApprovalExecuted', {
  approvalId: z.string(),
  /** The first event that it led to; null: there was nothing to do. */
  eventId: z.string().nullable(),
});

/** All events of an approval by type. */
export const approvalEvents = new EventCatalogue({
  ApprovalRequested,
  PublicationRequested,
  ApprovalApproved,
  ApprovalRejected,
  ApprovalWithdrawn,
  ApprovalExpired,
  ApprovalExecuted,
});

/** Any event of an approval. */
export type ApprovalEvent = {
  [Type in keyof typeof approvalEvents.types]: FactOf<(typeof approvalEvents.types)[Type]>;
}[keyof typeof approvalEvents.types];
