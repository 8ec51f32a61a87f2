/** What the card of a plan goes by. */
import { isLive, type AccountSubscription } from '../wire/plan.js';
import type { Balance, Plan } from '../wire/wire.js';

/** What was read. */
export interface PlanFacts {
  readonly seen: AccountSubscription;
  readonly plans: readonly Plan[];
  readonly balance: Balance | undefined;
}

/** The id of the present plan: what is subscribed to, else what the ledger says. */
export const currentPlan = ({ seen, balance }: PlanFacts): string | undefined =>
  (isLive(seen.subscription) ? seen.subscription?.plan : undefined) ?? balance?.plan?.plan;
