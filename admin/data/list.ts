import type { CursorPage } from '../lib/cursors.js';

/** A page of a list as it is asked for. */
export interface Question {
  readonly size: number;
  readonly order: 'opened_at' | '-opened_at';
  /** What the reader has chosen, by the names in the address. */
  readonly filter: Readonly<Record<string, string>>;
  readonly after: string | undefined;
  readonly signal: AbortSignal | undefined;
}

/** Reads a page of a list; react-admin asks that each row has an `id`. */
export type Read = (question: Question) => Promise<CursorPage<{ readonly id: string }>>;

/** The query of a page: its filters, its size, and where it begins. */
export function queryOf({ size, filter, after }: Pick<Question, 'size' | 'filter' | 'after'>) {
  return {
    ...filterQuery(filter),
    'page[size]': size,
    ...(after !== undefined && { 'page[after]': after }),
  };
}

/** A filter by the names in the address, as a query of the API. */
export const filterQuery = (filter: Question['filter']): Record<string, string> =>
  Object.fromEntries(Object.entries(filter).map(([name, value]) => [`filter[${name}]`, value]));

interface Listed<Row> {
  readonly data: readonly Row[];
  readonly meta: { readonly page: { readonly next: string | null } };
}

/** A page of the API as react-admin takes it. */
export const pageOf = <Row>(
  { data, meta }: Listed<Row>,
  idOf: (row: Row) => string,
): CursorPage<Row & { readonly id: string }> => ({
  data: data.map((row) => ({ ...row, id: idOf(row) })),
  next: meta.page.next,
});
