import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { v7 } from 'uuid';
import {
  CLOCK_MARGIN_MS,
  CommandIds,
  mintedAt,
} from '../../../platform/event-store/command-ids.js';

const NOW = Date.parse('2026-03-01T12:00:00Z');
const command = (n: number) => ({
  inputHash: `input-${n}`,
  revision: n,
  position: BigInt(n),
  recordedAt: NOW + n,
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

  it('keep every id that the table does not have yet', () => {
    const ids = filled(2_000);
    ids.trim(-1n);
    expect(ids.size).toBe(2_000);
    expect(ids.know('another', undefined)).toEqual({ kind: 'new' });
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

  it('take a UUIDv7 minted well after the oldest id held for new without asking', () => {
    const ids = new CommandIds();
    ids.startAfter({ revision: 7, position: 7n, recordedAt: NOW });
    expect(ids.know(keyMintedAt(NOW + CLOCK_MARGIN_MS + 1), undefined)).toEqual({ kind: 'new' });
    expect(ids.know(keyMintedAt(NOW + CLOCK_MARGIN_MS), undefined)).toEqual({ kind: 'look-up' });
  });

  it('read the minting time of a UUIDv7 and of nothing else', () => {
    expect(mintedAt(keyMintedAt(NOW))).toBe(NOW);
    expect(mintedAt('5f0c7a3e-94d1-4c11-8e0e-9d6f2f6f2b11')).toBeUndefined();
    expect(mintedAt('order-17')).toBeUndefined();
  });

  it('never take a used key for new, however they are trimmed and the table lags', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3_000 }),
        fc.array(fc.integer({ min: -1, max: 3_000 }), { maxLength: 5 }),
        fc.integer({ min: 0, max: 2_999 }),
        (count, checkpoints, pick) => {
          const ids = filled(count);
          for (const checkpoint of checkpoints) ids.trim(BigInt(Math.min(checkpoint, count - 1)));
          const used = Math.min(pick, count - 1);
          const table = BigInt(Math.max(-1, ...checkpoints.map((c) => Math.min(c, count - 1))));
          const found = BigInt(used) <= table ? command(used) : undefined;
          const knowledge = ids.know(`key-${used}`, { checkpoint: table, found });
          expect(knowledge.kind).toBe('known');
        },
      ),
      { numRuns: 200 },
    );
  });
});
