import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { purseOf, type Purse } from '../../support/domain/purse.js';
import { eventually } from '../../support/product/receiver.js';
import { openStoreHarness, type StoreHarness } from '../../support/stores/store.js';

const richPurse = purseOf(10n ** 15n);

let harness: StoreHarness;
beforeAll(async () => {
  harness = await openStoreHarness();
});
afterAll(() => harness.close());

describe('snapshots', () => {
  it('pack a large state, and say when one is too large to be kept', async () => {
    const failures: unknown[] = [];
    const onSnapshotFailure = (...failure: unknown[]) => failures.push(failure);
    const writer = harness.open({ onSnapshotFailure });
    const withNotes = (notes: string, folded: () => void = () => undefined) => ({
      ...richPurse,
      evolve: (...given: Parameters<typeof richPurse.evolve>) => {
        folded();
        return richPurse.evolve(...given);
      },
      snapshot: {
        version: 1,
        encode: (purse: Purse) => ({ ...(richPurse.snapshot?.encode(purse) as object), notes }),
        decode: (json: unknown) => {
          expect(json).toMatchObject({ notes });
          return richPurse.snapshot?.decode(json) ?? richPurse.initial();
        },
      },
    });
    const fill = async (id: string, decider: typeof richPurse) => {
      const one = (n: number) =>
        writer.execute(
          decider,
          id,
          { take: 1n },
          { commandId: `${id}-${n}`, inputHash: '', actor: 'key:test' },
        );
      for (let n = 0; n < 150; n += 50)
        await Promise.all(Array.from({ length: 50 }, (_, m) => one(n + m)));
    };

    const repeated = 'a lot like the one before. '.repeat(100_000);
    await fill('large', withNotes(repeated));
    let folded = Infinity;
    const counting = withNotes(repeated, () => (folded += 1));
    const isShort = await eventually('a load from the snapshot', async () => {
      folded = 0;
      const { state } = await harness.open().load(counting, 'large');
      expect(state.debits).toBe(150);
      return folded < 100 || undefined;
    });
    expect(isShort).toBe(true);
    expect(writer.stats().snapshotFailures).toBe(0);

    await fill('too-large', withNotes(randomBytes(1_000_000).toString('base64')));
    await eventually('a failure', async () => writer.stats().snapshotFailures || undefined);
    expect(String(failures[0])).toMatch(/too-large,Error: too large for an event: \d+ bytes/);
  });
});
