/** What is asked of a subscription, and what it is to look like then. Pure. */

/** What can be asked. */
export const SUBSCRIPTION_ACTIONS = [
  'subscribe',
  'upgrade',
  'downgrade',
  'cancel',
  'withdraw',
] as const;
/** See `SUBSCRIPTION_ACTIONS`. */
export type SubscriptionAction = (typeof SUBSCRIPTION_ACTIONS)[number];
