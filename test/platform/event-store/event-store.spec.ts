import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { EventStore } from '../../../platform/event-store/event-store.js';
import { purseOf } from '../../support/domain/purse.js';
import { openStoreHarness, type StoreHarness } from '../../support/stores/store.js';

const purse = purseOf(10n);
const richPurse = purseOf(10n ** 15n);
const by = (commandId: string, inputHash = 'input') => ({
  commandId,
  inputHash,
  actor: 'key:test',
});

let harness: StoreHarness;
let store: EventStore;

beforeAll(async () => {
  harness = await openStoreHarness();
  store = harness.open();
});
afterAll(() => harness.close());

const outcomes = async (work: Promise<unknown>[]) => {
  const settled = await Promise.allSettled(work);
  return {
    done: settled.filter(({ status }) => status === 'fulfilled').length,
    refused: settled.filter(
      (one) => one.status === 'rejected' && one.reason.code === 'insufficient_credits',
    ).length,
  };
};
const eventsOf = (id: string) => store.readStream(`account-${id}`, 0, 100_000);

/** Writes down in `operations` what the projection would: everything up to now. */
async function indexOperations(id: string): Promise<void> {
  const events = await eventsOf(id);
  for (const { stream, revision, position, meta } of events) {
    await harness.pool.query(
      'INSERT INTO app.operations VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING',
      [stream, meta.command_id, meta.input_hash, revision, position],
    );
  }
  await harness.pool.query(
    `INSERT INTO app.checkpoints VALUES ('operations', $1)
     ON CONFLICT (projection) DO UPDATE SET position = excluded.position`,
    [events.at(-1)?.position],
  );
}

describe('executing commands', () => {
  it('answers with what was written, its position and the balance after it', async () => {
    const answer = await store.execute(purse, 'a', { take: 3n }, by('k1'));
    expect(answer).toMatchObject({ hit: false, control: { available: 7n } });
    expect(answer.events).toHaveLength(1);
    const [stored] = await eventsOf('a');
    expect(stored?.position).toBe(answer.position);
    expect(stored?.meta).toMatchObject({ actor: 'key:test', command_id: 'k1', append_end: 0 });
  });

  it('lets exactly 10 of 50 parallel debits of 1 take from a balance of 10', async () => {
    const work = Array.from({ length: 50 }, () =>
      store.execute(purse, 'race', { take: 1n }, by(randomUUID())),
    );
    expect(await outcomes(work)).toEqual({ done: 10, refused: 40 });
    expect(await eventsOf('race')).toHaveLength(10);
  });

  it('lets exactly 10 through with two processes on the same stores', async () => {
    const other = harness.open();
    const work = Array.from({ length: 50 }, (_, n) =>
      (n % 2 ? store : other).execute(purse, 'race-2', { take: 1n }, by(randomUUID())),
    );
    expect(await outcomes(work)).toEqual({ done: 10, refused: 40 });
    expect(await eventsOf('race-2')).toHaveLength(10);
  });

  it('refuses nobody for losing races to a process that never stops writing', async () => {
    const other = harness.open();
    const take = (one: EventStore) =>
      one.execute(richPurse, 'shared', { take: 1n }, by(randomUUID()));
    let done = false;
    const busy = Array.from({ length: 64 }, async () => {
      while (!done) await take(store);
    });
    await take(store);
    const patient = (async () => {
      for (let i = 0; i < 20; i += 1) await take(other);
    })().finally(() => (done = true));
    await Promise.all([patient, ...busy]);
  });

  it('writes what waits in one append', async () => {
    const work = Array.from({ length: 64 }, () =>
      store.execute(richPurse, 'hot', { take: 1n }, by(randomUUID())),
    );
    await Promise.all(work);
    const appends = new Set((await eventsOf('hot')).map(({ meta }) => meta.append_end));
    expect(appends.size).toBeLessThan(10);
  });

  it('never refuses on a state that another process has changed', async () => {
    const other = harness.open();
    await store.execute(purse, 'stale', { take: 10n }, by('empties it'));
    const generous = { ...purse, initial: () => ({ available: 20n, debits: 0 }) };
    await expect(other.execute(generous, 'stale', { take: 1n }, by('x'))).rejects.toThrow();
  });

  it('does not go all the way to where another process has got, but by way of its snapshot', async () => {
    const other = harness.open();
    const take = (one: EventStore, key: string = randomUUID(), decider = richPurse) =>
      one.execute(decider, 'ahead', { take: 1n }, by(key));
    let folded = 0;
    const counting: typeof richPurse = {
      ...richPurse,
      evolve: (state, event) => {
        folded += 1;
        return richPurse.evolve(state, event);
      },
    };
    await take(other, randomUUID(), counting);
    for (let round = 0; round < 12; round += 1) {
      await Promise.all(Array.from({ length: 200 }, (_, n) => take(store, `${round}-${n}`)));
    }
    folded = 0;
    const answer = await take(other, randomUUID(), counting);
    expect(answer.control?.available).toBe(10n ** 15n - 2_402n);
    expect(folded).toBeLessThan(1_200);
    expect((await take(other, '3-7', counting)).hit).toBe(true);
    expect(await eventsOf('ahead')).toHaveLength(2_402);
  });

  it('counts what it keeps of a stream as that grows', async () => {
    const watched = harness.open();
    for (let n = 0; n < 3; n += 1) {
      const work = Array.from({ length: 100 }, () =>
        watched.execute(richPurse, 'growing', { take: 1n }, by(randomUUID())),
      );
      await Promise.all(work);
    }
    const { cachedStreams, cachedBytes } = watched.stats();
    expect(cachedStreams).toBe(1);
    expect(cachedBytes).toBeGreaterThan(300 * 200);
  });

  it('does nothing where there is nothing to do', async () => {
    const answer = await store.execute(purse, 'a', { take: 0n }, by('nothing'));
    expect(answer).toEqual({ events: [], hit: false, position: null, control: null });
  });
});

describe('a command sent again', () => {
  it('happens once, and each time gets the first answer', async () => {
    const send = () => store.execute(purse, 'again', { take: 4n }, by('same'));
    const answers = await Promise.all(Array.from({ length: 100 }, send));
    expect(await eventsOf('again')).toHaveLength(1);
    expect(answers.filter(({ hit }) => hit)).toHaveLength(99);
    const [event] = await eventsOf('again');
    for (const { position, control, events } of answers) {
      expect(position).toBe(event?.position);
      expect(control?.available).toBe(6n);
      expect(events[0]?.id).toBe(event?.id);
    }
  });

  it('is refused when it asks for something else', async () => {
    const twice = store.execute(purse, 'again', { take: 1n }, by('same', 'another input'));
    await expect(twice).rejects.toMatchObject({ code: 'idempotency_mismatch' });
    expect(await eventsOf('again')).toHaveLength(1);
  });

  it('is decided anew after a refusal', async () => {
    await expect(store.execute(purse, 'anew', { take: 11n }, by('k'))).rejects.toThrow();
    await expect(store.execute(purse, 'anew', { take: 9n }, by('k'))).resolves.toBeDefined();
  });

  it('happens once, whichever process it comes through', async () => {
    const processes = [store, harness.open(), harness.open()];
    const send = (n: number) =>
      processes[n % 3]?.execute(purse, 'everywhere', { take: 4n }, by('same'));
    await Promise.all(Array.from({ length: 30 }, async (_, n) => send(n)));
    expect(await eventsOf('everywhere')).toHaveLength(1);
  });

  it('is found after its account fell out of the cache and 600 others came after it', async () => {
    const small = harness.open({ maxCacheBytes: 1 });
    await small.execute(richPurse, 'long', { take: 4n }, by('the first'));
    for (let n = 0; n < 600; n += 100) {
      const batch = Array.from({ length: 100 }, () =>
        small.execute(richPurse, 'long', { take: 1n }, by(randomUUID())),
      );
      await Promise.all(batch);
    }
    await indexOperations('long');
    const again = await harness.open().execute(richPurse, 'long', { take: 4n }, by('the first'));
    expect(again).toMatchObject({ hit: true });
    expect(await eventsOf('long')).toHaveLength(601);
  });

  it('is known although the index of ids has not got that far', async () => {
    await harness.pool.query(`UPDATE app.checkpoints SET position = 0`);
    await harness.pool.query(`DELETE FROM app.operations`);
    const again = await harness.open().execute(richPurse, 'long', { take: 4n }, by('the first'));
    expect(again).toMatchObject({ hit: true });
    expect(await eventsOf('long')).toHaveLength(601);
  });

  it('is neither repeated nor believed new while the index of ids is away', async () => {
    await harness.pool.query('ALTER TABLE app.operations RENAME TO away');
    for (const key of ['the first', 'another']) {
      const asked = harness.open().execute(richPurse, 'long', { take: 4n }, by(key));
      await expect(asked).rejects.toMatchObject({ name: 'StoreUnavailable' });
    }
    await harness.pool.query('ALTER TABLE app.away RENAME TO operations');
    expect(await eventsOf('long')).toHaveLength(601);
  });
});

describe('the store gone away', () => {
  it('acknowledges nothing, and loses and doubles nothing when it is back', async () => {
    await store.execute(richPurse, 'fault', { take: 1n }, by('before'));
    await harness.stopNode();
    const waiting = store.execute(richPurse, 'fault', { take: 1n }, by('during'));
    await new Promise((resolve) => setTimeout(resolve, 500));
    await harness.startNode();
    const settled = await Promise.allSettled([waiting]);
    const retried = await store.execute(richPurse, 'fault', { take: 1n }, by('during'));
    expect(retried.hit).toBe(settled[0]?.status === 'fulfilled');
    expect(await eventsOf('fault')).toHaveLength(2);
  });
});

describe('reading the log', () => {
  it('gives every fact in order, page by page and as it arrives', async () => {
    const paged: bigint[] = [];
    for await (const page of store.readAll(null)) paged.push(...page.map((e) => e.position));
    const arrived: bigint[] = [];
    for await (const { events, caughtUp } of store.subscribe({ after: null })) {
      arrived.push(...events.map(({ position }) => position));
      if (caughtUp) break;
    }
    expect(arrived).toEqual(paged);
    expect(paged).toEqual([...paged].sort((a, b) => (a < b ? -1 : 1)));
  });

  it('hands over what is written while it listens', async () => {
    const after = await store.head();
    const listening = store.subscribe({ after });
    const seen: string[] = [];
    const reader = (async () => {
      for await (const { events } of listening) {
        seen.push(...events.map(({ streamId }) => streamId));
        if (seen.length > 0) return;
      }
    })();
    await store.execute(purse, 'live', { take: 1n }, by('live'));
    await reader;
    expect(seen).toEqual(['live']);
  });

  it('ends when it is told to, also while it is only being opened', async () => {
    const aborter = new AbortController();
    const listening = store.subscribe({ after: await store.head(), signal: aborter.signal });
    const first = listening.next();
    aborter.abort();
    expect(await first).toEqual({ done: true, value: undefined });
  });
});
