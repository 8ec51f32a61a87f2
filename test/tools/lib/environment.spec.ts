import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { awaitTarget } from '../../../tools/lib/environment.js';

describe('where the tools look for the API', () => {
  let folder: string;
  const said: string[] = [];
  const waiting = {
    patienceMs: 30_000,
    say: (message: string) => void said.push(message),
    probe: () => Promise.resolve(false),
  };
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'scrip-target-'));
    said.length = 0;
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('waits for the start that is under way to note its address', async () => {
    const asked = awaitTarget({ SCRIP_DATA_DIR: folder }, waiting);
    await writeFile(join(folder, 'api-key'), 'a-key\n');
    await writeFile(join(folder, 'url'), 'http://127.0.0.1:3177\n');
    expect(await asked).toEqual({ url: 'http://127.0.0.1:3177', apiKey: 'a-key' });
  });

  it('waits for nothing where it is told', async () => {
    const given = { SCRIP_DATA_DIR: folder, SCRIP_URL: 'http://127.0.0.1:2' };
    expect(await awaitTarget(given, waiting)).toEqual({ url: 'http://127.0.0.1:2' });
    expect(said).toEqual([]);
  });

  it('takes the usual address when its patience ends', async () => {
    const asked = awaitTarget({ SCRIP_DATA_DIR: folder }, { ...waiting, patienceMs: 0 });
    expect(await asked).toEqual({ url: 'http://127.0.0.1:3000' });
  });
});
