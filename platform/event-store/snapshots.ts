import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { constants, gunzip, gzip } from 'node:zlib';
import { z } from 'zod';
import type { Decider } from '../../domain/decider.js';
import type { Fact } from '../../domain/event.js';
import type { Connection } from './connection/connection.js';
import type { CachedStream } from './cached-stream.js';

/** Events between snapshots of a stream. */
const EVENTS_PER_SNAPSHOT = 100;
const MAX_WRITES_AT_ONCE = 4;
/** An event of the store holds 1 MiB. */
const MAX_SNAPSHOT_BYTES = 900_000;
/** Larger snapshots have their state compressed. */
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
  /** Latest mint time among UUIDv7 command ids; null: there was none. */
  latest_mint: z.number().int().nullable(),
  /** As encoded by the decider; a string is its JSON, gzipped, in base64. */
  state: z.unknown(),
});
type Snapshot = z.output<typeof Snapshot>;

/**
 * Reads and writes snapshots of folded streams. They are only a cache beside the log: a snapshot
 * that is missing, of another version, or of another history is ignored.
 */
export class Snapshots {
  private readonly writing = new Set<string>();
  private readonly trimmed = new Set<string>();
  /** Snapshots that could not be written since the start: too large, or failed. */
  failures = 0;

  constructor(
    private readonly connection: Connection,
    private readonly onFailure: (stream: string, error: unknown) => void,
  ) {}

  /** Reads the newest snapshot of a stream in this decider's version, if any. */
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
   * Restores a cached stream from a snapshot and the events after it, as far as one read goes; true
   * if that was all. Changes nothing if the snapshot is of another history.
   */
  async restore<S, C, E extends Fact>(
    cached: CachedStream<S, C, E>,
    id: string,
    snapshot: Snapshot,
  ): Promise<boolean> {
    const codec = cached.decider.snapshot;
    if (!codec) return false;
    const { revision, position, recorded_at, hash, latest_mint, state } = snapshot;
    const stream = `${cached.decider.category}-${id}`;
    const max = 2 * EVENTS_PER_SNAPSHOT;
    const [origin, ...tail] = await this.connection.readForwards(stream, revision, max);
    if (!origin || hashOf(origin.metadata) !== hash) return false;
    const decoded = decodedOrNone(codec, state);
    if (decoded === undefined) return false;
    cached.state = decoded;
    cached.revision = revision;
    cached.snapshotRevision = revision;
    cached.position = BigInt(position);
    cached.recordedAt = recorded_at;
    cached.hash = hash;
    cached.people = { after: revision, last: -1 };
    const floor = { revision, position: cached.position, recordedAt: recorded_at };
    cached.ids.startAfter(floor, latest_mint ?? -Infinity);
    cached.foldStored(tail);
    return 1 + tail.length < max;
  }

  /** Writes a snapshot in the background when due, a few at once at most. */
  consider<S, C, E extends Fact>(cached: CachedStream<S, C, E>, id: string): void {
    const codec = cached.decider.snapshot;
    if (!codec || cached.position === null) return;
    if (cached.revision - cached.snapshotRevision < EVENTS_PER_SNAPSHOT) return;
    const stream = nameOf(cached.decider, id);
    if (this.writing.size >= MAX_WRITES_AT_ONCE || this.writing.has(stream)) return;
    const data = {
      version: codec.version,
      revision: cached.revision,
      position: cached.position.toString(),
      recorded_at: cached.recordedAt,
      hash: cached.hash,
      latest_mint: Number.isFinite(cached.ids.latestMint) ? cached.ids.latestMint : null,
      state: codec.encode(cached.state),
    };
    cached.snapshotRevision = cached.revision;
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

/** Text that cannot be decompressed is passed on: the decider rejects it. */
async function unpacked(state: unknown): Promise<unknown> {
  if (typeof state !== 'string') return state;
  const options = { maxOutputLength: MAX_UNPACKED_BYTES };
  try {
    return JSON.parse((await unpack(Buffer.from(state, 'base64'), options)).toString());
  } catch {
    return state;
  }
}

/** Ignores a snapshot that cannot be decoded. */
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
