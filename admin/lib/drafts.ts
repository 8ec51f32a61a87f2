/** What somebody has begun on an account and not ended: kept in this tab, over reloads. */

/** Where it is kept: the page's `sessionStorage`. */
export interface Drawer {
  readonly length: number;
  key(index: number): string | null;
  getItem(name: string): string | null;
  setItem(name: string, text: string): void;
  removeItem(name: string): void;
}

const PREFIX = 'scrip.action.';

/** Keeps what was begun on an account, as plain JSON. */
export function keepOn(accountId: string, begun: object, storage: Drawer): void {
  storage.setItem(PREFIX + accountId, JSON.stringify(begun));
}

/** What was begun on an account; null: nothing. */
export const keptOn = (accountId: string, storage: Drawer): unknown =>
  JSON.parse(storage.getItem(PREFIX + accountId) ?? 'null');

/** Forgets what was begun on an account. */
export function forgetOn(accountId: string, storage: Drawer): void {
  storage.removeItem(PREFIX + accountId);
}

/** Forgets all of it: whoever signs out leaves nothing behind. */
export function forgetAll(storage: Drawer): void {
  const names = Array.from({ length: storage.length }, (_, index) => storage.key(index));
  for (const name of names) if (name?.startsWith(PREFIX)) storage.removeItem(name);
}
