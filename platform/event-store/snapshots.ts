import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { constants, gunzip, gzip } from 'node:zlib';
import { z } from 'zod';
import type { Decider } from '../../domain/decider.js';
import type { Fact } from '../../domain/event.js';
import type { Connection } from './connection/connection.js';
import type { StreamMemory } from './memory.js';

/** A snapshot is written when this many events have come since the last one. */
const EVENTS_PER_SNAPSHOT = 100;
const MAX_WRITES_AT_ONCE = 4;
/** An event of the store holds 1 MiB. */
const MAX_SNAPSHOT_BYTES = 900_000;
/** One that takes more room has its state packed. */
const PACKED_ABOVE_BYTES = 200_000;
const MAX_UNPACKED_BYTES = 64 * 1_024 * 1_024;
const pack = promisify(gzip);
const unpack = promisify(gunzip);
const MAX_REMEMBERED_STREAMS = 100_000;

const Snapshot = z.strictObject({
  version: z.number().int(),
  revision: z.number().int(),
  position: z.string(),
  recorded_at: z.number().int(),
  hash: z.string(),
  /** When the latest UUIDv7 among the ids of its commands was minted; null: there was none. */
  latest_mint: z.number().int().nullable(),
  /** As the decider writes it; a text is its JSON under gzip and base 64. */
  state: z.unknown(),
});
type Snapshot = z.output<typeof Snapshot>;

/**
 * Snapshots are a cache beside the log: their presence changes cost, never meaning. One that is
 * missing, of another version or of another history than the stream's is simply not used.
 */
export class Snapshots {
  private readonly writing = new Set<string>();
  private readonly trimmed = new Set<string>();
  /** Snapshots that could not be kept since the process began: too large, or not written. */
  failures = 0;

  constructor(
    private readonly connection: Connection,
    private readonly onFailure: (stream: string, error: unknown) => void,
  ) {}

  /** The newest snapshot of a stream, if there is one of the version that this decider writes. */
  async newest<S, C, E extends Fact>(
    decider: Decider<S, C, E>,
    id: string,
  ): Promise<Snapshot | undefined> {
    if (!decider.snapshot) return undefined;
    const [event] = await this.connection.readBackwards(nameOf(decider, id), 'end', 1);
    const { data } = Snapshot.safeParse(event?.data);
    if (data?.version !== decider.snapshot.version) return undefined;
    return { ...data, state: await unpacked(data.state) };
  }

  /**
   * Fills a memory that is empty or older from a snapshot and what came after it, as far as one
   * read goes; true when that was all. Leaves it untouched when the snapshot is of another history.
   */
  async restore<S, C, E extends Fact>(
    memory: StreamMemory<S, C, E>,
    id: string,
    snapshot: Snapshot,
  ): Promise<boolean> {
    const codec = memory.decider.snapshot;
    if (!codec) return false;
    const { revision, position, recorded_at, hash, latest_mint, state } = snapshot;
    const stream = `${memory.decider.category}-${id}`;
    const max = 2 * EVENTS_PER_SNAPSHOT;
    const [origin, ...tail] = await this.connection.readForwards(stream, revision, max);
    if (!origin || hashOf(origin.metadata) !== hash) return false;
    const decoded = decodedOrNone(codec, state);
    if (decoded === undefined) return false;
    memory.state = decoded;
    memory.revision = revision;
    memory.snapshotRevision = revision;
    memory.position = BigInt(position);
    memory.recordedAt = recorded_at;
    memory.hash = hash;
    const floor = { revision, position: memory.position, recordedAt: recorded_at };
    memory.ids.startAfter(floor, latest_mint ?? -Infinity);
    memory.foldStored(tail);
    return 1 + tail.length < max;
  }

  /** Writes a snapshot aside when one is due; never waited for, never more than a few at once. */
  consider<S, C, E extends Fact>(memory: StreamMemory<S, C, E>, id: string): void {
    const codec = memory.decider.snapshot;
    if (!codec || memory.position === null) return;
    if (memory.revision - memory.snapshotRevision < EVENTS_PER_SNAPSHOT) return;
    const stream = nameOf(memory.decider, id);
    if (this.writing.size >= MAX_WRITES_AT_ONCE || this.writing.has(stream)) return;
    const data = {
      version: codec.version,
      revision: memory.revision,
      position: memory.position.toString(),
      recorded_at: memory.recordedAt,
      hash: memory.hash,
      latest_mint: Number.isFinite(memory.ids.latestMint) ? memory.ids.latestMint : null,
      state: codec.encode(memory.state),
    };
    memory.snapshotRevision = memory.revision;
    this.writing.add(stream);
    void this.write(stream, data)
      .catch((error: unknown) => {
        this.failures += 1;
        this.onFailure(stream, error);
      })
      .finally(() => this.writing.delete(stream));
  }

  private async write(stream: string, snapshot: Snapshot): Promise<void> {
    const data = await textOf(snapshot);
    const bytes = Buffer.byteLength(data);
    if (bytes > MAX_SNAPSHOT_BYTES) {
      throw new Error(`too large for an event: ${bytes} bytes, at most ${MAX_SNAPSHOT_BYTES}`);
    }
    if (!this.trimmed.has(stream)) {
      await this.connection.keepOnlyNewest(stream);
      if (this.trimmed.size >= MAX_REMEMBERED_STREAMS) this.trimmed.clear();
      this.trimmed.add(stream);
    }
    const event = { id: randomUUID(), type: 'Snapshot', data, metadata: '{}' };
    const outcome = await this.connection.append(stream, [event], 'any');
    if (outcome.kind !== 'appended') throw new Error(`snapshot not written: ${outcome.kind}`);
  }
}

async function textOf(snapshot: Snapshot): Promise<string> {
  const text = JSON.stringify(snapshot);
  if (text.length <= PACKED_ABOVE_BYTES) return text;
  const state = await pack(JSON.stringify(snapshot.state), { level: constants.Z_BEST_SPEED });
  return JSON.stringify({ ...snapshot, state: state.toString('base64') });
}

/** What cannot be unpacked is left to the decider, which cannot read it either. */
async function unpacked(state: unknown): Promise<unknown> {
  if (typeof state !== 'string') return state;
  const options = { maxOutputLength: MAX_UNPACKED_BYTES };
  try {
    return JSON.parse((await unpack(Buffer.from(state, 'base64'), options)).toString());
  } catch {
    return state;
  }
}

/** A snapshot that cannot be read, from a Scrip that never was released, is as good as none. */
function decodedOrNone<S>(codec: { decode(json: unknown): S }, json: unknown): S | undefined {
  try {
    return codec.decode(json);
  } catch {
    return undefined;
  }
}

function nameOf<S, C, E extends Fact>(decider: Decider<S, C, E>, id: string): string {
  return `snapshot-${decider.category}-${id}`;
}

function hashOf(metadata: unknown): unknown {
  return z.looseObject({ hash: z.string() }).safeParse(metadata).data?.hash;
}
