import { describe, expect, it } from '@jest/globals';
import { Cursors, MAX_WALK_PAGES, TooFar } from '../../../admin/lib/cursors.js';

/** A list of so many pages of one row each, and where it was read from. */
function listOf(pages: number) {
  const reads: (string | undefined)[] = [];
  const read = async (after: string | undefined) => {
    reads.push(after);
    const page = Number(after ?? 1);
    return { data: [page], next: page < pages ? String(page + 1) : null };
  };
  return { reads, read };
}

describe('numbered pages over cursors', () => {
  it('say what is before and behind', async () => {
    const cursors = new Cursors();
    const { read } = listOf(3);
    const ends = async (page: number) => (await cursors.page('a', page, read)).pageInfo;
    expect(await ends(1)).toEqual({ hasNextPage: true, hasPreviousPage: false });
    expect(await ends(2)).toEqual({ hasNextPage: true, hasPreviousPage: true });
    expect(await ends(3)).toEqual({ hasNextPage: false, hasPreviousPage: true });
  });

  it('read one page where its beginning is known', async () => {
    const cursors = new Cursors();
    const { read, reads } = listOf(3);
    await cursors.page('a', 1, read);
    await cursors.page('a', 2, read);
    expect((await cursors.page('a', 2, read)).data).toEqual([2]);
    expect(reads).toEqual([undefined, '2', '2']);
  });

  it('walk to a page of an address that was never opened, and remember the way', async () => {
    const cursors = new Cursors();
    const { read, reads } = listOf(9);
    expect((await cursors.page('a', 4, read)).data).toEqual([4]);
    expect(reads).toEqual([undefined, '2', '3', '4']);
    await cursors.page('a', 5, read);
    expect(reads).toHaveLength(5);
  });

  it('begin anew for another filter', async () => {
    const cursors = new Cursors();
    const { read, reads } = listOf(3);
    await cursors.page('a', 2, read);
    await cursors.page('b', 2, read);
    expect(reads).toEqual([undefined, '2', undefined, '2']);
  });

  it('are empty beyond the end', async () => {
    const { data, pageInfo } = await new Cursors().page('a', 5, listOf(2).read);
    expect({ data, pageInfo }).toEqual({
      data: [],
      pageInfo: { hasNextPage: false, hasPreviousPage: true },
    });
  });

  it.each([0, -1, 1.5, Number.NaN, Infinity])(
    'are the first where an address asks for page %s',
    async (page) => {
      const { data, pageInfo } = await new Cursors().page('a', page, listOf(2).read);
      expect({ data, pageInfo }).toEqual({
        data: [1],
        pageInfo: { hasNextPage: true, hasPreviousPage: false },
      });
    },
  );

  it('do not count down to the first from a page that is nowhere', async () => {
    const walk = new Cursors().page('a', Number.MAX_SAFE_INTEGER, listOf(2).read);
    await expect(walk).rejects.toBeInstanceOf(TooFar);
  });

  it('do not walk further than ten pages', async () => {
    const { read, reads } = listOf(99);
    const walk = new Cursors().page('a', MAX_WALK_PAGES + 2, read);
    await expect(walk).rejects.toBeInstanceOf(TooFar);
    expect(reads).toEqual([]);
  });
});
