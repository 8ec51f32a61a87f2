import type { Decider } from '../../domain/decider.js';
import { IntegrityError } from '../../domain/errors.js';
import type { Fact } from '../../domain/event.js';
import type { Instant } from '../../domain/instant.js';
import { encodeControl } from './records/metadata.js';
import { CommandIds, MAX_HELD_IDS, type Floor, type Held } from './command-ids.js';
import { NO_REVISION } from './wire/append-wire.js';
import type { Connection } from './connection/connection.js';
import { decodeRecorded, type Recorded } from './records/recorded.js';
import type { ReadEvent } from './wire/stored-event.js';
import type { Sealed } from './records/seal.js';
import { Turns } from './turns.js';

/** Rough bytes that one held command id costs (map entry, key, record). */
const BYTES_PER_HELD_ID = 250;
const BASE_BYTES = 1_400;
const DEFAULT_STATE_BYTES = 2_000;

/** One stream, folded: what a process keeps of it between commands. */
export class StreamMemory<State, Command, Event extends Fact> {
  state: State;
  /** Revision of the last event folded; -1 for a stream that does not exist. */
  revision = NO_REVISION;
  position: bigint | null = null;
  hash = '';
  recordedAt: Instant = 0;
  /** Revision of the newest snapshot known to exist. */
  snapshotRevision = NO_REVISION;
  readonly ids = new CommandIds();
  readonly turns = new Turns();
  /** Where reading ids back was given up: after this position there are more than may be held. */
  idsEndAt: bigint | undefined;

  constructor(readonly decider: Decider<State, Command, Event>) {
    this.state = decider.initial();
  }

  /** Rough bytes kept: the unit of the cache's bound. */
  get weight(): number {
    const state = this.decider.weight?.(this.state) ?? DEFAULT_STATE_BYTES;
    return BASE_BYTES + state + this.ids.size * BYTES_PER_HELD_ID;
  }

  /** Folds events that were read, comparing each control figure; throws IntegrityError. */
  foldStored(events: readonly ReadEvent[]): void {
    const facts = events.flatMap((event) => decodeRecorded(event) ?? []);
    // Its own stream holds its own events: the decoder has looked at the shape of each.
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

  /** Takes over what has just been appended; the state is the one the decisions ended in. */
  commit(state: State, sealed: readonly Sealed<Event>[], position: bigint): void {
    this.state = state;
    for (const { recorded } of sealed) this.advance(recorded, position);
  }

  private advance({ revision, meta }: Recorded<Event>, position: bigint): void {
    this.revision = revision;
    this.position = position;
    this.hash = meta.hash;
    this.recordedAt = meta.recorded_at;
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
 * Reads a stream's command ids backwards from where its memory starts to a position in the log, so
 * that a stream loaded from a snapshot knows every id that `operations` does not have yet. Leaves
 * the memory as it was when that would be more ids than it may hold.
 */
export async function readIdsBack<S, C, E extends Fact>(
  connection: Connection,
  memory: StreamMemory<S, C, E>,
  stream: string,
  to: bigint,
): Promise<void> {
  if (memory.idsEndAt !== undefined && to < memory.idsEndAt) return;
  const newestFirst: [string, Held][] = [];
  let floor: Floor | null = null;
  for (let from = memory.ids.floorRevision; from >= 0 && !floor; from -= IDS_PER_PAGE) {
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
    if (memory.ids.size + newestFirst.length > MAX_HELD_IDS) {
      memory.idsEndAt = newestFirst.at(-1)?.[1].position;
      return;
    }
  }
  memory.ids.deepen(newestFirst.reverse(), floor);
}
