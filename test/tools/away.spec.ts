import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startProgram } from '../support/product/tool.js';

/** Nothing listens there; `fetch` would refuse port 1 by itself. */
const NOBODY = 'http://127.0.0.1:2';
let folder: string;
let file: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'scrip-away-'));
  file = path.join(folder, 'usage.csv');
  await writeFile(file, 'time,prompt_tokens\n2023-11-16T10:00:00Z,100\n');
});
afterAll(() => rm(folder, { recursive: true }));

describe.each(['import', 'verify', 'rebuild', 'seed'])('%s', (name) => {
  it('waits for a server that is away as long as it is told, and then says so', async () => {
    const args = name === 'import' ? [file, '--model', 'sonnet'] : [];
    const ran = await startProgram(NOBODY, `tools/${name}.ts`, ...args, '--wait', '0').ended;
    expect(ran).toEqual({ code: 1, stdout: '', stderr: expect.any(String) });
    expect(ran.stderr).toMatch(
      /^http:\/\/127\.0\.0\.1:2 is away \(ECONNREFUSED\): gave up after 0 s \(.*SCRIP_URL.*--wait/,
    );
    expect(ran.stderr.trim().split('\n')).toHaveLength(1);
  });

  it('says in its help how long it waits, and where it looks for the API', async () => {
    const { code, stdout } = await startProgram(NOBODY, `tools/${name}.ts`, '--help').ended;
    expect(code).toBe(0);
    const seconds = name === 'import' ? 300 : 60;
    expect(stdout).toMatch(new RegExp(`--wait SECONDS .*away.*\\(default ${seconds}\\)`));
    expect(stdout).toMatch(/SCRIP_URL(?:.|\n)+SCRIP_API_KEY(?:.|\n)+default \.scrip/);
  });
});
