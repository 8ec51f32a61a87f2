import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EXIT_MISCONFIGURED } from '../../../platform/start-failure.js';
import { exitCodeOf } from '../../../sandbox/launch/exit-code.js';
import { FolderUnusable, openFolder, secretIn } from '../../../sandbox/launch/folder.js';
import { explainFolder } from '../../../sandbox/launch/unusable.js';
import { FolderInUse, lockFolder } from '../../../sandbox/launch/lock.js';
import { startOf } from '../../../sandbox/processes/processes.js';
import { postgresIdentity } from '../../../sandbox/postgres/postgres-files.js';

let home: string;
let folder: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'scrip-folder-'));
  folder = join(home, 'deep', 'data');
});
afterEach(() => rm(home, { recursive: true, force: true }));

describe('the data folder', () => {
  it('is made private, however deep', async () => {
    const identity = await postgresIdentity();
    await openFolder(folder, identity);
    expect((await stat(folder)).mode & 0o777).toBe(identity.uid === undefined ? 0o700 : 0o710);
  });

  it('is refused when it holds what is not ours', async () => {
    await writeFile(join(home, 'thesis.txt'), '');
    const before = (await stat(home)).mode;
    await expect(openFolder(home, {})).rejects.toThrow(FolderUnusable);
    expect((await stat(home)).mode).toBe(before);
  });

  it('is refused with the setting to correct where no folder can be', async () => {
    const file = join(home, 'file');
    await writeFile(file, '');
    await symlink(join(home, 'nowhere'), join(home, 'dangling'));
    const cases = [
      [file, `the data folder ${file} is no folder: correct SCRIP_DATA_DIR`],
      [join(file, 'data'), /is below something that is no folder: correct SCRIP_DATA_DIR$/],
      [join(home, 'dangling'), /cannot be made there: correct SCRIP_DATA_DIR$/],
      // Node's own recursive mkdir never ends there.
      ['/proc/x/y', /cannot be made there: correct SCRIP_DATA_DIR$/],
    ] as const;
    for (const [path, words] of cases) {
      const error: unknown = await openFolder(path, {}).catch((reason: unknown) =>
        explainFolder(reason, path),
      );
      expect(error).toBeInstanceOf(FolderUnusable);
      expect(error).toMatchObject({
        message: typeof words === 'string' ? words : expect.stringMatching(words),
      });
      expect(exitCodeOf(error)).toBe(EXIT_MISCONFIGURED);
    }
  });

  it('keeps a secret that is made once, for its owner alone', async () => {
    await openFolder(folder, {});
    const made = await secretIn(folder, 'api-key', () => 'one');
    expect(made).toMatchObject({ value: 'one', isNew: true });
    expect((await stat(join(folder, 'api-key'))).mode & 0o777).toBe(0o600);
    const again = await secretIn(folder, 'api-key', () => 'two');
    expect(again).toMatchObject({ value: 'one', isNew: false });
  });
});

describe('the lock of the data folder', () => {
  let other: ChildProcess | undefined;
  beforeEach(async () => void (await openFolder(folder, {})));
  afterEach(() => void other?.kill('SIGKILL'));

  const heldBy = async (pid: number, started: string | undefined) =>
    writeFile(join(folder, 'lock'), JSON.stringify({ pid, started: started ?? 'gone' }));
  const sleeper = () => (other = spawn('sleep', ['60'])).pid ?? 0;

  it('is refused in words while its holder lives', async () => {
    const pid = sleeper();
    await heldBy(pid, await startOf(pid));
    await expect(lockFolder(folder)).rejects.toThrow(FolderInUse);
    await expect(lockFolder(folder)).rejects.toThrow(`Scrip already runs in ${folder}`);
  });

  it('is taken from the dead, also when their process number lives on in another', async () => {
    await heldBy(sleeper(), 'another boot/12345');
    const lock = await lockFolder(folder);
    expect(await lock.isOurs()).toBe(true);
    expect(JSON.parse(await readFile(join(folder, 'lock'), 'utf8'))).toMatchObject({
      pid: process.pid,
    });
  });

  it('is taken from a holder whose note is not readable', async () => {
    await writeFile(join(folder, 'lock'), '{');
    expect(await (await lockFolder(folder)).isOurs()).toBe(true);
  });

  it('is free again after its release, and knows when somebody removed it', async () => {
    const lock = await lockFolder(folder);
    await lock.release();
    expect(await lock.isOurs()).toBe(false);
    expect(await (await lockFolder(folder)).isOurs()).toBe(true);
  });

  it('goes to one of many that start at once', async () => {
    const script = `
      import { lockFolder } from './sandbox/launch/lock.ts';
      try { await lockFolder(process.argv[1]); console.log('mine'); setInterval(() => {}, 1000); }
      catch (error) { console.log(error.name); }`;
    await heldBy(999_999_999, 'gone');
    const starters = Array.from({ length: 5 }, () =>
      spawn(process.execPath, [
        ...['--import', './test/support/ts.mjs', '--input-type=module', '-e', script, folder],
      ]),
    );
    const said = await Promise.all(
      starters.map(
        (starter) =>
          new Promise<string>((resolve) => {
            starter.stdout.once('data', (data: Buffer) => resolve(data.toString().trim()));
            starter.stderr.on('data', (data: Buffer) => resolve(data.toString()));
          }),
      ),
    );
    starters.forEach((starter) => starter.kill('SIGKILL'));
    expect(said.sort()).toEqual([...Array<string>(4).fill('FolderInUse'), 'mine']);
  });
});
