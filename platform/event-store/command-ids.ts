import { MINUTE_MS, type Instant } from '../../domain/instant.js';

/** What is remembered of a command that wrote something. */
export interface KnownCommand {
  readonly inputHash: string;
  /** Revision of the first event it wrote. */
  readonly revision: number;
}

interface Held extends KnownCommand {
  readonly position: bigint;
  readonly recordedAt: Instant;
}

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

/** A state holds at most this many ids; beyond, commands are refused until `operations` catches up. */
export const MAX_HELD_IDS = 50_000;
/** Ids kept although the table has them already: replays are mostly of the last few commands. */
const IDS_WORTH_KEEPING = 256;
/** How far a client's clock may be off before its UUIDv7 keys say nothing about when they were made. */
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
  private readonly held = new Map<string, Held>();
  /** Every id recorded after this position is held; null: every id there ever was. */
  private floorPosition: bigint | null = null;
  private floorRecordedAt: Instant = 0;

  get size(): number {
    return this.held.size;
  }

  /** Forgets all: what was recorded up to here has to be looked up from now on. */
  startAfter(position: bigint, recordedAt: Instant): void {
    this.held.clear();
    this.floorPosition = position;
    this.floorRecordedAt = recordedAt;
  }

  add(key: string, command: Held): void {
    // The first event of a command names it; the ones after it belong to the same answer.
    if (!this.held.has(key)) this.held.set(key, command);
  }

  know(key: string, lookedUp: LookedUp | undefined): Knowledge {
    const held = this.held.get(key);
    if (held) return { kind: 'known', command: held };
    if (this.floorPosition === null) return { kind: 'new' };
    const minted = mintedAt(key);
    if (minted !== undefined && minted > this.floorRecordedAt + CLOCK_MARGIN_MS) {
      return { kind: 'new' };
    }
    if (!lookedUp) return { kind: 'look-up' };
    if (lookedUp.found) return { kind: 'known', command: lookedUp.found };
    return { kind: lookedUp.checkpoint >= this.floorPosition ? 'new' : 'behind' };
  }

  /** Lets go of ids that `operations` is known to have, oldest first. */
  trim(operationsCheckpoint: bigint): void {
    if (this.held.size <= 2 * IDS_WORTH_KEEPING) return;
    for (const [key, { position, recordedAt }] of this.held) {
      if (this.held.size <= IDS_WORTH_KEEPING || position > operationsCheckpoint) return;
      this.held.delete(key);
      this.floorPosition = position;
      this.floorRecordedAt = recordedAt;
    }
  }
}
