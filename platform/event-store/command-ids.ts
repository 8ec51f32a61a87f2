import { MINUTE_MS, type Instant } from '../../domain/instant.js';

/** What is remembered of a command that wrote something. */
export interface KnownCommand {
  readonly inputHash: string;
  /** Revision of the first event it wrote. */
  readonly revision: number;
}

/** Where in its stream and in the log an event stands, and when it was recorded. */
export interface Floor {
  readonly revision: number;
  readonly position: bigint;
  readonly recordedAt: Instant;
}

export interface Held extends KnownCommand, Floor {}

/** What one look-up in the `operations` table says of one key. */
export interface LookedUp {
  /** Position up to which the table is complete. */
  readonly checkpoint: bigint;
  readonly found: KnownCommand | undefined;
}

export type Knowledge =
  | { readonly kind: 'known'; readonly command: KnownCommand }
  | { readonly kind: 'new' }
  | { readonly kind: 'look-up' }
  | { readonly kind: 'behind' };

/** A state holds at most this many ids; beyond, commands wait for `operations` to catch up. */
export const MAX_HELD_IDS = 50_000;
/** Ids kept although the table has them already: replays are mostly of the last few commands. */
const IDS_WORTH_KEEPING = 256;
/** How far a client's clock may be off before its UUIDv7 keys tell nothing. */
export const CLOCK_MARGIN_MS = 5 * MINUTE_MS;
const UUID_V7 = /^([0-9a-f]{8})-([0-9a-f]{4})-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

/** When a UUIDv7 was minted (RFC 9562, section 5.7); undefined for every other key. */
export function mintedAt(key: string): Instant | undefined {
  const match = UUID_V7.exec(key);
  return match ? Number.parseInt(`${match[1]}${match[2]}`, 16) : undefined;
}

/**
 * The ids of one stream's commands: exactly those after a floor; older ones are in `operations`.
 * A key is known, or new, or has to be looked up — never guessed.
 */
export class CommandIds {
  private held = new Map<string, Held>();
  /** The newest event whose id is not held; null: every id there ever was is held. */
  private floor: Floor | null = null;

  get size(): number {
    return this.held.size;
  }

  /** Revision of the newest event whose id is not held; -1 when all are. */
  get floorRevision(): number {
    return this.floor?.revision ?? -1;
  }

  /** Forgets all: what was recorded up to here has to be looked up from now on. */
  startAfter(floor: Floor): void {
    this.held.clear();
    this.floor = floor;
  }

  add(key: string, command: Held): void {
    // The first event of a command names it; the ones after it belong to the same answer.
    if (!this.held.has(key)) this.held.set(key, command);
  }

  /** Takes in older ids, oldest first, that reach back to `floor` without a gap. */
  deepen(older: readonly (readonly [string, Held])[], floor: Floor | null): void {
    const newer = this.held;
    this.held = new Map();
    for (const [key, command] of [...older, ...newer]) this.add(key, command);
    this.floor = floor;
  }

  know(key: string, lookedUp: LookedUp | undefined): Knowledge {
    const held = this.held.get(key);
    if (held) return { kind: 'known', command: held };
    if (this.floor === null) return { kind: 'new' };
    const minted = mintedAt(key);
    if (minted !== undefined && minted > this.floor.recordedAt + CLOCK_MARGIN_MS) {
      return { kind: 'new' };
    }
    if (!lookedUp) return { kind: 'look-up' };
    if (lookedUp.found) return { kind: 'known', command: lookedUp.found };
    return { kind: lookedUp.checkpoint >= this.floor.position ? 'new' : 'behind' };
  }

  /**
   * Lets go of ids that `operations` is known to have, oldest first; true when it is not known to
   * have the next one.
   */
  trim(operationsCheckpoint: bigint): boolean {
    if (this.held.size <= 2 * IDS_WORTH_KEEPING) return false;
    for (const [key, command] of this.held) {
      if (this.held.size <= IDS_WORTH_KEEPING) return false;
      if (command.position > operationsCheckpoint) return true;
      this.held.delete(key);
      this.floor = command;
    }
    return false;
  }
}
