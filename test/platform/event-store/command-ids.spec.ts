import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { v7 } from 'uuid';
import {
  CLOCK_MARGIN_MS,
  CommandIds,
  mintedAt,
} from '../../../platform/event-store/command-ids.js';
import { runs } from '../../support/domain/arbitraries.js';

const NOW = Date.parse('2026-03-01T12:00:00Z');
const STEP_MS = 100;
const command = (n: number) => ({
  inputHash: `input-${n}`,
  revision: n,
  position: BigInt(n),
  recordedAt: NOW + n * STEP_MS,
});
const keyMintedAt = (msecs: number) => v7({ msecs });

function filled(count: number): CommandIds {
  const ids = new CommandIds();
  for (let n = 0; n < count; n++) ids.add(`key-${n}`, command(n));
  return ids;
}

describe('the ids of a stream’s commands', () => {
  it('know every key while they reach back to the first event', () => {
    const ids = filled(10);
    expect(ids.know('key-3', undefined)).toEqual({
      kind: 'known',
      command: expect.objectContaining({ revision: 3 }),
    });
    expect(ids.know('another', undefined)).toEqual({ kind: 'new' });
  });

  it('ask the table about a key once older ids have been let go of', () => {
    const ids = filled(2_000);
    ids.trim(1_900n);
    expect(ids.know('key-1', undefined)).toEqual({ kind: 'look-up' });
    expect(ids.know('key-1999', undefined).kind).toBe('known');
  });

  it('keep every id that the table does not have yet, and say that they would rather not', () => {
    const ids = filled(2_000);
    expect(ids.trim(-1n)).toBe(true);
    expect(ids.size).toBe(2_000);
    expect(ids.know('another', undefined)).toEqual({ kind: 'new' });
    expect(ids.trim(1_999n)).toBe(false);
    expect(ids.size).toBeLessThan(2_000);
  });

  it('are kept for half a minute', () => {
    const ids = filled(2_000);
    ids.trim(1_999n);
    expect(ids.size).toBe(30_000 / STEP_MS);
  });

  it('are kept for longer while they are few, and for less while they are many', () => {
    const few = new CommandIds();
    for (let n = 0; n < 200; n++) few.add(`key-${n}`, { ...command(n), recordedAt: n * 3_600_000 });
    few.trim(199n);
    expect(few.size).toBe(64);
    const many = new CommandIds();
    for (let n = 0; n < 20_000; n++) many.add(`key-${n}`, { ...command(n), recordedAt: NOW });
    many.trim(19_999n);
    expect(many.size).toBe(8_192);
  });

  it('believe the table only as far as it is complete', () => {
    const ids = filled(2_000);
    ids.trim(1_500n);
    const floor = 2_000n - BigInt(ids.size) - 1n;
    expect(ids.know('x', { checkpoint: floor - 1n, found: undefined })).toEqual({ kind: 'behind' });
    expect(ids.know('x', { checkpoint: floor, found: undefined })).toEqual({ kind: 'new' });
    const found = { inputHash: 'input-1', revision: 1 };
    expect(ids.know('key-1', { checkpoint: floor - 1n, found })).toEqual({
      kind: 'known',
      command: found,
    });
  });

  it('take a UUIDv7 for new that was minted after all those used before a snapshot', () => {
    const before = new CommandIds();
    before.add(keyMintedAt(NOW - 5), command(1));
    before.add('order-2', command(2));
    const ids = new CommandIds();
    ids.startAfter({ revision: 2, position: 2n, recordedAt: NOW }, before.latestMint);
    expect(ids.know(keyMintedAt(NOW - 4), undefined)).toEqual({ kind: 'new' });
    expect(ids.know(keyMintedAt(NOW - 5), undefined)).toEqual({ kind: 'look-up' });
    expect(ids.know('order-2', undefined)).toEqual({ kind: 'look-up' });
  });

  it('take a UUIDv7 minted well after a snapshot for new, whatever was used before it', () => {
    const ids = new CommandIds();
    ids.startAfter({ revision: 7, position: 7n, recordedAt: NOW }, Infinity);
    expect(ids.know(keyMintedAt(NOW + CLOCK_MARGIN_MS + 1), undefined)).toEqual({ kind: 'new' });
    expect(ids.know(keyMintedAt(NOW + CLOCK_MARGIN_MS), undefined)).toEqual({ kind: 'look-up' });
  });

  it('take a UUIDv7 for new that was minted after all those let go of, however busy the account', () => {
    const ids = new CommandIds();
    for (let n = 0; n < 20_000; n++)
      ids.add(keyMintedAt(NOW + n), { ...command(n), recordedAt: NOW + n });
    ids.trim(19_999n);
    expect(ids.know(keyMintedAt(NOW + 20_000 - ids.size), undefined)).toEqual({ kind: 'new' });
    expect(ids.know(keyMintedAt(NOW + 20_000 - ids.size - 1), undefined)).toEqual({
      kind: 'look-up',
    });
  });

  it('read the minting time of a UUIDv7 and of nothing else', () => {
    expect(mintedAt(keyMintedAt(NOW))).toBe(NOW);
    expect(mintedAt('5f0c7a3e-94d1-4c11-8e0e-9d6f2f6f2b11')).toBeUndefined();
    expect(mintedAt('order-17')).toBeUndefined();
  });

  it('never take a used key for new, however they are trimmed and the table lags', () => {
    const ofCommand = fc.record({
      afterMs: fc.integer({ min: 0, max: 60_000 }),
      // How far the clock of whoever made the key is ahead; undefined: the key says nothing.
      aheadMs: fc.option(fc.integer({ min: -CLOCK_MARGIN_MS, max: CLOCK_MARGIN_MS }), {
        nil: undefined,
      }),
      trims: fc.boolean(),
    });
    fc.assert(
      fc.property(
        fc.array(ofCommand, { minLength: 1, maxLength: 200, size: 'max' }),
        fc.nat({ max: 200 }),
        fc.nat({ max: 150 }),
        (story, from, lag) => {
          const ids = new CommandIds();
          const used: [string, ReturnType<typeof command>][] = [];
          let table = -1;
          let recordedAt = NOW;
          story.forEach(({ afterMs, aheadMs, trims }, n) => {
            recordedAt += afterMs;
            const key = aheadMs === undefined ? `key-${n}` : keyMintedAt(recordedAt + aheadMs);
            const known = { ...command(n), recordedAt };
            used.push([key, known]);
            // Loaded from a snapshot of `from`, or from the beginning when there is none.
            if (n === from) {
              ids.add(key, known);
              ids.startAfter(known, ids.latestMint);
              table = Math.max(table, n);
            } else ids.add(key, known);
            table = Math.max(table, n - lag);
            if (trims) ids.trim(BigInt(table));
          });
          const taken = used.filter(([key, known], n) => {
            if (ids.know(key, undefined).kind === 'new') return true;
            const found = n <= table ? known : undefined;
            const knowledge = ids.know(key, { checkpoint: BigInt(table), found });
            return knowledge.kind !== 'known' || knowledge.command.revision !== n;
          });
          expect(taken).toEqual([]);
        },
      ),
      runs(100),
    );
  });
});
