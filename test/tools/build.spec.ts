import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sourcesIn } from '../../tools/build.mjs';

describe('what dist is built from', () => {
  let root: string;
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'scrip-sources-'));
    for (const folder of ['src/deep', 'dist', 'node_modules/other']) {
      await mkdir(join(root, 'client', folder), { recursive: true });
      await writeFile(join(root, 'client', folder, 'index.d.ts'), '');
    }
    await writeFile(join(root, 'client/README.md'), '');
  });
  afterAll(() => rm(root, { recursive: true }));

  it('is its sources, and not what was built or installed beside them', () => {
    expect(sourcesIn('client', root)).toEqual(['client/src/deep/index.d.ts']);
  });
});
