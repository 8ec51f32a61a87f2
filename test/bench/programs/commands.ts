import { parseArgs } from 'node:util';
import { EventStoreDBClient, jsonEvent, NO_STREAM } from '@eventstore/db-client';
import pg from 'pg';
import { accountDecider } from '../../../domain/account/decide/decider.js';
import { MICRO } from '../../../domain/credits.js';
import { EventStore } from '../../../platform/event-store/event-store.js';
import { OperationsIndex } from '../../../platform/event-store/operations.js';
import { closedLoop } from '../load/closed-loop.js';
import { uuid7 } from '../load/uuid7.js';
import { plansOnSale } from '../../support/domain/plans.js';

// One side of the row "commands", in a process of its own (one client a process): commands through
// the event store, or appends of the same events straight through the client.

const text = { type: 'string' } as const;
const { values } = parseArgs({
  options: {
    side: text,
    url: text,
    database: text,
    prefix: text,
    streams: text,
    callers: text,
    seconds: text,
    warmup: text,
    sample: text,
  },
});
const { side = '', url = '', database = '', prefix = '', sample = '' } = values;
const streams = Number(values.streams);
const load = {
  callers: Number(values.callers),
  seconds: Number(values.seconds),
  warmupSeconds: Number(values.warmup),
};
const anyStream = () => Math.floor(Math.random() * streams);

/** An event as it stands in the log: what the other side appends as it is. */
interface Sample {
  readonly type: string;
  readonly data: Record<string, unknown>;
  readonly metadata: Record<string, unknown>;
}

async function commands() {
  const pool = new pg.Pool({ connectionString: database, max: 4 });
  const store = new EventStore({
    url,
    operations: new OperationsIndex(pool),
    now: Date.now,
    maxCacheBytes: 128 * 1024 * 1024,
  });
  const decider = accountDecider(plansOnSale());
  const meta = () => {
    const commandId = uuid7();
    return { commandId, inputHash: 'x'.repeat(43), actor: 'key:bench', cause: commandId };
  };
  const nameOf = (stream: number) => `${prefix}${stream}`;
  for (let stream = 0; stream < streams; stream += 1) {
    const accountId = nameOf(stream);
    const open = { type: 'OpenAccount', accountId, timeZone: 'UTC' } as const;
    await store.execute(decider, accountId, open, meta());
    const reason = { reasonCode: 'test_data' } as const;
    const grant = { type: 'AdjustCredits', credits: 1_000_000_000n * MICRO, reason } as const;
    await store.execute(decider, accountId, grant, meta());
  }
  const purpose = { feature: 'chat', outcome: 'ok' } as const;
  const debit = { type: 'DebitCredits', credits: MICRO, purpose } as const;
  const task = () => store.execute(decider, nameOf(anyStream()), debit, meta());
  const result = await closedLoop({ ...load, task });
  const last = await store.connection.readBackwards(`account-${nameOf(0)}`, 'end', 1);
  await store.close();
  await pool.end();
  const written = last[0];
  if (!written) throw new Error('nothing was written');
  const { type, data, metadata } = written;
  return { ...result, sample: { type, data, metadata } };
}

async function appends() {
  const client = EventStoreDBClient.connectionString(url);
  const { type, data, metadata } = JSON.parse(sample) as Sample;
  const revisions = new Map<number, bigint>();
  const tails = new Map<number, Promise<unknown>>();
  const append = async (stream: number): Promise<void> => {
    const revision = revisions.get(stream);
    const expectedRevision = revision ?? NO_STREAM;
    const event = jsonEvent({ type, data, metadata });
    await client.appendToStream(`raw-${prefix}${stream}`, event, { expectedRevision });
    revisions.set(stream, revision === undefined ? 0n : revision + 1n);
  };
  // Two appends to one stream at the same expected revision would race: the second one waits.
  const task = () => {
    const stream = anyStream();
    const turn = (tails.get(stream) ?? Promise.resolve()).then(() => append(stream));
    tails.set(stream, turn);
    return turn;
  };
  // The other side opens its streams before it is measured, with two events each.
  for (let stream = 0; stream < streams; stream += 1) {
    await append(stream);
    await append(stream);
  }
  const result = await closedLoop({ ...load, task });
  await client.dispose();
  return result;
}

const result = side === 'commands' ? await commands() : await appends();
process.send?.(result, () => process.exit(0));
