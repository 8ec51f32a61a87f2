/** The address of an account in the console. */
export const accountPath = (accountId: string): string =>
  `/accounts/${encodeURIComponent(accountId)}`;

/** The address of its payments. */
export const paymentsPath = (accountId: string): string => `${accountPath(accountId)}/payments`;

/** The address of its subscription. */
export const subscriptionPath = (accountId: string): string =>
  `${accountPath(accountId)}/subscription`;

/** The address of the event on its timeline that made this id. */
export const eventPath = (accountId: string, id: string): string =>
  `${accountPath(accountId)}/timeline?event=${encodeURIComponent(id)}`;
