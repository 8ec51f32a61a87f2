import { readdir, readFile } from 'node:fs/promises';
import { rounded } from './report.js';

/** Clock ticks a second in /proc, on every Linux there is. */
const TICKS_PER_SECOND = 100;

/** Processes whose time counts together, by name. A postmaster stands for its backends too. */
export type Processes = Readonly<Record<string, number>>;

/**
 * Cores that each of these uses from now until the function it gives is called. Linux alone tells;
 * elsewhere the answer is empty.
 */
export async function watchCpu(processes: Processes) {
  const startedAt = performance.now();
  const before = await ticksOf(processes);
  return async (): Promise<Record<string, number>> => {
    const after = await ticksOf(processes);
    const seconds = (performance.now() - startedAt) / 1_000;
    return Object.fromEntries(
      [...after].map(([name, ticks]) => {
        const used = (ticks - (before.get(name) ?? 0)) / TICKS_PER_SECOND / seconds;
        return [name, rounded(Math.max(0, used))];
      }),
    );
  };
}

async function ticksOf(processes: Processes): Promise<Map<string, number>> {
  const names = new Map(Object.entries(processes).map(([name, pid]) => [pid, name]));
  const ticks = new Map<string, number>();
  const ids = await readdir('/proc').catch(() => []);
  for (const id of ids.filter((name) => /^\d+$/.test(name))) {
    const stat = await readFile(`/proc/${id}/stat`, 'utf8').catch(() => '');
    // Behind the command's name, which may hold anything: state, parent, …, utime, stime, and the
    // same of children that have ended.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const name = names.get(Number(id)) ?? names.get(Number(fields[1]));
    if (name === undefined) continue;
    const used = [11, 12, 13, 14].reduce((sum, at) => sum + Number(fields[at] ?? 0), 0);
    ticks.set(name, (ticks.get(name) ?? 0) + used);
  }
  return ticks;
}
