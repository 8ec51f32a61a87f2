import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { inspect } from '../../../tools/import/file.js';
import { findRepeats } from '../../../tools/import/repeats.js';
import type { RowOptions } from '../../../tools/import/row.js';

const rows: RowOptions = {
  columns: { timestamp: [0], id: [1], input_tokens: [2], account: [3] },
  width: 4,
  model: 'sonnet',
  modelNames: new Map(),
  accounts: 1,
  cachedInInput: false,
  thousands: undefined,
};
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'scrip-repeats-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Finds the repeats of `id,tokens,account` rows; the first of them is line 2. */
async function repeatsOf(given: readonly string[], maxIdsAtOnce?: number, read = rows) {
  const file = path.join(folder, 'rows.csv');
  const lines = given.map((row) => `2026-11-27 10:00:00,${row}`);
  await writeFile(file, ['time,id,tokens,account', ...lines].join('\n'));
  const source = await inspect(file);
  const options = { delimiter: ',', count: given.length, ...(maxIdsAtOnce && { maxIdsAtOnce }) };
  const found = await findRepeats(source, read, options);
  return [...found].map(([index, { detail }]) => [index + 2, detail]).sort();
}

describe('an id that stands twice in a file', () => {
  it('refuses both rows where they differ, and the later where they are the same', async () => {
    expect(await repeatsOf(['a,1,x', 'b,1,x', 'a,1,x', 'b,2,x', 'b,1,x'])).toEqual([
      [3, 'the same id as line 5, and other content'],
      [4, 'the same id and content as line 2'],
      [5, 'the same id as line 3, and other content'],
      [6, 'the same id and content as line 3'],
    ]);
  });

  it('is none where the accounts are two, or a row cannot be sent at all', async () => {
    expect(await repeatsOf(['a,1,x', 'a,1,y', 'b,one,x', 'b,1,x', 'c,1'])).toEqual([]);
    const { id: _, ...columns } = rows.columns;
    expect(await repeatsOf(['a,1,x', 'a,1,x'], undefined, { ...rows, columns })).toEqual([]);
  });

  it('is found in shares as well, when the ids are more than memory may hold', async () => {
    const given = Array.from({ length: 300 }, (_, n) => `${n % 100},${n < 250 ? 1 : 2},x`);
    const found = await repeatsOf(given, 20);
    expect(found).toHaveLength(250);
    expect(found).toEqual(await repeatsOf(given));
  });

  it('is no id where there are a hundred thousand of them', async () => {
    const given = Array.from({ length: 100_002 }, () => 'a,1,x');
    await expect(repeatsOf(given)).rejects.toThrow('is that the right column (--columns id=…)?');
  });
});
