import { MINUTE_MS, type Instant } from '../../domain/instant.js';

/** A command id that has been used. */
export interface KnownCommand {
  readonly inputHash: string;
  /** Revision of the first event that the command wrote. */
  readonly revision: number;
}

/** Position of an event in its stream and in the log, and its time. */
export interface Floor {
  readonly revision: number;
  readonly position: bigint;
  readonly recordedAt: Instant;
}

/** A command id in memory: hash of its input and position of its first event. */
export interface KeptCommand extends KnownCommand, Floor {}

/** Result of looking up a key in the `operations` table. */
export interface LookedUp {
  /** Position up to which the table is complete. */
  readonly checkpoint: bigint;
  readonly found: KnownCommand | undefined;
}

/** What is known about a key: used, new, or unknown until looked up. */
export type Knowledge =
  | { readonly kind: 'known'; readonly command: KnownCommand }
  | { readonly kind: 'new' }
  | { readonly kind: 'look-up' }
  | { readonly kind: 'behind' };

/** Limit of ids in memory; beyond, commands wait for `operations` to catch up. */
export const MAX_IDS = 50_000;
/** The newest ids are always kept, although the table has them: most retries repeat these. */
const MIN_KEPT_IDS = 64;
/** Further ids are kept this long, for retries and keys that arrive late … */
const KEPT_FOR_MS = 30_000;
/** … but no more than this once the table has them. */
const MAX_KEPT_IDS = 8_192;
/** Tolerated error of client clocks; beyond, the time in a UUIDv7 key is not used. */
export const CLOCK_MARGIN_MS = 5 * MINUTE_MS;
const UUID_V7 = /^([0-9a-f]{8})-([0-9a-f]{4})-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

/** Time at which a UUIDv7 was minted (RFC 9562, section 5.7); undefined for other keys. */
export function mintedAt(key: string): Instant | undefined {
  const match = UUID_V7.exec(key);
  return match ? Number.parseInt(`${match[1]}${match[2]}`, 16) : undefined;
}

/**
 * Used command ids of one stream: exactly those after a floor, older ones are in `operations`. A
 * key is used, new, or must be looked up; it is never guessed.
 */
export class CommandIds {
  private kept = new Map<string, KeptCommand>();
  /** Keys of `kept` in order, starting at `oldest`; earlier entries have been dropped. */
  private order: string[] = [];
  private oldest = 0;
  private newestAt: Instant = 0;
  /** The newest event whose id is not in memory; null: all ids are. */
  private floor: Floor | null = null;
  /** Upper bound of the mint times of UUIDv7s used up to the floor. */
  private mintedUpTo: Instant = -Infinity;
  /** The same for the ids that are or were in memory. */
  private newestMint: Instant = -Infinity;

  get size(): number {
    return this.kept.size;
  }

  /** Revision of the newest event whose id is not in memory; -1: all ids are. */
  get floorRevision(): number {
    return this.floor?.revision ?? -1;
  }

  /** Upper bound of the mint times of all UUIDv7s used; -Infinity: none was used. */
  get latestMint(): Instant {
    return Math.max(this.mintedUpTo, this.newestMint);
  }

  /**
   * Drops all ids: those used up to `floor` must be looked up, except UUIDv7s minted later than any
   * used until then.
   */
  startAfter(floor: Floor, latestMint: Instant): void {
    this.clear();
    this.floor = floor;
    this.mintedUpTo = Math.min(latestMint, floor.recordedAt + CLOCK_MARGIN_MS);
  }

  add(key: string, command: KeptCommand): void {
    // A command's first event carries its answer; later events repeat its id.
    if (this.kept.has(key)) return;
    this.kept.set(key, command);
    this.order.push(key);
    this.newestAt = command.recordedAt;
    this.newestMint = Math.max(this.newestMint, mintedAt(key) ?? -Infinity);
  }

  /** Adds older ids, oldest first, that reach back to `floor` without a gap. */
  deepen(older: readonly (readonly [string, KeptCommand])[], floor: Floor | null): void {
    const newer = this.kept;
    this.clear();
    for (const [key, command] of [...older, ...newer]) this.add(key, command);
    this.floor = floor;
    // Keys not used up to the old floor were not used up to an older one either.
    const latest = floor ? floor.recordedAt + CLOCK_MARGIN_MS : -Infinity;
    this.mintedUpTo = Math.min(this.mintedUpTo, latest);
  }

  know(key: string, lookedUp: LookedUp | undefined): Knowledge {
    const kept = this.kept.get(key);
    if (kept) return { kind: 'known', command: kept };
    if (this.floor === null) return { kind: 'new' };
    const minted = mintedAt(key);
    if (minted !== undefined && minted > this.mintedUpTo) return { kind: 'new' };
    if (!lookedUp) return { kind: 'look-up' };
    if (lookedUp.found) return { kind: 'known', command: lookedUp.found };
    return { kind: lookedUp.checkpoint >= this.floor.position ? 'new' : 'behind' };
  }

  /**
   * Drops ids not worth keeping, oldest first, as far as `operations` is known to have them;
   * returns true if it is not known to have the next one. Amortized O(1).
   */
  trim(operationsCheckpoint: bigint): boolean {
    for (;;) {
      const key = this.order[this.oldest];
      const command = key === undefined ? undefined : this.kept.get(key);
      if (key === undefined || command === undefined || this.isWorthKeeping(command)) return false;
      if (command.position > operationsCheckpoint) return true;
      this.kept.delete(key);
      this.oldest += 1;
      if (2 * this.oldest > this.order.length) {
        this.order = this.order.slice(this.oldest);
        this.oldest = 0;
      }
      this.floor = command;
      this.mintedUpTo = Math.max(this.mintedUpTo, mintedAt(key) ?? -Infinity);
    }
  }

  /** Whether the oldest id is worth keeping. */
  private isWorthKeeping({ recordedAt }: KeptCommand): boolean {
    if (this.size <= MIN_KEPT_IDS) return true;
    return this.size <= MAX_KEPT_IDS && recordedAt > this.newestAt - KEPT_FOR_MS;
  }

  private clear(): void {
    this.kept = new Map();
    this.order = [];
    this.oldest = 0;
  }
}
