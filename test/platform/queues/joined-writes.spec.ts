import { describe, expect, it } from '@jest/globals';
import { JoinedWrites } from '../../../platform/queues/joined-writes.js';

/** Writes that end when they are told to, and what each has. */
function held() {
  const writes: { readonly items: readonly number[]; end: (error?: Error) => void }[] = [];
  const joined = new JoinedWrites<number>((items) => {
    const { promise, resolve, reject } = withResolvers();
    writes.push({ items, end: (error) => (error ? reject(error) : resolve()) });
    return promise;
  });
  /** Ends the write under way, and lets the next begin. */
  const end = async (error?: Error) => {
    writes.at(-1)?.end(error);
    await new Promise(setImmediate);
  };
  return { joined, end, itemsOf: () => writes.map(({ items }) => items) };
}

function withResolvers() {
  let resolve = () => {};
  let reject: (error: Error) => void = () => {};
  const promise = new Promise<void>((done, failed) => {
    resolve = done;
    reject = failed;
  });
  return { promise, resolve, reject };
}

describe('writes that are joined', () => {
  it('go out at once, and those that arrive meanwhile together, in order', async () => {
    const { joined, end, itemsOf } = held();
    const first = joined.add([1]);
    const later = [joined.add([2, 3]), joined.add([4])];
    expect(itemsOf()).toEqual([[1]]);
    await end();
    await first;
    expect(itemsOf()).toEqual([[1], [2, 3, 4]]);
    await end();
    await Promise.all(later);
    const last = joined.add([5]);
    expect(itemsOf()).toEqual([[1], [2, 3, 4], [5]]);
    await end();
    await last;
  });

  it('fail for those whose write has failed, and for no other', async () => {
    const { joined, end } = held();
    const how = (call: Promise<void>) =>
      call.then(
        () => 'written',
        ({ message }) => message,
      );
    const told = [joined.add([1]), joined.add([2]), joined.add([3])].map(how);
    await end();
    const after = how(joined.add([4]));
    await end(new Error('full'));
    await end();
    expect(await Promise.all([...told, after])).toEqual(['written', 'full', 'full', 'written']);
  });

  it('have 500 items at most, and more only where one call brings them', async () => {
    const { joined, end, itemsOf } = held();
    const some = (count: number) => Array.from({ length: count }, (_, n) => n);
    const calls = [1, 300, 200, 1, 600, 2].map((count) => joined.add(some(count)));
    for (let n = 0; n < calls.length; n += 1) await end();
    await Promise.all(calls);
    expect(itemsOf().map(({ length }) => length)).toEqual([1, 500, 1, 600, 2]);
  });

  it('are refused where too many wait', async () => {
    const { joined, end } = held();
    const calls = Array.from({ length: 5_001 }, (_, n) => joined.add([n]));
    await expect(joined.add([0])).rejects.toThrow('too many writes wait');
    for (let n = 0; n < 12; n += 1) await end();
    await Promise.all(calls);
  });
});
