import { describe, expect, it } from '@jest/globals';
import { setImmediate as turn } from 'node:timers/promises';
import { WakeUp } from '../../platform/wake-up.js';

/** Whether a promise has settled once everything that was due has run. */
async function hasEnded(promise: Promise<void>): Promise<boolean> {
  let ended = false;
  void promise.then(() => (ended = true));
  await turn();
  return ended;
}

describe('a wake-up', () => {
  it('ends the wait under way', async () => {
    const wakeUp = new WakeUp();
    const waiting = wakeUp.wait();
    expect(await hasEnded(waiting)).toBe(false);
    wakeUp.call();
    expect(await hasEnded(waiting)).toBe(true);
  });

  it('is kept for the next wait when nobody waits, and for that one alone', async () => {
    const wakeUp = new WakeUp();
    wakeUp.call();
    wakeUp.call();
    expect(await hasEnded(wakeUp.wait())).toBe(true);
    expect(await hasEnded(wakeUp.wait())).toBe(false);
  });

  it('ends with its signal, also with one that has aborted before', async () => {
    const ending = new AbortController();
    const wakeUp = new WakeUp();
    const waiting = wakeUp.wait(ending.signal);
    expect(await hasEnded(waiting)).toBe(false);
    ending.abort();
    expect(await hasEnded(waiting)).toBe(true);
    expect(await hasEnded(wakeUp.wait(ending.signal))).toBe(true);
  });
});
