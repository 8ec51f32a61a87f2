import { isPerson } from '../../domain/actor.js';
import type { CausedByPeople, Decider } from '../../domain/decider.js';
import { IntegrityError } from '../../domain/errors.js';
import type { Fact } from '../../domain/event.js';
import type { Instant } from '../../domain/instant.js';
import { encodeControl } from './records/metadata.js';
import { CommandIds, MAX_IDS, type Floor, type KeptCommand } from './command-ids.js';
import { NO_REVISION } from './wire/append-wire.js';
import type { Connection } from './connection/connection.js';
import { decodeRecorded, type Recorded } from './records/recorded.js';
import type { ReadEvent } from './wire/stored-event.js';
import type { Sealed } from './records/seal.js';
import { WriterFairness } from './writer-fairness.js';

/** Approximate bytes per command id in memory (map entry, key, record). */
const BYTES_PER_HELD_ID = 250;
const BASE_BYTES = 1_400;
const DEFAULT_STATE_BYTES = 2_000;

/** A folded stream in memory between commands: state, revision, hash and command ids. */
export class CachedStream<State, Command, Event extends Fact> {
  state: State;
  /** Revision of the last folded event; -1 for a stream that does not exist. */
  revision = NO_REVISION;
  position: bigint | null = null;
  hash = '';
  recordedAt: Instant = 0;
  /** Revision of the newest known snapshot. */
  snapshotRevision = NO_REVISION;
  /** The newest event that a person caused, of those that were folded here. */
  people: CausedByPeople = { after: NO_REVISION, last: NO_REVISION };
  readonly ids = new CommandIds();
  readonly fairness = new WriterFairness();
  /** Position where reading ids back stopped: there are more after it than may be held. */
  idsEndAt: bigint | undefined;

  constructor(readonly decider: Decider<State, Command, Event>) {
    this.state = decider.initial();
  }

  /** Approximate bytes, as the cache counts them. */
  get weight(): number {
    const state = this.decider.weight?.(this.state) ?? DEFAULT_STATE_BYTES;
    return BASE_BYTES + state + this.ids.size * BYTES_PER_HELD_ID;
  }

  /** Folds stored events and compares each control figure; throws IntegrityError. */
  foldStored(events: readonly ReadEvent[]): void {
    const facts = events.flatMap((event) => decodeRecorded(event) ?? []);
    // The cast is safe: the decoder validated each event, and a stream only holds its own kind.
    for (const recorded of facts as unknown as readonly Recorded<Event>[]) {
      if (recorded.revision !== this.revision + 1) {
        throw new IntegrityError(`stream ${recorded.stream} has a gap`, {
          stream: recorded.stream,
          expected: this.revision + 1,
          found: recorded.revision,
        });
      }
      this.state = this.decider.evolve(this.state, recorded.fact);
      this.checkControl(recorded);
      this.advance(recorded, recorded.position);
    }
  }

  /** Applies appended events; `state` is the result of the decisions. */
  commit(state: State, sealed: readonly Sealed<Event>[], position: bigint): void {
    this.state = state;
    for (const { recorded } of sealed) this.advance(recorded, position);
  }

  private advance({ revision, meta }: Recorded<Event>, position: bigint): void {
    this.revision = revision;
    this.position = position;
    this.hash = meta.hash;
    this.recordedAt = meta.recorded_at;
    if (isPerson(meta.actor)) this.people = { ...this.people, last: revision };
    if (meta.command_id === undefined) return;
    const inputHash = meta.input_hash ?? '';
    this.ids.add(meta.command_id, { inputHash, revision, position, recordedAt: meta.recorded_at });
  }

  private checkControl({ stream, revision, id, meta }: Recorded<Event>): void {
    if (!meta.control || !this.decider.control) return;
    const folded = encodeControl(this.decider.control(this.state));
    const stored = encodeControl({ ...meta.control, nextDueAt: meta.control.next_due_at });
    const differs = JSON.stringify(folded) !== JSON.stringify(stored);
    if (!differs) return;
    throw new IntegrityError(`event ${id} does not lead to its control figures`, {
      stream,
      revision,
      id,
      folded,
      stored,
    });
  }
}

const IDS_PER_PAGE = 1_000;

/**
 * Reads command ids of a stream backwards to a log position, so that a stream loaded from a
 * snapshot knows every id that `operations` lacks. Changes nothing if there are too many.
 */
export async function readIdsBack<S, C, E extends Fact>(
  connection: Connection,
  cached: CachedStream<S, C, E>,
  stream: string,
  to: bigint,
): Promise<void> {
  if (cached.idsEndAt !== undefined && to < cached.idsEndAt) return;
  const newestFirst: [string, KeptCommand][] = [];
  let floor: Floor | null = null;
  for (let from = cached.ids.floorRevision; from >= 0 && !floor; from -= IDS_PER_PAGE) {
    for (const event of await connection.readBackwards(stream, from, IDS_PER_PAGE)) {
      const recorded = decodeRecorded(event);
      if (!recorded) continue;
      const { revision, position, meta } = recorded;
      const { command_id, input_hash: inputHash = '', recorded_at: recordedAt } = meta;
      if (position <= to) {
        floor = { revision, position, recordedAt };
        // The table has this command by its first event; its later ones must not stand for it.
        while (newestFirst.at(-1)?.[0] === command_id) newestFirst.pop();
        break;
      }
      if (command_id === undefined) continue;
      newestFirst.push([command_id, { inputHash, revision, position, recordedAt }]);
    }
    if (cached.ids.size + newestFirst.length > MAX_IDS) {
      cached.idsEndAt = newestFirst.at(-1)?.[1].position;
      return;
    }
  }
  cached.ids.deepen(newestFirst.reverse(), floor);
}
