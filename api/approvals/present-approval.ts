import { z } from 'zod';
import type { FrozenCommand, SeenPreview } from '../../domain/approval/events.js';
import type { FrozenPublication } from '../../domain/approval/publication.js';
import { APPROVAL_STATUSES, type ApprovalStatus } from '../../domain/approval/state.js';
import { formatCredits } from '../../domain/credits.js';
import { formatInstant, type Instant } from '../../domain/instant.js';
import { presentWhy, whyFields } from '../accounts/why.js';
import { AccountFigures, MoneyPreview, MoneyWarning } from '../money/money-preview.js';
import { MoneyAnswer, presentMoney } from '../catalogue/present-plan.js';
import { SpentPolicyName } from '../payments/reads/refund-row.js';
import { FindingId, PaymentId, PurchaseId } from '../payments/records/ids.js';
import { CreditsText } from '../shapes/credits.js';
import {
  AccountId,
  ApprovalId,
  CatalogueName,
  DebitId,
  EventId,
  HoldId,
  ModelId,
} from '../shapes/ids.js';
import { PositionText } from '../shapes/position.js';
import { Refusal } from '../shapes/refusal.js';
import { InstantText } from '../shapes/time.js';
import { PlanChangeTime } from '../shapes/words.js';
import { Who } from '../staff/actor-names.js';

/** Where a request stands. */
export const ApprovalStatusName = z.enum(APPROVAL_STATUSES).meta({
  id: 'ApprovalStatus',
  description:
    '`approved`: not executed yet. `refused`: approved, and then refused when it was executed; ' +
    '`refusal` says why.',
});

const shape = <Type extends string, Shape extends z.ZodRawShape>(
  type: Type,
  id: string,
  fields: Shape,
) => z.object({ type: z.literal(type), ...fields }).meta({ id });

/** What somebody asked to happen to an account. */
const AskedCommand = z
  .discriminatedUnion('type', [
    shape('adjustment', 'AskedAdjustment', {
      credits: CreditsText.describe('Below 0: taken.'),
      expires_at: InstantText.nullable(),
    }),
    shape('refund', 'AskedRefund', { debit_id: DebitId, credits: CreditsText }),
    shape('plan_change', 'AskedPlanChange', { plan: CatalogueName, when: PlanChangeTime }),
    shape('hold_release', 'AskedHoldRelease', { hold_id: HoldId }),
    shape('suspend', 'AskedSuspend', {}),
    shape('reinstate', 'AskedReinstate', {}),
    shape('close', 'AskedClose', {}),
    shape('payment_refund', 'AskedPaymentRefund', {
      payment_id: PaymentId,
      amount: MoneyAnswer,
      spent: SpentPolicyName,
    }),
    shape('grant', 'AskedGrant', {
      finding_id: FindingId,
      payment_id: PaymentId,
      purchase_id: PurchaseId,
      pack: CatalogueName,
      paid: MoneyAnswer.describe('What has arrived, without tax.'),
    }),
  ])
  .meta({ id: 'AskedCommand' });

const published = {
  effective_from: InstantText.nullable().describe(
    'Null: 60 seconds after its approval; the first version: at once.',
  ),
};

/** What somebody proposed to publish. */
export const AskedPublication = z
  .discriminatedUnion('type', [
    shape('publish_plan', 'AskedPlan', { plan: CatalogueName, name: z.string(), ...published }),
    shape('publish_pack', 'AskedPack', { pack: CatalogueName, name: z.string(), ...published }),
    shape('publish_rate', 'AskedRate', { model_id: ModelId, ...published }),
  ])
  .meta({ id: 'AskedPublication' });

const AskedOfOthers = z
  .discriminatedUnion('type', [...AskedCommand.options, ...AskedPublication.options])
  .meta({ id: 'AskedOfOthers' });

/** One request, as it stands in lists. */
export const ListedApproval = z
  .object({
    approval_id: ApprovalId,
    account_id: AccountId.nullable().describe('Null: a proposal.'),
    account_name: z
      .string()
      .nullable()
      .describe('What the account is called, masked without `pii:read`; null: it has no name.'),
    command: AskedOfOthers,
    credits: CreditsText.nullable().describe(
      'What it gives, takes or frees, without a sign, as its requester saw it; null of a proposal.',
    ),
    ...whyFields,
    status: ApprovalStatusName,
    requested_by: Who,
    requested_at: InstantText,
    expires_at: InstantText.describe('Nobody can decide it from then on.'),
    decided_by: Who.nullable(),
    decided_at: InstantText.nullable(),
    event_id: EventId.nullable().describe('Its first event; null unless executed.'),
    position: PositionText,
  })
  .meta({ id: 'ListedApproval' });

const PreviewThen = z
  .object({
    before: AccountFigures,
    after: AccountFigures,
    credits: CreditsText,
    debt_repaid: CreditsText,
    warnings: z.array(MoneyWarning),
  })
  .meta({ id: 'PreviewThen' });

/** What it would come to now: for whoever decides, whose limits have no part in it. */
export const PreviewNow = MoneyPreview.omit({ limit: true, approval: true })
  .extend({
    changed: z
      .array(z.string())
      .describe('What differs from what the requester saw: `status`, `plan`, `debt` …'),
  })
  .meta({ id: 'PreviewNow' });

/** What can be done with a request. */
export const Decision = z.enum(['approve', 'reject', 'withdraw']).meta({ id: 'Decision' });

/** One request with what its requester saw, and what it would come to now. */
export const ApprovalAnswer = ListedApproval.extend({
  account_id: AccountId,
  command: AskedCommand,
  credits: CreditsText,
  preview_then: PreviewThen,
  preview_now: PreviewNow.nullable().describe('Null unless it waits.'),
  refused_now: Refusal.nullable().describe(
    'Why the account would refuse it now; null unless it waits.',
  ),
  may: z.array(Decision).describe('What the caller may do with it.'),
  rejection_note: z.string().nullable(),
  refusal: Refusal.nullable().describe('Why the account refused it.'),
  executed_at: InstantText.nullable(),
}).meta({ id: 'Approval' });

/** How a request stands, as its read model or its stream has it. */
export interface Stored {
  readonly approvalId: string;
  readonly status: ApprovalStatus;
  readonly requestedBy: string;
  readonly requestedAt: Instant;
  readonly expiresAt: Instant;
  readonly decidedBy: string | null;
  readonly decidedAt: Instant | null;
  readonly eventId: string | null;
  readonly position: string;
}

/** Presents how a request stands. */
export const presentStanding = (stored: Stored, who: (actor: string) => Who) => ({
  approval_id: stored.approvalId,
  status: stored.status,
  requested_by: who(stored.requestedBy),
  requested_at: formatInstant(stored.requestedAt),
  expires_at: formatInstant(stored.expiresAt),
  decided_by: stored.decidedBy === null ? null : who(stored.decidedBy),
  decided_at: stored.decidedAt === null ? null : formatInstant(stored.decidedAt),
  event_id: stored.eventId,
  position: stored.position,
});

/** What was asked to happen to an account. */
export interface Asked {
  readonly accountId: string;
  readonly command: FrozenCommand;
  readonly credits: bigint;
}

/** Presents what was asked for. `texts`: notes that the caller may see, by HMAC. */
export function presentRequest(
  { accountId, accountName, command, credits }: Asked & { readonly accountName: string | null },
  texts: ReadonlyMap<string, string>,
) {
  const { reasonCode, noteHmac = null, ticket = null } = command.reason;
  return {
    account_id: accountId,
    account_name: accountName,
    command: presentCommand(command),
    credits: formatCredits(credits),
    ...presentWhy({ reason_code: reasonCode, note_hmac: noteHmac, ticket }, texts),
  };
}

/** Presents what was proposed, and why. */
export const presentAsked = (publication: FrozenPublication, note: string | null) => ({
  account_id: null,
  account_name: null,
  command: presentPublication(publication),
  credits: null,
  reason_code: null,
  has_note: note !== null,
  note,
  ticket: null,
});

function presentPublication(publication: FrozenPublication): z.input<typeof AskedPublication> {
  const { effectiveFrom } = publication;
  const effective_from = effectiveFrom === undefined ? null : formatInstant(effectiveFrom);
  switch (publication.type) {
    case 'PublishPlan': {
      const { plan, name } = publication.offer;
      return { type: 'publish_plan', plan, name, effective_from };
    }
    case 'PublishPack': {
      const { pack, name } = publication.offer;
      return { type: 'publish_pack', pack, name, effective_from };
    }
    case 'PublishRate':
      return { type: 'publish_rate', model_id: publication.modelId, effective_from };
  }
}

function presentCommand(command: FrozenCommand): z.input<typeof AskedCommand> {
  switch (command.type) {
    case 'AdjustCredits': {
      const { credits, expiresAt } = command;
      const expires_at = expiresAt === undefined ? null : formatInstant(expiresAt);
      return { type: 'adjustment', credits: formatCredits(credits), expires_at };
    }
    case 'RefundDebit': {
      const { debitId, credits } = command;
      return { type: 'refund', debit_id: debitId, credits: formatCredits(credits) };
    }
    case 'ChangePlan':
      return { type: 'plan_change', plan: command.plan, when: command.when };
    case 'ReleaseHold':
      return { type: 'hold_release', hold_id: command.holdId };
    case 'SuspendAccount':
      return { type: 'suspend' };
    case 'ReinstateAccount':
      return { type: 'reinstate' };
    case 'CloseAccount':
      return { type: 'close' };
    case 'RefundPayment': {
      const { paymentId: payment_id, amount, policy: spent } = command;
      return { type: 'payment_refund', payment_id, amount: presentMoney(amount), spent };
    }
    case 'RecordPackPurchase':
      return {
        type: 'grant',
        finding_id: command.findingId,
        payment_id: command.paymentId,
        purchase_id: command.purchaseId,
        pack: command.pack,
        paid: presentMoney(command.paid),
      };
  }
}

/** What the requester saw. */
export function presentThen(stored: SeenPreview): z.input<typeof PreviewThen> {
  const figures = (of: SeenPreview['before']) =>
    AccountFigures.parse({
      ...of,
      available: formatCredits(of.available),
      held: formatCredits(of.held),
      frozen: formatCredits(of.frozen),
      debt: formatCredits(of.debt),
    });
  return {
    before: figures(stored.before),
    after: figures(stored.after),
    credits: formatCredits(stored.credits),
    debt_repaid: formatCredits(stored.repaid),
    warnings: stored.warnings.map((warning) => MoneyWarning.parse(warning)),
  };
}
