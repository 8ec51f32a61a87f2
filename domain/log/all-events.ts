import { accountEvents, type AccountEvent } from '../account/events.js';
import { catalogueEvents, type CatalogueEvent } from '../catalogue/events.js';
import { modelEvents, type ModelEvent } from '../model/events.js';

/** The events of every kind of stream, by the stream's category. */
export const eventsByCategory = {
  account: accountEvents,
  catalogue: catalogueEvents,
  model: modelEvents,
} as const;

/** Name of a kind of stream; streams are called `{category}-{id}`. */
export type Category = keyof typeof eventsByCategory;

/** Everything that can stand in the log. */
export type AnyEvent = AccountEvent | CatalogueEvent | ModelEvent;

/** `account-acme-1` → `{ category: 'account', id: 'acme-1' }`; undefined for streams not ours. */
export function parseStreamName(stream: string): { category: Category; id: string } | undefined {
  const dash = stream.indexOf('-');
  const category = stream.slice(0, dash);
  if (dash < 1 || !isCategory(category)) return undefined;
  return { category, id: stream.slice(dash + 1) };
}

function isCategory(text: string): text is Category {
  return Object.hasOwn(eventsByCategory, text);
}
