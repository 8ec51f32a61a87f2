import { describe, expect, it } from '@jest/globals';
import { asksForIds, decide } from '../../../../sandbox/eventstore/storage/decide.js';
import type { Place } from '../../../../sandbox/eventstore/storage/decide.js';
import { ANY, NO_STREAM, STREAM_EXISTS } from '../../../../sandbox/eventstore/wire/event.js';
import type { ProposedEvent } from '../../../../sandbox/eventstore/wire/event.js';

const EMPTY = Buffer.alloc(0);
const proposed = (id: string): ProposedEvent => ({
  id,
  type: 'T',
  json: true,
  data: EMPTY,
  metadata: EMPTY,
});
/** The stream has a, b, c at revisions 0 to 2, and a once more at 3. */
const places: Record<string, Place[]> = {
  a: [
    { revision: 0, position: 10 },
    { revision: 3, position: 40 },
  ],
  b: [{ revision: 1, position: 20 }],
  c: [{ revision: 2, position: 30 }],
};
const live = { revision: 3, hasMetadata: false };
const decided = (expected: number, ids: string[], stream = live) =>
  decide(expected, ids.map(proposed), stream, (id) => places[id] ?? []);

describe('deciding an append', () => {
  it('finds a repetition where it was, even when its id came again later', () => {
    expect(decided(NO_STREAM, ['a', 'b'])).toEqual({ kind: 'present', revision: 1, position: 20 });
    expect(decided(2, ['a'])).toEqual({ kind: 'present', revision: 3, position: 40 });
    expect(decided(1, ['a'])).toEqual({ kind: 'wrong-version' });
  });

  it('without an expectation takes known ids for a repetition', () => {
    expect(decided(ANY, ['b', 'c'])).toEqual({ kind: 'present', revision: 2, position: 30 });
    expect(decided(STREAM_EXISTS, ['c'])).toEqual({ kind: 'present', revision: 2, position: 30 });
    expect(decided(ANY, ['c', 'new'])).toEqual({ kind: 'wrong-version' });
    expect(decided(ANY, ['new', 'c'])).toEqual({ kind: 'append' });
  });

  it('does not look at ids when the expectation is met', () => {
    expect(decided(3, ['a'])).toEqual({ kind: 'append' });
    expect(asksForIds(3, 3)).toBe(false);
    expect(asksForIds(4, 3)).toBe(false);
    expect(asksForIds(ANY, -1)).toBe(false);
    expect([ANY, STREAM_EXISTS, NO_STREAM, 2].every((each) => asksForIds(each, 3))).toBe(true);
  });

  it('answers an append without events by the expectation alone', () => {
    const nothing = { kind: 'present', revision: 3, position: 0 };
    expect(decided(ANY, [])).toEqual(nothing);
    expect(decided(3, [])).toEqual(nothing);
    expect(decided(2, [])).toEqual({ kind: 'wrong-version' });
    expect(decided(4, [])).toEqual({ kind: 'wrong-version' });
  });

  it('lets metadata stand for a stream', () => {
    const absent = { revision: -1, hasMetadata: false };
    expect(decided(STREAM_EXISTS, ['x'], absent)).toEqual({ kind: 'wrong-version' });
    expect(decided(STREAM_EXISTS, ['x'], { ...absent, hasMetadata: true })).toEqual({
      kind: 'append',
    });
  });
});
