import { z } from 'zod';
import { invalid } from '../http/problem.js';

/** Limit of rows per page. */
export const MAX_PAGE_ROWS = 200;
const DEFAULT_PAGE_ROWS = 50;
const MAX_CURSOR_CHARS = 512;

/** Text on the wire, like all query parameters; documented as an integer. */
const PageSize = z
  .string()
  .transform((text, ctx) => {
    const rows = /^[1-9]\d{0,2}$/.test(text) ? Number(text) : Infinity;
    if (rows <= MAX_PAGE_ROWS) return rows;
    const message = `expected a whole number from 1 to ${MAX_PAGE_ROWS}`;
    ctx.issues.push({ code: 'custom', input: text, message });
    return z.NEVER;
  })
  .default(DEFAULT_PAGE_ROWS)
  .meta({
    description: 'Rows a page.',
    type: 'integer',
    minimum: 1,
    maximum: MAX_PAGE_ROWS,
    default: DEFAULT_PAGE_ROWS,
    examples: [20],
  });

/** Query of every list; spread it into a `z.strictObject`. */
export const pageQuery = {
  'page[size]': PageSize,
  'page[after]': z
    .string()
    .max(MAX_CURSOR_CHARS)
    .optional()
    .describe('`meta.page.next` of the page before.'),
};

/** Cursor and size of a page. */
export interface PageRequest {
  readonly 'page[size]': number;
  readonly 'page[after]'?: string | undefined;
}

/** A page of a list. `next` is null on the last page. */
export interface Page<Row> {
  readonly data: Row[];
  readonly meta: {
    readonly page: { readonly next: string | null; readonly size: number };
    readonly stale?: true;
  };
}

const PageMeta = z
  .object({
    page: z.object({
      next: z
        .string()
        .max(MAX_CURSOR_CHARS)
        .nullable()
        .describe('The `page[after]` of the next page; null on the last.'),
      size: z.number().int().min(1).max(MAX_PAGE_ROWS),
    }),
    stale: z.literal(true).optional().describe('`min_position` was not reached in 2 s.'),
  })
  .meta({ id: 'PageMeta' });

/** Schema of a page. `stale`: `min_position` was not reached in time. */
export const pageOf = <Row extends z.ZodType>(row: Row) =>
  z.object({
    data: z.array(row),
    meta: PageMeta,
  });

/**
 * Makes a page of `size + 1` fetched rows; the extra row shows that there are more. `keyOf` returns
 * the cursor's key: the sort key and the id that breaks ties.
 */
export function page<Row>(
  fetched: readonly Row[],
  request: PageRequest,
  keyOf: (row: Row) => readonly (string | number | boolean)[],
): Page<Row> {
  const size = request['page[size]'];
  const data = fetched.slice(0, size);
  const last = data.at(-1);
  const next = fetched.length > size && last !== undefined ? encodeCursor(keyOf(last)) : null;
  return { data, meta: { page: { next, size } } };
}

/** Encodes a key as the cursor in `meta.page.next`. */
export const encodeCursor = (key: readonly (string | number | boolean)[]): string =>
  Buffer.from(JSON.stringify(key)).toString('base64url');

/** A part of a key that is an instant in milliseconds since 1970, as a Date takes it. */
export const MillisKey = z.number().int().min(0).max(8_640_000_000_000_000);

/** A part of a key that counts events or versions of one stream. */
export const CountKey = z.number().int().min(0).max(2_147_483_647);

/** Decodes a cursor to its key; 422 if malformed. */
export function afterKey<Key extends z.ZodType>(
  request: PageRequest,
  key: Key,
): z.output<Key> | undefined {
  const cursor = request['page[after]'];
  if (cursor === undefined) return undefined;
  const parsed = key.safeParse(readCursor(cursor));
  if (parsed.success) return parsed.data;
  throw invalid([
    { name: 'page[after]', reason: 'expected the `meta.page.next` of the page before' },
  ]);
}

function readCursor(cursor: string): unknown {
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    // PostgreSQL takes no such character in a text.
    return JSON.stringify(key).includes('\\u0000') ? undefined : key;
  } catch {
    return undefined;
  }
}

/** Marks a page as stale if the read model was behind. */
export const staleUnless = <Row>(reached: boolean, { data, meta }: Page<Row>): Page<Row> =>
  reached ? { data, meta } : { data, meta: { ...meta, stale: true } };
