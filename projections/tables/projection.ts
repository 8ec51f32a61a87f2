import { eventsByCategory, type AnyEvent, type Category } from '../../domain/log/all-events.js';
import type { Fact } from '../../domain/event.js';
import type { Recorded } from '../../platform/event-store/records/recorded.js';
import type { Change, Table } from './table.js';

type EventOf<Type extends AnyEvent['type']> = Extract<AnyEvent, { type: Type }>;

/** Maps a recorded fact to row changes; pure. */
export type Handler<F extends Fact> = {
  // A method, because its parameter is bivariant: the runner selects handlers by event type and can
  // only know that they take some event.
  handle(recorded: Recorded<F>): readonly Change[];
}['handle'];

/** Handlers by event type; events without one are ignored. */
export type Handlers = { readonly [Type in AnyEvent['type']]?: Handler<EventOf<Type>> };

/**
 * Projections of one lane move in one transaction, so their tables always agree; lanes are
 * independent.
 */
export const LANES = ['operations', 'ledger', 'usage'] as const;
/** A lane: its projections share a reader and a transaction. */
export type LaneName = (typeof LANES)[number];

/** Schema of a lane's tables and checkpoints. */
export const schemaOf = (lane: LaneName): 'app' | 'read' =>
  lane === 'operations' ? 'app' : 'read';

/** A read model: its tables and how events change them. */
export interface Projection {
  readonly name: string;
  readonly lane: LaneName;
  /**
   * Increment when handlers write other rows for the same events, or columns change: rows of an
   * earlier version are then rebuilt. 1 by default.
   */
  readonly version?: number;
  readonly tables: readonly Table[];
  readonly on: Handlers;
}

/** Version of the rows that this code writes. */
export const versionOf = ({ version = 1 }: Projection): number => version;

/** Handles all events of some categories alike. */
export function onEvery<C extends Category>(
  categories: readonly C[],
  handler: Handler<Extract<AnyEvent, { type: keyof (typeof eventsByCategory)[C]['types'] }>>,
): Handlers {
  const handlers: Record<string, Handler<AnyEvent>> = {};
  for (const category of categories) {
    for (const type of Object.keys(eventsByCategory[category].types)) handlers[type] = handler;
  }
  return handlers;
}

const categories = new WeakMap<Projection, ReadonlySet<string>>();

/** Whether a projection reads streams of this category. */
export function reads(projection: Projection, category: Category): boolean {
  let read = categories.get(projection);
  if (!read) {
    const wanted = Object.entries(eventsByCategory).filter(([, { types }]) =>
      Object.keys(types).some((type) => Object.hasOwn(projection.on, type)),
    );
    read = new Set(wanted.map(([name]) => name));
    categories.set(projection, read);
  }
  return read.has(category);
}

/** Row changes of one event. */
export function changesOf({ on }: Projection, recorded: Recorded): readonly Change[] {
  const handlers: Readonly<Record<string, Handler<AnyEvent> | undefined>> = on;
  return handlers[recorded.fact.type]?.(recorded) ?? [];
}
