import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { searchNow, useSearch } from '../../lib/address.js';

/** By which clock a moment of the past is meant: when it was written, or when it was true. */
export type ClockKind = 'recorded' | 'effective';

/** A moment of the past, as the address and the API name it. */
export interface Moment {
  readonly clock: ClockKind;
  /** An RFC 3339 instant; by the recorded clock also the position of an event. */
  readonly at: string;
}

const PARAM = { recorded: 'known_at', effective: 'as_of' } as const;
const KEPT = ['zone', 'known_at', 'as_of'] as const;

/** The moment that the address names; undefined: now. */
export function useMoment(): Moment | undefined {
  const [search] = useSearchParams();
  const [recorded, effective] = [search.get(PARAM.recorded), search.get(PARAM.effective)];
  return useMemo(() => momentOf(recorded, effective), [recorded, effective]);
}

/** The moment that the address names now, which may not be drawn yet. */
export function momentNow(): Moment | undefined {
  const search = searchNow();
  return momentOf(search.get(PARAM.recorded), search.get(PARAM.effective));
}

function momentOf(recorded: string | null, effective: string | null): Moment | undefined {
  if (recorded !== null) return { clock: 'recorded', at: recorded };
  return effective === null ? undefined : { clock: 'effective', at: effective };
}

/** Goes to a moment, or back to now. */
export function useSetMoment(): (moment: Moment | undefined) => void {
  const [, changeSearch] = useSearch();
  return (moment) =>
    changeSearch((next) => {
      for (const name of Object.values(PARAM)) next.delete(name);
      if (moment) next.set(PARAM[moment.clock], moment.at);
    });
}

/** The search part of a link to another part of the account: zone and moment stay. */
export function useKeptSearch(): (more?: Readonly<Record<string, string>>) => string {
  const [search] = useSearchParams();
  return (more = {}) => {
    const next = new URLSearchParams(more);
    for (const name of KEPT) {
      const value = search.get(name);
      if (value !== null) next.set(name, value);
    }
    const text = next.toString();
    return text === '' ? '' : `?${text}`;
  };
}

/** Query of a read that knows the recorded clock. */
export const knownAt = (moment: Moment | undefined) =>
  moment?.clock === 'recorded' ? { known_at: moment.at } : {};

/** Query of a read that knows both clocks. */
export const atMoment = (moment: Moment | undefined) =>
  moment?.clock === 'effective' ? { as_of: moment.at } : knownAt(moment);

/** The first instant after a moment: the API's ranges end before an instant, not with it. */
export function justAfter(instant: string): string {
  const ms = Date.parse(instant);
  return Number.isNaN(ms) ? instant : new Date(ms + 1).toISOString();
}

/** Query of ledger entries up to and with a moment. */
export const entriesUpTo = (moment: Moment | undefined) =>
  moment?.clock === 'effective' ? { 'filter[to]': justAfter(moment.at) } : knownAt(moment);
