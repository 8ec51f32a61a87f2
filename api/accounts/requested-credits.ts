import type { AccountCommand } from '../../domain/account/commands.js';
import type { Credits } from '../../domain/credits.js';

/**
 * The credits that a command wants for usage; undefined for any other. Staff who take credits by
 * hand look for no way to buy some.
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
    case 'RenewPeriod':
    case 'RecordPackPurchase':
    case 'RecordPaymentRefund':
    case 'OpenDispute':
    case 'CloseDispute':
    case 'SuspendAccount':
    case 'ReinstateAccount':
    case 'CloseAccount':
      return undefined;
  }
}
