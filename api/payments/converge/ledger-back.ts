/** What the ledger has of refunds and disputes, and what its commands need of retired lots. */
import { clawedBackOf, type Claim } from '../../../domain/account/claim.js';
import { paymentSource } from '../../../domain/account/decide/bundle.js';
import type { LotGrant } from '../../../domain/account/lot.js';
import { lotPaidBy } from '../../../domain/account/lot-book.js';
import type { AccountState } from '../../../domain/account/state.js';
import type { AccountStream } from '../../accounts/account-stream.js';
import { grantOfLot } from '../../accounts/grant-of-lot.js';
import type { LedgerBack } from '../plan/money-back.js';
import type { BackCommand } from '../plan/steps.js';

/** Refunds and disputes of a payment that count now. */
export function ledgerBackOf(state: AccountState, paymentId: string): LedgerBack {
  const claims = claimsOf(state, paymentId);
  const ids = (kind: Claim['kind']) =>
    new Set(claims.filter((claim) => claim.kind === kind).map(({ claimId }) => claimId));
  const open = state.disputes.filter((dispute) => dispute.paymentId === paymentId);
  return {
    refunded: ids('refund'),
    lost: ids('dispute'),
    disputed: new Set(open.map(({ disputeId }) => disputeId)),
  };
}

/** What refunds and lost disputes of a payment have taken. */
export const claimsOf = ({ book }: AccountState, paymentId: string): readonly Claim[] =>
  lotPaidBy(book, paymentSource(paymentId))?.claims ?? [];

/** What a claim takes now, in micro-credits; nulls: there is none. */
export function figuresOf(claim: Claim | undefined) {
  if (!claim) return { clawedBack: null, writtenOff: null, debt: null };
  const { writtenOff, debt } = claim;
  return { clawedBack: clawedBackOf([claim]), writtenOff, debt };
}

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
      const lotId = book.sources.get(paymentSource(command.paymentId))?.lotId;
      if (lotId === undefined || !isRetired(lotId)) return command;
      return { ...command, grant: await grantOfLot(stream, accountId, lotId) };
    }
    case 'UndoPaymentRefund':
    case 'ReinstateDispute': {
      const lot = lotPaidBy(book, paymentSource(command.paymentId));
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
