import type { AccountCommand } from '../../domain/account/commands.js';
import type { Credits } from '../../domain/credits.js';

/**
 * Credits that a command requests for usage; undefined for others, such as adjustments, whose
 * refusal should not suggest buying credits.
 */
export function requestedCredits(command: AccountCommand): Credits | undefined {
  switch (command.type) {
    case 'DebitCredits':
    case 'PlaceHold':
      return command.credits;
    case 'ExtendHold':
      return command.credits ?? 0n;
    case 'OpenAccount':
    case 'SettleHold':
    case 'ReleaseHold':
    case 'RefundDebit':
    case 'AddMember':
    case 'SetMemberLimit':
    case 'RemoveMember':
    case 'AdjustCredits':
    case 'ChangePlan':
    case 'WithdrawPlanChange':
    case 'RecordPlanPayment':
    case 'RecordPackPurchase':
    case 'RecordPaymentRefund':
    case 'UndoPaymentRefund':
    case 'OpenDispute':
    case 'CloseDispute':
    case 'ReinstateDispute':
    case 'ConfigureAutoTopUp':
    case 'TurnOffAutoTopUp':
    case 'RecordTopUpFailure':
    case 'SuspendAccount':
    case 'ReinstateAccount':
    case 'CloseAccount':
      return undefined;
  }
}
