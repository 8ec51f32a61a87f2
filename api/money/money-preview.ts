import { z } from 'zod';
import type { AccountState } from '../../domain/account/state.js';
import { sum } from '../../domain/account/posting.js';
import { formatCredits, type Credits } from '../../domain/credits.js';
import { formatInstant } from '../../domain/instant.js';
import { AccountStatus } from '../accounts/present-account.js';
import type { Outcome } from '../accounts/review.js';
import { RoleName } from '../auth/roles.js';
import { StaffId } from '../staff/ids.js';
import { CreditsText } from '../shapes/credits.js';
import { AdjustmentId, CatalogueName, LotId } from '../shapes/ids.js';
import { InstantText } from '../shapes/time.js';
import { BalanceLevel } from '../shapes/words.js';
import { kindOf, lotChanges, movedBy, type MoneyAction } from './money-action.js';
import { PREVIEW_HASH } from './preview-hash.js';

/** Names what was previewed. */
export const PreviewHash = z
  .string()
  .regex(PREVIEW_HASH, 'expected the `preview_hash` of a preview')
  .meta({ id: 'PreviewHash', examples: ['k3Jd9a0Q.Xb2P81aa.c0ffee00.00000000.mZ8q1w2e.0a1b2c3d'] });

/** What a body that was previewed says besides; no part of what its idempotency key stands for. */
export const previewed = {
  preview_hash: PreviewHash.optional().describe(
    'Of the preview that was confirmed; people must send it.',
  ),
};

/** The same of a body that moves credits. */
export const confirmation = {
  ...previewed,
  confirm_duplicate: z
    .boolean()
    .optional()
    .describe('A second, separate credit is meant: 409 `duplicate_suspected` is passed.'),
};
/** What a body that moves credits says besides. */
export type Confirmation = z.output<z.ZodObject<typeof confirmation>>;

/** An account, as far as it decides what people do to it. */
export const AccountFigures = z
  .object({
    status: AccountStatus,
    plan: CatalogueName,
    available: CreditsText,
    held: CreditsText,
    frozen: CreditsText,
    debt: CreditsText,
    level: BalanceLevel,
  })
  .meta({ id: 'AccountFigures' });

/** Something alike that was done a moment ago. */
export const Duplicate = z
  .object({
    adjustment_id: AdjustmentId.or(z.string().regex(/^(?:rfd|rfq)_[0-9a-z]{1,32}$/)),
    credits: CreditsText,
    actor: z.string(),
    recorded_at: InstantText,
  })
  .meta({ id: 'SuspectedDuplicate' });

/** Who can approve what is beyond a limit. */
export const Approver = z
  .object({ staff_id: StaffId, name: z.string(), role: RoleName })
  .meta({ id: 'Approver' });

const WARNINGS = [
  'account_suspended',
  'repays_debt',
  'empties_account',
  'changes_nothing',
  'open_holds',
  'credits_remain',
  'forfeits_credits',
  'nothing_granted',
] as const;
/** What a preview warns of. */
export const MoneyWarning = z.enum(WARNINGS).meta({
  id: 'MoneyWarning',
  description:
    '`open_holds`: they can still be settled. `credits_remain`: nobody can spend them once the ' +
    'account is closed. `forfeits_credits`: what a hold kept of lots that have ended is lost. ' +
    '`nothing_granted`: the payment has bought nothing, so no credits are taken.',
});

const LimitOfPerson = z
  .object({ per_action: CreditsText, per_day: CreditsText, used: CreditsText })
  .meta({ id: 'LimitOfPerson' });

const Approval = z.union([
  z.literal('none'),
  z.object({ by: z.array(Approver) }).meta({ id: 'ApprovalNeeded' }),
]);

/** What an action would come to; nothing is written. */
export const MoneyPreview = z
  .object({
    preview_hash: PreviewHash,
    before: AccountFigures,
    after: AccountFigures,
    lots: z
      .array(
        z
          .object({
            lot_id: LotId.nullable().describe('Null: a new lot.'),
            credits: CreditsText.describe('Signed.'),
            remaining: CreditsText,
            expires_at: InstantText.nullable(),
            place: z
              .number()
              .int()
              .min(1)
              .nullable()
              .describe('In the order of consumption; null where nothing is free of it.'),
          })
          .meta({ id: 'LotChange' }),
      )
      .describe('In the order of consumption.'),
    credits: CreditsText.describe('What is given, taken or freed, without a sign.'),
    debt_repaid: CreditsText,
    warnings: z.array(MoneyWarning),
    duplicates: z.array(Duplicate).describe('Done by people in the last 10 minutes.'),
    credited_90d: CreditsText.describe('Given by hand in the last 90 days.'),
    limit: LimitOfPerson.nullable().describe('Of whoever asks; null: none, or not for this.'),
    approval: Approval.describe(
      '`none`, or who can approve what the role or limit does not let through.',
    ),
  })
  .meta({ id: 'MoneyPreview' });
export type MoneyPreview = z.input<typeof MoneyPreview>;

/** What an outcome says of the account and its lots. */
export function presentOutcome(action: MoneyAction, outcome: Outcome) {
  const { state, events, after } = outcome;
  const { credits, repaid } = movedBy(action, events);
  const warned = warningsOf(action, outcome, repaid);
  return {
    before: figuresOf(state),
    after: figuresOf(after),
    lots: lotChanges(outcome, kindOf(action)).map((change) => ({
      lot_id: change.lotId,
      credits: formatCredits(change.credits),
      remaining: formatCredits(change.remaining),
      expires_at: change.expiresAt === null ? null : formatInstant(change.expiresAt),
      place: change.place,
    })),
    credits: formatCredits(credits),
    debt_repaid: formatCredits(repaid),
    warnings: WARNINGS.filter((warning) => warned[warning]),
  };
}

function warningsOf(
  action: MoneyAction,
  { state, events, after }: Outcome,
  repaid: Credits,
): Record<(typeof WARNINGS)[number], boolean> {
  const kind = kindOf(action);
  const { available, held } = state.book;
  const forfeited = events.flatMap(({ type, data }) =>
    type === 'HoldReleased' && data.reason === 'released' ? data.forfeited : [],
  );
  return {
    account_suspended: state.status === 'suspended' && kind !== 'reinstate',
    repays_debt: repaid > 0n,
    empties_account: after.book.available === 0n && available > 0n,
    changes_nothing: events.length === 0 && kind !== 'refund_payment',
    open_holds: held > 0n && (kind === 'suspend' || kind === 'close'),
    credits_remain: available > 0n && kind === 'close',
    forfeits_credits: sum(forfeited) > 0n,
    nothing_granted: events.length === 0 && kind === 'refund_payment',
  };
}

const figuresOf = ({ status, plan, book, debt, level }: AccountState) => ({
  status: AccountStatus.parse(status),
  plan,
  available: formatCredits(book.available),
  held: formatCredits(book.held),
  frozen: formatCredits(book.frozen),
  debt: formatCredits(debt),
  level,
});
