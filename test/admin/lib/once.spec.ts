import { describe, expect, it } from '@jest/globals';
import { Latch } from '../../../admin/lib/latch.js';
import { SameKey } from '../../../admin/lib/same-key.js';

describe('a latch', () => {
  it('lets the first click through, and another once that has ended', () => {
    const latch = new Latch();
    expect([latch.pass(), latch.pass()]).toEqual([true, false]);
    latch.open();
    expect(latch.pass()).toBe(true);
  });
});

describe('the key of what a form sends', () => {
  it('stays for the same input until it is done, and is another for another', () => {
    const keys = new SameKey();
    const first = keys.keyOf({ text: 'a' });
    expect(keys.keyOf({ text: 'a' })).toBe(first);
    expect(keys.keyOf({ text: 'b' })).not.toBe(first);
    const last = keys.keyOf({ text: 'b' });
    keys.done();
    expect(keys.keyOf({ text: 'b' })).not.toBe(last);
  });
});
