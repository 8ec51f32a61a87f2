import type { Scrip } from './client.js';
import { Hold } from './hold.js';
import type { HoldOptions, Outcome, Receipt } from './hold-options.js';
import type { Usage } from './usage.js';

/** The hold, as passed to the work. */
export type OpenHold = Pick<Hold, 'holdId' | 'signal' | 'usage' | 'used'>;

/**
 * Does work on credits that are held for it, and charges what it has used: places the hold, extends
 * it while `hold.used(all so far)` comes near to what is held, renews it, and settles it.
 *
 * Throws InsufficientCredits before any work when the estimate is not there; whatever the work
 * throws, once what it had used is charged as `failed` (`aborted` when it was told to stop); and
 * NotSettled when the charge could not be written. Work that reports nothing is charged nothing. A
 * process that dies leaves a hold that expires by itself.
 */
export async function withHold<Value>(
  scrip: Scrip,
  accountId: string,
  options: HoldOptions,
  work: (hold: OpenHold) => Promise<Value>,
): Promise<{ readonly value: Value; readonly receipt: Receipt | null }> {
  const hold = await Hold.place(scrip, accountId, options);
  let value: Value;
  try {
    value = await work(hold);
  } catch (error) {
    await hold.end(hold.outcomeOf(error), { error });
    throw error;
  }
  const receipt = await hold.end(hold.signal.aborted ? 'aborted' : 'ok', { value });
  return { value, receipt };
}

/**
 * Does the same for a stream. It passes the chunks on, and `usageOf` returns the total usage after
 * each of them (undefined: unchanged). `open` is called once the hold is placed; the signal tells
 * it to stop. If the reader stops early, the usage until then is charged. If credits run out, the
 * stream ends with InsufficientCredits. `options.onReceipt` receives the charge.
 */
export async function* meterStream<Chunk>(
  scrip: Scrip,
  accountId: string,
  options: HoldOptions,
  open: (signal: AbortSignal) => AsyncIterable<Chunk> | Promise<AsyncIterable<Chunk>>,
  usageOf: (chunk: Chunk, soFar: Usage) => Usage | undefined,
): AsyncGenerator<Chunk, Receipt | null, undefined> {
  const hold = await Hold.place(scrip, accountId, options);
  const work: { error?: unknown } = {};
  // Unless we hear otherwise, the reader went away.
  let outcome: Outcome = 'aborted';
  let receipt: Receipt | null = null;
  try {
    for await (const chunk of await open(hold.signal)) {
      const usage = usageOf(chunk, hold.usage);
      if (usage) hold.report(usage);
      yield chunk;
      await hold.secure();
    }
    outcome = hold.signal.aborted ? 'aborted' : 'ok';
  } catch (error) {
    outcome = hold.outcomeOf(error);
    work.error = error;
    throw error;
  } finally {
    receipt = await hold.end(outcome, work);
  }
  return receipt;
}
