/** A form that its reader leaves for a page of Stripe, and finds again on the way back. */
import type { Fields } from './terms.js';

/** Whoever comes back later than this begins anew. */
const KEPT_MS = 3_600_000;

/** Where it is kept: of this tab alone. */
export interface Store {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/** Keeps what stands in the form of an account; where storage is denied, it begins anew. */
export function keepForm(open: () => Store, account: string, fields: Fields, now: number): void {
  try {
    open().setItem(keyOf(account), JSON.stringify({ fields, until: now + KEPT_MS }));
  } catch {
    // Some frames have no storage: even to name it throws.
  }
}

/** What stood in the form, once; undefined: it was not left, or long ago. */
export function takeForm(open: () => Store, account: string, now: number): Fields | undefined {
  try {
    const store = open();
    const text = store.getItem(keyOf(account));
    if (text === null) return undefined;
    store.removeItem(keyOf(account));
    return fieldsIn(text, now);
  } catch {
    // No storage, or what another version of the widget has kept.
    return undefined;
  }
}

const keyOf = (account: string): string => `scrip top-up ${account}`;

function fieldsIn(text: string, now: number): Fields | undefined {
  const kept: Record<string, unknown> | null = JSON.parse(text);
  const { fields, until } = kept ?? {};
  if (typeof until !== 'number' || until < now || !isObject(fields)) return undefined;
  const { below, pack, amount, cap } = fields;
  if (typeof below !== 'string' || typeof pack !== 'string') return undefined;
  if (typeof amount !== 'string') return undefined;
  return { below, pack, amount, cap: typeof cap === 'string' ? cap : undefined };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
