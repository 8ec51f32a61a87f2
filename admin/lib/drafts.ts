/** What somebody has begun on an account or a page and not ended: kept in this tab. */

/** Where it is kept: the page's `sessionStorage`. */
export interface Drawer {
  readonly length: number;
  key(index: number): string | null;
  getItem(name: string): string | null;
  setItem(name: string, text: string): void;
  removeItem(name: string): void;
}

const PREFIX = 'scrip.action.';

/** Keeps what was begun, as plain JSON; `subject`: the id of an account, or a path. */
export function keepOn(subject: string, begun: object, storage: Drawer): void {
  storage.setItem(PREFIX + subject, JSON.stringify(begun));
}

/** What was begun on it; null: nothing. */
export const keptOn = (subject: string, storage: Drawer): unknown =>
  JSON.parse(storage.getItem(PREFIX + subject) ?? 'null');

/** Forgets what was begun on it. */
export function forgetOn(subject: string, storage: Drawer): void {
  storage.removeItem(PREFIX + subject);
}

/** Forgets all of it: whoever signs out leaves nothing behind. */
export function forgetAll(storage: Drawer): void {
  const names = Array.from({ length: storage.length }, (_, index) => storage.key(index));
  for (const name of names) if (name?.startsWith(PREFIX)) storage.removeItem(name);
}
