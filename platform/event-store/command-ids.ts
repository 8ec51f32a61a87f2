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

/** A command id in memory: what was asked, and where its first event stands. */
export interface Held extends KnownCommand, Floor {}

/** What one look-up in the `operations` table says of one key. */
export interface LookedUp {
  /** Position up to which the table is complete. */
  readonly checkpoint: bigint;
  readonly found: KnownCommand | undefined;
}

/** What is known of a key: used, unused, or to be asked for. */
export type Knowledge =
  | { readonly kind: 'known'; readonly command: KnownCommand }
  | { readonly kind: 'new' }
  | { readonly kind: 'look-up' }
  | { readonly kind: 'behind' };

/** A state holds at most this many ids; beyond, commands wait for `operations` to catch up. */
export const MAX_HELD_IDS = 50_000;
/** So many of the newest are kept although the table has them: retries are mostly of these. */
const MIN_KEPT_IDS = 64;
/** Beyond that ids are kept this long, for retries and for keys that took a while to arrive… */
const KEPT_FOR_MS = 30_000;
/** … but, once the table has them, never more than this. */
const MAX_KEPT_IDS = 8_192;
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
  /** The keys of `held` in their order, from `oldest` on; what stands before has been let go of. */
  private order: string[] = [];
  private oldest = 0;
  private newestAt: Instant = 0;
  /** The newest event whose id is not held; null: every id there ever was is held. */
  private floor: Floor | null = null;
  /** No UUIDv7 used up to the floor says that it was minted later than this. */
  private mintedUpTo: Instant = -Infinity;
  /** The same of the ids that are held or were. */
  private newestMint: Instant = -Infinity;

  get size(): number {
    return this.held.size;
  }

  /** Revision of the newest event whose id is not held; -1 when all are. */
  get floorRevision(): number {
    return this.floor?.revision ?? -1;
  }

  /** No UUIDv7 used so far says that it was minted later than this; -Infinity: none was used. */
  get latestMint(): Instant {
    return Math.max(this.mintedUpTo, this.newestMint);
  }

  /**
   * Forgets all: what was recorded up to here has to be looked up from now on, but for UUIDv7s
   * minted after the latest one used until then.
   */
  startAfter(floor: Floor, latestMint: Instant): void {
    this.clear();
    this.floor = floor;
    this.mintedUpTo = Math.min(latestMint, floor.recordedAt + CLOCK_MARGIN_MS);
  }

  add(key: string, command: Held): void {
    // The first event of a command names it; the ones after it belong to the same answer.
    if (this.held.has(key)) return;
    this.held.set(key, command);
    this.order.push(key);
    this.newestAt = command.recordedAt;
    this.newestMint = Math.max(this.newestMint, mintedAt(key) ?? -Infinity);
  }

  /** Takes in older ids, oldest first, that reach back to `floor` without a gap. */
  deepen(older: readonly (readonly [string, Held])[], floor: Floor | null): void {
    const newer = this.held;
    this.clear();
    for (const [key, command] of [...older, ...newer]) this.add(key, command);
    this.floor = floor;
    // What was not used up to the old floor was not used up to an older one either.
    const latest = floor ? floor.recordedAt + CLOCK_MARGIN_MS : -Infinity;
    this.mintedUpTo = Math.min(this.mintedUpTo, latest);
  }

  know(key: string, lookedUp: LookedUp | undefined): Knowledge {
    const held = this.held.get(key);
    if (held) return { kind: 'known', command: held };
    if (this.floor === null) return { kind: 'new' };
    const minted = mintedAt(key);
    if (minted !== undefined && minted > this.mintedUpTo) return { kind: 'new' };
    if (!lookedUp) return { kind: 'look-up' };
    if (lookedUp.found) return { kind: 'known', command: lookedUp.found };
    return { kind: lookedUp.checkpoint >= this.floor.position ? 'new' : 'behind' };
  }

  /**
   * Lets go of ids that are no longer worth keeping, oldest first, as far as `operations` is known
   * to have them; true when it is not known to have the next one. Costs what it lets go of.
   */
  trim(operationsCheckpoint: bigint): boolean {
    for (;;) {
      const key = this.order[this.oldest];
      const command = key === undefined ? undefined : this.held.get(key);
      if (key === undefined || command === undefined || this.isWorthKeeping(command)) return false;
      if (command.position > operationsCheckpoint) return true;
      this.held.delete(key);
      this.oldest += 1;
      if (2 * this.oldest > this.order.length) {
        this.order = this.order.slice(this.oldest);
        this.oldest = 0;
      }
      this.floor = command;
      this.mintedUpTo = Math.max(this.mintedUpTo, mintedAt(key) ?? -Infinity);
    }
  }

  /** Whether the oldest id is. */
  private isWorthKeeping({ recordedAt }: Held): boolean {
    if (this.size <= MIN_KEPT_IDS) return true;
    return this.size <= MAX_KEPT_IDS && recordedAt > this.newestAt - KEPT_FOR_MS;
  }

  private clear(): void {
    this.held = new Map();
    this.order = [];
    this.oldest = 0;
  }
}
