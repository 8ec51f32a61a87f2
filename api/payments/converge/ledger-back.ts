/** What the ledger has of payments and money back, and what commands need of retired lots. */
import { clawedBackOf, type Claim } from '../../../domain/account/claim.js';
import { paymentSource } from '../../../domain/account/decide/bundle.js';
import { revisionOf } from '../../../domain/account/ids.js';
import type { LotGrant } from '../../../domain/account/lot.js';
import { lotPaidBy } from '../../../domain/account/lot-book.js';
import type { AccountState } from '../../../domain/account/state.js';
import type { AccountStream } from '../../accounts/account-stream.js';
import { grantOfLot } from '../../accounts/grant-of-lot.js';
import type { LedgerBack } from '../plan/money-back.js';
import type { BackCommand } from '../plan/steps.js';

/** Refunds and disputes that count now of what a lot was paid with. */
export function ledgerBackOf(state: AccountState, paidBy: string): LedgerBack {
  const claims = claimsOf(state, paidBy);
  const ids = (kind: Claim['kind']) =>
    new Set(claims.filter((claim) => claim.kind === kind).map(({ claimId }) => claimId));
  const open = state.disputes.filter((dispute) => dispute.paidBy === paidBy);
  return {
    refunded: ids('refund'),
    lost: ids('dispute'),
    disputed: new Set(open.map(({ disputeId }) => disputeId)),
  };
}

/** What refunds and lost disputes have taken of the lot of a source. */
export const claimsOf = ({ book }: AccountState, paidBy: string): readonly Claim[] =>
  lotPaidBy(book, paidBy)?.claims ?? [];

/** What claims take now, in micro-credits; nulls: there is none. */
export function figuresOf(claims: readonly Claim[]) {
  if (claims.length === 0) return { clawedBack: null, writtenOff: null, debt: null };
  const sumOf = (figure: (claim: Claim) => bigint) =>
    claims.reduce((total, claim) => total + figure(claim), 0n);
  return {
    clawedBack: clawedBackOf(claims),
    writtenOff: sumOf(({ writtenOff }) => writtenOff),
    debt: sumOf(({ debt }) => debt),
  };
}

const sourceOf = ({ paymentId, paidBy }: { paymentId: string; paidBy?: string | undefined }) =>
  paidBy ?? paymentSource(paymentId);

/** The command with the grants of the lots that it needs and that the account has retired. */
export async function withGrants(
  stream: AccountStream,
  { accountId, book }: AccountState,
  command: BackCommand,
): Promise<BackCommand> {
  const isRetired = (lotId: string) => !book.lots.get(lotId);
  switch (command.type) {
    case 'RecordPaymentRefund':
    case 'OpenDispute': {
      const lotId = book.sources.get(sourceOf(command))?.lotId;
      if (lotId === undefined || !isRetired(lotId)) return command;
      return { ...command, grant: await grantOfLot(stream, accountId, lotId) };
    }
    case 'UndoPaymentRefund':
    case 'ReinstateDispute': {
      const lot = lotPaidBy(book, sourceOf(command));
      const repaidBy = (lot?.claims ?? []).flatMap(({ repaid }) => repaid);
      const retired = new Set(repaidBy.map(({ lotId }) => lotId).filter(isRetired));
      const grants: LotGrant[] = [];
      for (const lotId of retired) {
        const grant = await grantOfLot(stream, accountId, lotId);
        if (grant) grants.push(grant);
      }
      return { ...command, grants };
    }
    case 'CloseDispute':
      return command;
  }
}

/** What has granted credits for a payment: an approval, or (null) Scrip by itself. */
export interface Grant {
  readonly approvalId: string | null;
  readonly eventId: string | null;
}

/** What has granted credits for a payment; null: nothing has. */
export async function grantOf(
  stream: AccountStream,
  accountId: string,
  paymentId: string,
): Promise<Grant | null> {
  return grantFrom(stream, accountId, [paymentSource(paymentId)]);
}

/** What has granted credits from the first of these sources that has; null: nothing has. */
export async function grantFrom(
  stream: AccountStream,
  accountId: string,
  sources: readonly string[],
): Promise<Grant | null> {
  const { state } = await stream.load(accountId);
  const [lotId = ''] = sources.flatMap((source) => state.book.sources.get(source)?.lotId ?? []);
  const revision = revisionOf(lotId);
  if (revision === undefined) return null;
  const event = await stream.eventAt(accountId, revision);
  const { cause = '' } = event?.meta ?? {};
  const approvalId = cause.startsWith('apr_') ? cause : null;
  return { approvalId, eventId: event?.id ?? null };
}
