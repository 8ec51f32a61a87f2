import { ACCOUNTS } from './en/accounts.js';
import { APP } from './en/app.js';
import { KEYS } from './en/keys.js';
import { MENU } from './en/menu.js';
import { SEARCH } from './en/search.js';
import { SIGN_IN } from './en/sign-in.js';
import { VIEWS } from './en/views.js';

/** Texts of the shell and of the list of accounts, which the first load holds. */
export const FIRST_TEXTS = {
  ...ACCOUNTS,
  ...APP,
  ...KEYS,
  ...MENU,
  ...SEARCH,
  ...SIGN_IN,
  ...VIEWS,
} as const;
