/** How the plan of an account goes on. Pure. */
import type { Schemas } from '../lib/api.js';
import { pastDueOf } from '../subscriptions/unpaid.js';

type Account = Pick<Schemas['Account'], 'renewed_by' | 'scheduled_change'>;
type Balance = Pick<Schemas['Balance'], 'as_of' | 'plan'>;
type Subscription = Pick<
  Schemas['ListedSubscription'],
  'status' | 'unpaid' | 'ended_at' | 'credits_end_at'
>;

/** What becomes of a plan. `due`: its payment is under way; `past_due`: it was refused. */
export type Renewal =
  | { readonly is: 'renews' | 'ends'; readonly at: string }
  | {
      readonly is: 'due' | 'past_due';
      readonly since: string;
      /** When what the old period gave ends, unless it is paid; null: that is not known. */
      readonly until: string | null;
      /** It has ended. */
      readonly isOver: boolean;
    };

/** Whether an invoice for the next period is waited for, by what the ledger knows. */
const isDue = ({ renewed_by }: Account, { plan, as_of }: Balance): boolean =>
  renewed_by === 'invoice' && plan !== null && plan.renews_at !== null && plan.renews_at <= as_of;

/** Nothing where no plan goes on; `subscription`: what Stripe has, where it is known. */
export function renewalOf(
  account: Account,
  balance: Balance,
  subscription: Subscription | undefined,
): Renewal | undefined {
  const at = balance.plan?.renews_at ?? null;
  if (at === null) return undefined;
  const unpaid = subscription && pastDueOf(subscription);
  if (!unpaid && !isDue(account, balance)) {
    return { is: account.scheduled_change?.plan === FREE ? 'ends' : 'renews', at };
  }
  const until = subscription?.credits_end_at ?? null;
  return {
    is: unpaid ? 'past_due' : 'due',
    since: unpaid?.created_at ?? at,
    until,
    isOver: until !== null && until <= balance.as_of,
  };
}

const FREE = 'free';
