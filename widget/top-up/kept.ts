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

/** Keeps what stands in the form of an account. */
export function keepForm(store: Store, account: string, fields: Fields, now: number): void {
  store.setItem(keyOf(account), JSON.stringify({ fields, until: now + KEPT_MS }));
}

/** What stood in the form, once; undefined: it was not left, or long ago. */
export function takeForm(store: Store, account: string, now: number): Fields | undefined {
  const text = store.getItem(keyOf(account));
  if (text === null) return undefined;
  store.removeItem(keyOf(account));
  return fieldsIn(text, now);
}

const keyOf = (account: string): string => `scrip top-up ${account}`;

/** Another version of the widget may have written it. */
function fieldsIn(text: string, now: number): Fields | undefined {
  try {
    const kept: Record<string, unknown> | null = JSON.parse(text);
    const { fields, until } = kept ?? {};
    if (typeof until !== 'number' || until < now || !isObject(fields)) return undefined;
    const { below, pack, amount, cap } = fields;
    if (typeof below !== 'string' || typeof pack !== 'string') return undefined;
    if (typeof amount !== 'string') return undefined;
    return { below, pack, amount, cap: typeof cap === 'string' ? cap : undefined };
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
