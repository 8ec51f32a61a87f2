import type { Words } from '../i18n/words.js';
import type { Schemas } from '../lib/api.js';
import { moneyText } from '../ui/money.js';
import { amountIn } from '../actions/steps/words.js';

/** What is asked for, as a fact. */
export function commandWords(
  command: Schemas['AskedCommand'] | Schemas['AskedPublication'],
  t: Words,
): string {
  switch (command.type) {
    case 'adjustment': {
      const { credits } = command;
      const isTaken = credits.startsWith('-');
      const amount = amountIn(isTaken ? credits.slice(1) : credits);
      return t(isTaken ? 'approval.deduct' : 'approval.issue', { credits: amount });
    }
    case 'refund':
      return t('approval.refund', { credits: amountIn(command.credits) });
    case 'plan_change': {
      const key = command.when === 'now' ? 'approval.plan_now' : 'approval.plan_renewal';
      return t(key, { plan: command.plan });
    }
    case 'hold_release':
      return t('approval.release');
    case 'suspend':
      return t('approval.suspend');
    case 'reinstate':
      return t('approval.reinstate');
    case 'close':
      return t('approval.close');
    case 'payment_refund':
      return t('approval.payment_refund', { money: moneyText(command.amount) });
    case 'grant':
      return t('approval.grant', { pack: command.pack, money: moneyText(command.paid) });
    case 'publish_plan':
    case 'publish_pack':
      return t(`proposal.${command.type}`, { name: command.name });
    case 'publish_rate':
      return t('proposal.publish_rate', { name: command.model_id });
  }
}

/** An account by name and id: two may have one name. */
export const accountWords = ({
  account_id: id,
  account_name: name,
}: Pick<Schemas['Approval'], 'account_id' | 'account_name'>): string =>
  name === null ? id : `${name} (${id})`;
