/** How an account stands: by the level of its credits, unless they cannot be used at all. */
import type { TemplateResult } from 'lit';
import { icons } from './icons.js';
import type { Balance, Level } from '../wire/wire.js';

/** `frozen`: suspended for now. */
export type Standing = Level | 'frozen' | 'closed';

/** `ok` where nothing is known. */
export function standingOf(balance: Balance | undefined): Standing {
  if (balance?.status === 'suspended') return 'frozen';
  if (balance?.status === 'closed') return 'closed';
  return balance?.level ?? 'ok';
}

/** Whether its credits can be used, where it has any. */
export const isUsable = (standing: Standing): boolean =>
  standing !== 'frozen' && standing !== 'closed';

const ICONS: Readonly<Record<Standing, TemplateResult>> = {
  ok: icons.ok,
  low: icons.low,
  empty: icons.empty,
  overdrawn: icons.empty,
  frozen: icons.paused,
  closed: icons.paused,
};

/** Says the same as the word beside it. */
export const iconOf = (standing: Standing): TemplateResult => ICONS[standing];
