import { setTimeout as sleep } from 'node:timers/promises';
import { Random } from '../../tools/seed/random.js';
import type { SoakLog } from './log.js';
import { familyOf, send, type Target } from './targets.js';

/** What is done to a process. */
export interface Fault {
  readonly target: string;
  /** `kill`: -9; `freeze`: stopped for so long, then let go on. */
  readonly kind: 'kill' | 'freeze';
  readonly frozenMs: number;
  /** Until the next one begins; a process may still be frozen then. */
  readonly pauseMs: number;
}

const FROZEN_MS = [300, 8_000] as const;
const PAUSE_MS = [500, 3_500] as const;
const MAX_SILENT_MS = 10_000;
const POLL_MS = 100;

/** What faults go by. */
export interface FaultOptions {
  readonly log: SoakLog;
  readonly stop: AbortSignal;
  /** For how long no caller has had an answer. */
  readonly silentMs: () => number;
}

/** Rounds without end: each kills and freezes everybody once, in an order of its own. */
export function* faultsOf(seed: number, names: readonly string[]): Generator<Fault, never> {
  const random = new Random(seed, 'faults');
  for (;;) {
    const left = names.flatMap((target) => [
      { target, kind: 'kill' as const },
      { target, kind: 'freeze' as const },
    ]);
    while (left.length > 0) {
      const [next] = left.splice(random.between(0, left.length - 1), 1);
      const times = {
        frozenMs: random.between(...FROZEN_MS),
        pauseMs: random.between(...PAUSE_MS),
      };
      if (next) yield { ...next, ...times };
    }
  }
}

/**
 * Kills and freezes until told to stop; resolves when nobody is frozen. Gives how often it did.
 * While callers have had no answer for 10 s it lets the product recover.
 */
export async function disturb(
  targets: readonly Target[],
  seed: number,
  { log, stop, silentMs }: FaultOptions,
): Promise<number> {
  if (targets.length === 0) return 0;
  const byName = new Map(targets.map((target) => [target.name, target]));
  const frozen = new Map<string, Promise<void>>();
  let done = 0;
  for (const fault of faultsOf(seed, [...byName.keys()])) {
    await wait(fault.pauseMs, stop);
    await frozen.get(fault.target);
    if (silentMs() > MAX_SILENT_MS) log.say('nobody is answered: waiting');
    while (silentMs() > MAX_SILENT_MS && !stop.aborted) await wait(POLL_MS, stop);
    if (stop.aborted) break;
    const pid = await byName.get(fault.target)?.pid();
    if (pid === undefined) {
      log.say(`${fault.target} is away already`);
    } else if (fault.kind === 'kill') {
      log.say(`kill ${fault.target} (${pid})`);
      if (send(pid, 'SIGKILL')) done += 1;
    } else {
      frozen.set(fault.target, freeze(fault, pid, log, stop));
      done += 1;
    }
  }
  await Promise.all(frozen.values());
  return done;
}

async function freeze({ target, frozenMs }: Fault, pid: number, log: SoakLog, stop: AbortSignal) {
  const pids = await familyOf(pid);
  log.say(`freeze ${target} (${pid}) for ${frozenMs} ms`);
  for (const each of pids) send(each, 'SIGSTOP');
  await wait(frozenMs, stop);
  for (const each of pids) send(each, 'SIGCONT');
  log.say(`${target} goes on`);
}

const wait = (ms: number, signal: AbortSignal): Promise<void> =>
  sleep(ms, undefined, { signal }).catch(() => undefined);
