import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { FOLDERS, TOP_FOLDERS } from '../../../tools/docs/folders.js';
import { purposeOf } from '../../../tools/docs/map.js';
import { readSources, ROOT } from '../../support/sources.js';

describe('the map', () => {
  const folders = [...new Set(readSources().map(({ path }) => dirname(path)))];

  it('says of every folder of sources what it is for', () => {
    const inside = folders.filter((folder) => folder.includes('/') && !folder.startsWith('test/'));
    expect(inside.length).toBeGreaterThan(50);
    expect(inside.filter((folder) => purposeOf(ROOT, folder) === '')).toEqual([]);
    const top = new Set(folders.map((folder) => folder.replace(/\/.*/, '')));
    expect([...top].sort()).toEqual(TOP_FOLDERS.map(([name]) => name).sort());
  });

  it('names no folder that is not there', () => {
    const listed = [...FOLDERS.keys()];
    expect(listed.filter((folder) => !existsSync(join(ROOT, folder)))).toEqual([]);
  });
});
