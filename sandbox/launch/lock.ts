import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { startOf } from '../processes/processes.js';

const Holder = z.object({ pid: z.number(), started: z.string(), watchdog: z.number().optional() });
type Holder = z.infer<typeof Holder>;

/** A killed launcher's watchdog ends its servers in less than this. */
const AFTERMATH_LIMIT_MS = 8_000;
const SETTLE_MS = 200;
const POLL_MS = 50;

/** Another launcher works in this folder. */
export class FolderInUse extends Error {
  constructor(
    readonly folder: string,
    readonly pid: number,
  ) {
    super(
      `Scrip already runs in ${folder} (process ${pid}). Stop it first, ` +
        'or give this one a folder of its own with SCRIP_DATA_DIR and another PORT.',
    );
    this.name = 'FolderInUse';
  }
}

/** The right to work in a folder, held by one process at a time. */
export interface Lock {
  /** It was that of one that was killed. */
  readonly isLeft: boolean;
  /** Whether this process still holds the lock: the folder was not deleted or taken over. */
  isOurs(): Promise<boolean>;
  release(): Promise<void>;
}

/**
 * Takes the folder or throws FolderInUse. The lock of a process that was killed is worth nothing;
 * what its watchdog is still ending is waited for.
 */
export async function lockFolder(folder: string, watchdog?: number): Promise<Lock> {
  const file = join(folder, 'lock');
  const draft = `${file}.${process.pid}`;
  const us = { pid: process.pid, started: (await startOf(process.pid)) ?? '', watchdog };
  await writeFile(draft, JSON.stringify(us), { mode: 0o600 });
  let isLeft = false;
  try {
    // A link is made whole or not at all, and never over another one.
    const free = await link(draft, file).then(
      () => true,
      () => false,
    );
    isLeft = !free;
    if (isLeft) await takeOver(folder, file, draft);
  } finally {
    await rm(draft, { force: true });
  }
  const isOurs = async () => (await holderOf(file))?.pid === process.pid;
  return {
    isLeft,
    isOurs,
    release: async () => {
      if (await isOurs()) await rm(file, { force: true });
    },
  };
}

async function takeOver(folder: string, file: string, draft: string): Promise<void> {
  const left = await holderOf(file);
  await refuseIfAlive(folder, left);
  if (left?.watchdog !== undefined) await aftermath(left.watchdog);
  await refuseIfAlive(folder, await holderOf(file));
  await rename(draft, file);
  // Two may have found it abandoned at once: the last rename wins, the other sees it here.
  await sleep(SETTLE_MS);
  const holder = await holderOf(file);
  if (holder?.pid !== process.pid) throw new FolderInUse(folder, holder?.pid ?? 0);
}

async function refuseIfAlive(folder: string, holder: Holder | undefined): Promise<void> {
  if (!holder || holder.pid === process.pid) return;
  if ((await startOf(holder.pid)) === holder.started) throw new FolderInUse(folder, holder.pid);
}

async function aftermath(watchdog: number): Promise<void> {
  const started = await startOf(watchdog);
  if (started === undefined) return;
  const deadline = performance.now() + AFTERMATH_LIMIT_MS;
  while (performance.now() < deadline && (await startOf(watchdog)) === started)
    await sleep(POLL_MS);
}

async function holderOf(file: string): Promise<Holder | undefined> {
  const text = await readFile(file, 'utf8').catch(() => '');
  try {
    return Holder.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
