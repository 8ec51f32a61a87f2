import { divideRoundingDown, min, type Credits } from '../credits.js';
import type { BalanceLevel } from './events.js';

/**
 * What the level of a balance is judged by. Held counts as left, or it would flap with every
 * request.
 */
export interface Figures {
  readonly available: Credits;
  readonly held: Credits;
  readonly debt: Credits;
  readonly reference: Credits;
}

const LOW_PERCENT = 20n;
/** A low balance is ok again above this: between the two the level stays what it was. */
const REARMED_ABOVE_PERCENT = 25n;

/**
 * (available + held) / reference in percent, two decimals, rounded down; null without a reference.
 * At most 100: what is still held of a lot that has ended is left, but part of no reference.
 */
export function percentLeft({ available, held, reference }: Figures): number | null {
  if (reference === 0n) return null;
  return Number(min(divideRoundingDown((available + held) * 10_000n, reference), 10_000n)) / 100;
}

/** The level after a change of balance, given the level before it. */
export function levelAfter(before: BalanceLevel, figures: Figures): BalanceLevel {
  const { available, held, debt, reference } = figures;
  const left = available + held;
  if (debt > 0n) return 'overdrawn';
  if (left <= 0n) return 'empty';
  if (left * 100n <= reference * LOW_PERCENT) return 'low';
  if (left * 100n > reference * REARMED_ABOVE_PERCENT) return 'ok';
  return before === 'ok' ? 'ok' : 'low';
}
