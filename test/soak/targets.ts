import { readdir, readFile } from 'node:fs/promises';
import { parentOf } from '../../sandbox/processes/processes.js';

/** Something that can be killed and frozen. */
export interface Target {
  readonly name: string;
  /** Its process; undefined while there is none. */
  pid(): Promise<number | undefined>;
}

/** A server that others run, known by the file that its process id is in. */
export const targetOf = (name: string, pidFile: string): Target => ({
  name,
  async pid() {
    const pid = Number((await readFile(pidFile, 'utf8').catch(() => '')).trim());
    return Number.isInteger(pid) && pid > 0 ? pid : undefined;
  },
});

/** A process and its children: PostgreSQL has one for each connection. Linux alone tells. */
export async function familyOf(pid: number): Promise<number[]> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const parents = await Promise.all(ids.map((id) => parentOf(id)));
  return [pid, ...ids.filter((_, index) => parents[index]?.parent === pid)];
}

/** Sends a signal; false when there is no such process any more. */
export function send(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}
