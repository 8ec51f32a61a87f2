/** Dates as people of a language write them. */
const DATE = { day: 'numeric', month: 'long' } as const;
const TIME = { hour: 'numeric', minute: '2-digit' } as const;
const DAY_MS = 86_400_000;

/** In the viewer's zone; with its year where that is another, with the time where it is near. */
export function dateOf(instant: string, locale: string): string {
  const [date, now] = [new Date(instant), new Date()];
  const isThisYear = date.getFullYear() === now.getFullYear();
  const isNear = Math.abs(date.getTime() - now.getTime()) < DAY_MS;
  return date.toLocaleString(locale, {
    ...DATE,
    ...(!isThisYear && { year: 'numeric' }),
    ...(isNear && TIME),
  });
}

/** With the time of day, where an hour matters. */
export const momentOf = (instant: string, locale: string): string =>
  new Date(instant).toLocaleString(locale, { ...DATE, ...TIME });
