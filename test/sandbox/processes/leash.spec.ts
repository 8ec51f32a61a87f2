import { describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const fileOf = (name: string) => fileURLToPath(new URL(`../../../${name}`, import.meta.url));
const LOADER = fileOf('test/support/ts.mjs');
const LEASH = fileOf('sandbox/processes/leash.ts');
/** Would run for longer than the test may take. */
const PROGRAM = 'setTimeout(() => undefined, 600_000)';

describe('a process on the leash', () => {
  it('ends when its launcher was gone before it had begun', async () => {
    const args = ['--import', LOADER, '--import', LEASH, '-e', PROGRAM];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    try {
      child.disconnect();
      const [, signal] = await once(child, 'exit', { signal: AbortSignal.timeout(20_000) });
      expect(signal).toBe('SIGTERM');
    } finally {
      child.kill('SIGKILL');
    }
  });
});
