/** Numbered pages over a list that knows cursors only. */

/** A page as the API gives it. */
export interface CursorPage<Row> {
  readonly data: Row[];
  /** Where the next page begins; null: there is none. */
  readonly next: string | null;
}

/** A page as react-admin takes it. */
export interface NumberedPage<Row> {
  readonly data: Row[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly hasPreviousPage: boolean };
}

/** Pages that may be skipped over to reach one that was never seen. */
export const MAX_WALK_PAGES = 10;
/** Lists whose cursors are remembered; the oldest is forgotten first. */
const MAX_LISTS = 50;

/** Somebody asks for a page too far beyond those that were read. */
export class TooFar extends Error {
  constructor() {
    super('Open the first page and narrow the filter');
    this.name = 'TooFar';
  }
}

/** Remembers where each page of a list begins; `key` is its filter, sort and page size. */
export class Cursors {
  private readonly lists = new Map<string, Map<number, string | undefined>>();

  /**
   * Reads a page, and those before it whose ends are not known; the first page where `asked` is no
   * number of a page, as an address may say. Throws TooFar.
   */
  async page<Row>(
    key: string,
    asked: number,
    read: (after: string | undefined) => Promise<CursorPage<Row>>,
  ): Promise<NumberedPage<Row>> {
    const known = this.known(key);
    const page = Number.isSafeInteger(asked) && asked > 1 ? asked : 1;
    let at = Math.max(...[...known.keys()].filter((each) => each <= page));
    if (page - at > MAX_WALK_PAGES) throw new TooFar();
    for (; ; at += 1) {
      const { data, next } = await read(known.get(at));
      if (next !== null) known.set(at + 1, next);
      const pageInfo = { hasNextPage: next !== null, hasPreviousPage: page > 1 };
      if (at === page) return { data, pageInfo };
      if (next === null) return { data: [], pageInfo };
    }
  }

  private known(key: string): Map<number, string | undefined> {
    const known = this.lists.get(key) ?? new Map<number, string | undefined>([[1, undefined]]);
    this.lists.delete(key);
    this.lists.set(key, known);
    const [oldest] = this.lists.keys();
    if (this.lists.size > MAX_LISTS && oldest !== undefined) this.lists.delete(oldest);
    return known;
  }
}
