import { setTimeout as sleep } from 'node:timers/promises';
import { Latencies, type Quantiles } from './latencies.js';

export interface LoopResult extends Quantiles {
  /** Ended within the measured time, per second of it. */
  readonly per_s: number;
  /** Ended in all, warm-up included. */
  readonly done: number;
}

/**
 * So many callers in this process, each starting its next task when its last one has ended. A task
 * that fails ends the loop.
 */
export async function closedLoop(options: {
  readonly callers: number;
  readonly seconds: number;
  readonly warmupSeconds: number;
  readonly task: () => Promise<unknown>;
}): Promise<LoopResult> {
  const latencies = new Latencies();
  let measuring = false;
  let stopped = false;
  let measured = 0;
  let done = 0;
  const caller = async (): Promise<void> => {
    while (!stopped) {
      const startedAt = performance.now();
      await options.task();
      done += 1;
      if (!measuring || stopped) continue;
      measured += 1;
      latencies.add(performance.now() - startedAt);
    }
  };
  const callers = Promise.all(Array.from({ length: options.callers }, caller));
  // A failure is seen at once, not when the time is over.
  const orFailure = (time: number) => Promise.race([sleep(time), callers]);
  await orFailure(options.warmupSeconds * 1_000);
  measuring = true;
  const from = performance.now();
  await orFailure(options.seconds * 1_000);
  stopped = true;
  const seconds = (performance.now() - from) / 1_000;
  await callers;
  return { per_s: Math.round(measured / seconds), done, ...latencies.summary() };
}
