import { ACCOUNT } from './en/account.js';
import { ACCOUNTS } from './en/accounts.js';
import { ACTION } from './en/action.js';
import { ADJUSTMENTS } from './en/adjustments.js';
import { APP } from './en/app.js';
import { EVENTS } from './en/events.js';
import { SEARCH } from './en/search.js';
import { SIGN_IN } from './en/sign-in.js';
import { USAGE } from './en/usage.js';

/** Every text of the console, by its key; `%{name}` is filled in. */
export const MESSAGES = {
  ...APP,
  ...ACCOUNTS,
  ...ACCOUNT,
  ...ACTION,
  ...ADJUSTMENTS,
  ...EVENTS,
  ...SEARCH,
  ...SIGN_IN,
  ...USAGE,
} as const;

/** The key of a text. */
export type MessageKey = keyof typeof MESSAGES;
