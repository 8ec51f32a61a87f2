import type { components } from './schema.js';

/** What a model used: token kinds are disjoint, and what is left out is 0. */
export type Usage = components['schemas']['Usage'];

const KINDS = [
  'input_tokens',
  'cached_input_tokens',
  'output_tokens',
  'reasoning_tokens',
  'images',
] as const satisfies readonly (keyof Usage)[];

type Kind = (typeof KINDS)[number];

/** More is reserved once this share of what is held of a kind is used. */
const NEARLY = 0.8;
/** Reserved is half as much again as what is used. */
const AHEAD = 1.5;
/** At least this share of the estimate at a time, so that a hold grows in few steps. */
const LEAST_STEP = 0.25;

/** Compares what has been used of each kind with what is held of it. */
export class Meter {
  private readonly held = new Map<Kind, number>();
  private readonly used = new Map<Kind, number>();
  /** Kinds that have grown after their first report: input is known at once and stays. */
  private readonly growing = new Set<Kind>();

  constructor(private readonly estimate: Usage) {
    this.addHeld(estimate);
  }

  /** All that has been used so far; a kind never shrinks. */
  get usage(): Usage {
    return Object.fromEntries([...this.used].filter(([, amount]) => amount > 0));
  }

  /** Takes note of all that has been used so far. Throws RangeError for what is no amount. */
  report(usage: Usage): void {
    for (const kind of KINDS) {
      const [before, told = 0] = [this.usedOf(kind), usage[kind]];
      if (!Number.isSafeInteger(told) || told < 0) throw new RangeError(`${kind} is ${told}`);
      const now = Math.max(before, told);
      if (before > 0 && now > before) this.growing.add(kind);
      this.used.set(kind, now);
    }
  }

  /** Takes note of what is held besides what was before. */
  addHeld(usage: Usage): void {
    for (const kind of KINDS) this.held.set(kind, this.heldOf(kind) + (usage[kind] ?? 0));
  }

  /** Whether more has been used of something than is held of it. */
  get isBeyond(): boolean {
    return KINDS.some((kind) => this.usedOf(kind) > this.heldOf(kind));
  }

  /** What to reserve besides; undefined: there is enough. */
  get missing(): Usage | undefined {
    const short = KINDS.filter((kind) => this.isShortOf(kind));
    if (short.length === 0) return undefined;
    return Object.fromEntries(short.map((kind) => [kind, this.stepOf(kind)]));
  }

  private isShortOf(kind: Kind): boolean {
    const [used, held] = [this.usedOf(kind), this.heldOf(kind)];
    return used > held || (this.growing.has(kind) && used > held * NEARLY);
  }

  private stepOf(kind: Kind): number {
    const ahead = Math.ceil(this.usedOf(kind) * AHEAD) - this.heldOf(kind);
    return Math.max(ahead, Math.ceil((this.estimate[kind] ?? 0) * LEAST_STEP), 1);
  }

  private usedOf(kind: Kind): number {
    return this.used.get(kind) ?? 0;
  }

  private heldOf(kind: Kind): number {
    return this.held.get(kind) ?? 0;
  }
}

/** A share of an amount, rounded down; undefined when nothing is left of it. */
export function shareOf(usage: Usage, share: number): Usage | undefined {
  const parts = KINDS.map((kind) => [kind, Math.floor((usage[kind] ?? 0) * share)] as const);
  const left = parts.filter(([, amount]) => amount > 0);
  return left.length === 0 ? undefined : Object.fromEntries(left);
}
