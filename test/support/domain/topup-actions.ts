import type { Meaning } from './account-actions.js';
import { because, credits, usd } from './account.js';

/** What happens around automatic top-ups: they fail and are tried again within hours. */
export const TOP_UP_KINDS = [
  'consent',
  'consent',
  'withdraw consent',
  'top up',
  'fail top-up',
  'fail top-up',
  'fail top-up',
  'debit',
  'debit',
  'owe',
  'hold',
  'settle hold',
  'refund',
  'pack',
  'suspend',
  'reinstate',
] as const;

const small = { pack: 'small', packVersion: 1, credits: credits(200) } as const;

/** What actions about automatic top-ups mean for an account. */
export const topUpMeanings = {
  consent: (_story, { credits: amount, pick, flag }) => ({
    type: 'ConfigureAutoTopUp',
    threshold: amount / 2n,
    ...small,
    price: usd(9.99),
    monthlyCap: usd(pick % 9 === 0 ? 9 : 30),
    consent: { version: 'en-1', text: 'I agree.' },
    memberId: flag ? 'ada' : undefined,
  }),
  'withdraw consent': (_story, { flag }) => ({
    type: 'TurnOffAutoTopUp',
    reason: flag ? because : undefined,
  }),
  'top up': ({ events }) => ({
    type: 'RecordPackPurchase',
    purchaseId: `p${events.length}`,
    paymentId: `p${events.length}`,
    ...small,
    paid: usd(9.99),
    isTopUp: true,
  }),
  'fail top-up': ({ events }, { flag }) => ({
    type: 'RecordTopUpFailure',
    purchaseId: `p${events.length}`,
    paymentId: flag ? `pi${events.length}` : null,
    code: 'card_declined',
  }),
} satisfies Record<string, Meaning>;
