/** How far what is read of projections may be behind the log. */
import type { Schemas } from '../lib/api.js';
import { readablePosition } from '../lib/position.js';

type Projection = Schemas['Projection'];

/** A projection whose tables are shown. */
export type ProjectionName =
  | 'accounts'
  | 'adjustments'
  | 'approvals'
  | 'balances'
  | 'catalogue'
  | 'ledger_days'
  | 'ledger_entries'
  | 'lots'
  | 'members'
  | 'models'
  | 'usage';

/** Beyond these a lag is amber, then red. */
export const LATE_S = 5;
export const VERY_LATE_S = 60;
/** A projection that was not heard of for so long is not kept up to date. */
const SILENT_S = 60;

/** Whether no process keeps a projection up to date. */
export const isSilent = ({ silent_seconds }: Projection): boolean => silent_seconds > SILENT_S;

/** Whether a projection was stopped by an event that it cannot handle. */
export const isStopped = ({ state }: Projection): boolean => state === 'stopped';

/** How some projections stand, the worst first. */
export type Lag =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'stopped' | 'silent'; readonly names: string }
  | { readonly kind: 'behind'; readonly seconds: number }
  | { readonly kind: 'current'; readonly seconds: number };

/** How the named projections stand; `unknown` where one of them is not among the states. */
export function lagOf(
  states: readonly Projection[] | undefined,
  names: readonly ProjectionName[],
): Lag {
  const known = (states ?? []).filter(({ name }) => names.some((each) => each === name));
  const stopped = known.filter(isStopped);
  if (stopped.length > 0) return { kind: 'stopped', names: listed(stopped) };
  const silent = known.filter(isSilent);
  if (silent.length > 0) return { kind: 'silent', names: listed(silent) };
  const lags = known.flatMap(({ lag_seconds }) => (lag_seconds === null ? [] : [lag_seconds]));
  if (lags.length < names.length) return { kind: 'unknown' };
  const seconds = Math.max(...lags);
  return { kind: seconds > LATE_S ? 'behind' : 'current', seconds };
}

const listed = (states: readonly Projection[]): string => states.map(({ name }) => name).join(', ');

/** The position up to which all of the named projections show everything; undefined: not known. */
export function positionOf(
  states: readonly Projection[] | undefined,
  names: readonly ProjectionName[],
): string | undefined {
  const positions = (states ?? []).flatMap(({ name, position }) =>
    names.some((each) => each === name) ? [position] : [],
  );
  if (positions.length < names.length) return undefined;
  // They are padded, so that their order is that of their texts.
  const [least] = positions.map((position) => position ?? '').sort();
  return least ? readablePosition(least) : undefined;
}
