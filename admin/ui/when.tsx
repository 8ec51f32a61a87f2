import { createContext, useContext } from 'react';
import { locale } from '../i18n/words.js';
import { showInstant, type Precision } from '../lib/time.js';

/** The IANA zone in which times are shown; undefined: the reader's own. */
export const Zone = createContext<string | undefined>(undefined);

/** The reader's own zone. */
export const readersZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

interface WhenProps {
  /** An RFC 3339 instant. */
  readonly at: string;
  readonly precision?: Precision;
}

/** An instant in the zone that was chosen, with the exact one in UTC as its title. */
export function When({ at, precision = 'minute' }: WhenProps) {
  const zone = useContext(Zone);
  return (
    <time dateTime={at} title={at}>
      {showInstant(at, locale(), zone, precision)}
    </time>
  );
}

interface DaysProps {
  readonly from: string;
  readonly to: string;
}

/** The days from one instant to another; one day where both are on it. */
export function Days({ from, to }: DaysProps) {
  const zone = useContext(Zone);
  const day = (at: string) => showInstant(at, locale(), zone, 'date');
  const first = <When at={from} precision="date" />;
  if (day(from) === day(to)) return first;
  return (
    <>
      {first} – <When at={to} precision="date" />
    </>
  );
}
