import type { Stripe } from 'stripe';
import type { Kind, Kinds, Within } from '../state/kinds.js';
import type { Turn } from '../state/turn.js';
import { invalid, missing } from '../state/errors.js';
import type { Answer } from './route.js';

/** Parameters that every list takes. https://docs.stripe.com/api/pagination */
export interface PageParams {
  readonly limit?: number;
  readonly starting_after?: string;
  readonly ending_before?: string;
  readonly created?: number | Stripe.RangeQueryParam;
}

/** Which objects a list holds. */
export interface Filter<K extends Kind> {
  /** Fields with exactly these values. */
  readonly fields?: Within<Kinds[K]>;
  readonly ids?: readonly string[];
  /** A field as text is like one of these patterns of SQL. */
  readonly like?: readonly [field: string, patterns: readonly string[]];
  /** Seconds; nothing older is given. */
  readonly since?: number;
}

const DEFAULT_LIMIT = 10;
const MAX_LIMIT = 100;

/** A page of a list, newest first. Throws a StripeFailure. */
export async function list<K extends Kind>(
  turn: Turn,
  kind: K,
  url: string,
  params: PageParams,
  filter: Filter<K> = {},
): Promise<Answer> {
  const { limit = DEFAULT_LIMIT } = params;
  if (limit < 1 || limit > MAX_LIMIT) {
    throw invalid(`Invalid integer: limit must be between 1 and ${MAX_LIMIT}`, {
      code: 'parameter_invalid_integer',
      param: 'limit',
    });
  }
  const where = new Conditions(kind, filter, params.created);
  const isBackwards = params.ending_before !== undefined;
  const after = await placeOf(turn, kind, 'starting_after', params.starting_after);
  const before = await placeOf(turn, kind, 'ending_before', params.ending_before);
  if (after !== undefined) where.add('seq < ?', after);
  if (before !== undefined) where.add('seq > ?', before);
  const { rows } = await turn.query<{ body: Kinds[K] }>(
    `SELECT body FROM objects WHERE ${where.text}
     ORDER BY seq ${isBackwards ? 'ASC' : 'DESC'} LIMIT ${limit + 1}`,
    where.values,
  );
  const data = rows.slice(0, limit).map(({ body }) => body);
  if (isBackwards) data.reverse();
  return { body: { object: 'list', data, has_more: rows.length > limit, url } };
}

/** Everything that a short list holds. */
export const whole = (url: string, data: readonly object[]): object => ({
  object: 'list',
  data,
  has_more: false,
  url,
});

async function placeOf(turn: Turn, kind: Kind, param: string, id: string | undefined) {
  if (id === undefined) return undefined;
  const { rows } = await turn.query<{ seq: string }>(
    'SELECT seq FROM objects WHERE id = $1 AND kind = $2',
    [id, kind],
  );
  const [place] = rows;
  if (!place) throw missing(kind, id, param);
  return place.seq;
}

class Conditions {
  private readonly parts: string[] = [];
  readonly values: unknown[] = [];

  constructor(kind: Kind, filter: Filter<Kind>, created: PageParams['created']) {
    this.add('kind = ?', kind);
    this.parts.push('NOT is_deleted');
    if (filter.fields) this.add('body @> ?', JSON.stringify(filter.fields));
    if (filter.ids) this.add('id = ANY(?)', filter.ids);
    if (filter.like) {
      this.add('body ->> ? LIKE ANY(?)', ...filter.like);
    }
    if (filter.since !== undefined) this.add('created >= ?', filter.since);
    const range = typeof created === 'number' ? { gte: created, lte: created } : (created ?? {});
    if (range.gt !== undefined) this.add('created > ?', range.gt);
    if (range.gte !== undefined) this.add('created >= ?', range.gte);
    if (range.lt !== undefined) this.add('created < ?', range.lt);
    if (range.lte !== undefined) this.add('created <= ?', range.lte);
  }

  get text(): string {
    return this.parts.join(' AND ');
  }

  add(condition: string, ...values: unknown[]): void {
    this.parts.push(condition.replace(/\?/g, () => `$${this.values.push(values.shift())}`));
  }
}
