/** Interprets a change of level, which depends on its direction. */
import { creditsOf } from './amount.js';
import type { Balance } from '../wire/wire.js';

/** The part of a balance that says so. */
type Left = Pick<Balance, 'level' | 'available' | 'held' | 'debt'>;

/** What is said of a level that was crossed. */
export interface Crossing {
  /** Low or no credits are worth announcing: credits went down, or this is the first balance. */
  readonly isNews: boolean;
  /** Credits came in, and there is enough again. */
  readonly isRecovery: boolean;
}

/** `before`: the balance that was seen last; null when there was none. */
export function crossingOf(before: Left | null, now: Left): Crossing {
  if (before === null) return { isNews: true, isRecovery: false };
  const change = leftOf(now) - leftOf(before);
  return { isNews: change < 0n, isRecovery: change > 0n && now.level === 'ok' };
}

/** What a level is judged by, in micro-credits. */
const leftOf = ({ available, held, debt }: Left): bigint =>
  creditsOf(available) + creditsOf(held) - creditsOf(debt);
