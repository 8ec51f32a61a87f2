/** Levels of a balance, and when one is crossed. */
import { divideRoundingDown, min, type Credits } from '../credits.js';
import type { BalanceLevel } from './events.js';

/**
 * Figures that determine the level. Held credits count as left, or it would flap with every
 * request.
 */
export interface Figures {
  readonly available: Credits;
  readonly held: Credits;
  readonly debt: Credits;
  readonly reference: Credits;
}

const LOW_PERCENT = 20n;
/** Hysteresis: a low balance becomes ok only above this. */
const REARMED_ABOVE_PERCENT = 25n;

/**
 * (available + held) / reference in percent, two decimals, rounded down; null without a reference.
 * At most 100: credits still held from an ended lot count as left, but not in the reference.
 */
export function percentLeft({ available, held, reference }: Figures): number | null {
  if (reference === 0n) return null;
  return Number(min(divideRoundingDown((available + held) * 10_000n, reference), 10_000n)) / 100;
}

/** The level after a change of balance, given the previous level. */
export function levelAfter(before: BalanceLevel, figures: Figures): BalanceLevel {
  const { available, held, debt, reference } = figures;
  const left = available + held;
  if (debt > 0n) return 'overdrawn';
  if (left <= 0n) return 'empty';
  if (left * 100n <= reference * LOW_PERCENT) return 'low';
  if (left * 100n > reference * REARMED_ABOVE_PERCENT) return 'ok';
  return before === 'ok' ? 'ok' : 'low';
}
