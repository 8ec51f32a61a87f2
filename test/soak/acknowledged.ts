import { formatCredits } from '../../domain/credits.js';

/** Micro-credits. */
export interface Balance {
  readonly available: bigint;
  readonly held: bigint;
  readonly debt: bigint;
}

/** An entry of a ledger in one line, as it was acknowledged or as it is read: equal or not. */
export function entryLine(
  kind: string,
  about: string | null,
  deltas: Pick<Balance, 'available' | 'held'>,
  after: Balance,
): string {
  const change = `available ${formatCredits(deltas.available)}, held ${formatCredits(deltas.held)}`;
  return `${kind} ${about ?? '-'}: ${change}; then ${balanceLine(after)}`;
}

/** A balance in one line. */
export const balanceLine = ({ available, held, debt }: Balance): string =>
  `available ${formatCredits(available)}, held ${formatCredits(held)}, debt ${formatCredits(debt)}`;

/**
 * What the callers were told of one account, added up by itself: no figure is taken from the
 * product but the balance that each answer gives, which its entry must have, too.
 */
export class Acknowledged {
  private available = 0n;
  private held = 0n;
  private lines: string[] = [];
  /** Of the latest write by its place in the log: reads wait for it. */
  private latest = '';

  constructor(readonly accountId: string) {}

  get balance(): Balance {
    return { available: this.available, held: this.held, debt: 0n };
  }

  get entries(): readonly string[] {
    return this.lines;
  }

  get position(): string {
    return this.latest;
  }

  /** Notes a write that was answered. */
  add(
    kind: string,
    about: string,
    deltas: Pick<Balance, 'available' | 'held'>,
    answer: { readonly balance: Balance; readonly position: string },
  ): void {
    this.available += deltas.available;
    this.held += deltas.held;
    this.lines.push(entryLine(kind, about, deltas, answer.balance));
    // Positions are digits of one length.
    if (answer.position > this.latest) this.latest = answer.position;
  }
}

/** What one list has and the other has not, each as often as it is too many. */
export function differences(
  acknowledged: readonly string[],
  found: readonly string[],
): { readonly lost: string[]; readonly unknown: string[] } {
  const left = new Map<string, number>();
  for (const line of acknowledged) left.set(line, (left.get(line) ?? 0) + 1);
  const unknown: string[] = [];
  for (const line of found) {
    const count = left.get(line) ?? 0;
    if (count === 0) unknown.push(line);
    else left.set(line, count - 1);
  }
  const lost = [...left].flatMap(([line, count]) => Array<string>(count).fill(line));
  return { lost, unknown };
}
