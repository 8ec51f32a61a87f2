import { toMicro } from '../../lib/amount.js';
import type { Schemas } from '../../lib/api.js';

type AccountEvent = Schemas['AccountEvent'];
type FoldedUsage = Schemas['FoldedUsage'];
type TimelineRow = Schemas['TimelineRow'];

/** What a timeline lists: events, folded usage, and what was unfolded below it. */
export type Item =
  | {
      readonly kind: 'event';
      readonly key: string;
      readonly event: AccountEvent;
      /** It is one of the events of the fold above it. */
      readonly isInFold: boolean;
    }
  | { readonly kind: 'usage'; readonly key: string; readonly usage: FoldedUsage }
  | { readonly kind: 'waiting'; readonly key: string };

/** Names a fold among the others. */
export const foldKey = ({ first_revision, last_revision, model }: FoldedUsage): string =>
  `${first_revision}-${last_revision} ${model ?? ''}`;

/** What was unfolded: the events that have been read so far. */
export interface Unfolded {
  readonly key: string | undefined;
  readonly rows: readonly TimelineRow[];
  readonly hasMore: boolean;
}

/** Lists rows, with the events of the fold that is open below it. */
export function itemsOf(rows: readonly TimelineRow[], unfolded: Unfolded): Item[] {
  return rows.flatMap((row): Item[] => {
    if (row.row === 'event') return [itemOf(row.event, false)];
    const key = foldKey(row.usage);
    const fold = { kind: 'usage' as const, key, usage: row.usage };
    if (key !== unfolded.key) return [fold];
    const events = unfolded.rows.flatMap((each) =>
      each.row === 'event' ? [itemOf(each.event, true)] : [],
    );
    return [fold, ...events, ...(unfolded.hasMore ? [WAITING] : [])];
  });
}

const itemOf = (event: AccountEvent, isInFold: boolean): Item => ({
  kind: 'event',
  key: event.event_id,
  event,
  isInFold,
});

const WAITING: Item = { kind: 'waiting', key: 'waiting' };

/** How many events are newer than the first row; 0 where it is not known. */
export function newerThan(
  rows: readonly TimelineRow[] | undefined,
  revision: number | null,
): number {
  const [first] = rows ?? [];
  if (first === undefined || revision === null) return 0;
  const newest = first.row === 'event' ? first.event.revision : first.usage.last_revision;
  return Math.max(0, revision - newest);
}

/** What an event was for: the model by its name, or the action, plan, pack or member it names. */
export function subjectOf(
  { data, ticket }: Pick<AccountEvent, 'data' | 'ticket'>,
  modelName: (id: string) => string,
): string {
  const { model } = data;
  if (typeof model === 'string') return modelName(model);
  const named = [data['action'], data['plan'], data['pack'], data['memberId'], ticket];
  return named.find((each) => typeof each === 'string') ?? '';
}

const BESIDE = ['held', 'frozen', 'debt'] as const;

/**
 * What an event moved beside what is available, where its change alone does not say what became of
 * that: credits that are held or frozen are still there, and cannot be spent.
 */
export function movedOf({
  credits,
  deltas,
}: Pick<AccountEvent, 'credits' | 'deltas'>): [(typeof BESIDE)[number], string][] {
  if (toMicro(deltas.available) === toMicro(credits)) return [];
  return BESIDE.filter((figure) => toMicro(deltas[figure]) !== 0n).map((figure) => [
    figure,
    deltas[figure],
  ]);
}
