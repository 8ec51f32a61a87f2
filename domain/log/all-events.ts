import { accountEvents, type AccountEvent } from '../account/events.js';
import { approvalEvents, type ApprovalEvent } from '../approval/events.js';
import { catalogueEvents, type CatalogueEvent } from '../catalogue/events.js';
import { modelEvents, type ModelEvent } from '../model/events.js';

/** The events of every kind of stream, by stream category. */
export const eventsByCategory = {
  account: accountEvents,
  approval: approvalEvents,
  catalogue: catalogueEvents,
  model: modelEvents,
} as const;

/** Category of a stream; streams are named `{category}-{id}`. */
export type Category = keyof typeof eventsByCategory;

/** What the names of all streams begin with, by category. */
export const STREAM_PREFIXES: readonly string[] = Object.keys(eventsByCategory).map(
  (category) => `${category}-`,
);

/** Any event in the log. */
export type AnyEvent = AccountEvent | ApprovalEvent | CatalogueEvent | ModelEvent;

/**
 * Parses a stream name: `account-acme-1` → `{ category: 'account', id: 'acme-1' }`; undefined for
 * foreign streams.
 */
export function parseStreamName(stream: string): { category: Category; id: string } | undefined {
  const dash = stream.indexOf('-');
  const category = stream.slice(0, dash);
  if (dash < 1 || !isCategory(category)) return undefined;
  return { category, id: stream.slice(dash + 1) };
}

function isCategory(text: string): text is Category {
  return Object.hasOwn(eventsByCategory, text);
}
