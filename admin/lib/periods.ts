/** Periods that are chosen by name, as days of the calendar: `2026-01-31`. */

export const PERIODS = ['last_7', 'last_30', 'this_month', 'last_month'] as const;
/** A period up to today, or the month before this one. */
export type Period = (typeof PERIODS)[number];

/** The first day and the last, both counted. */
export interface Days {
  readonly from: string;
  readonly to: string;
}

/** A day so many days later. */
export function dayAfter(day: string, days = 1): string {
  const at = new Date(`${day}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}

/** The days of a period, today included where it is not the month before. */
export function daysOf(period: Period, today: string): Days {
  const first = firstOfMonth(today);
  switch (period) {
    case 'last_7':
      return { from: dayAfter(today, -6), to: today };
    case 'last_30':
      return { from: dayAfter(today, -29), to: today };
    case 'this_month':
      return { from: first, to: today };
    case 'last_month': {
      const last = dayAfter(first, -1);
      return { from: firstOfMonth(last), to: last };
    }
  }
}

/** The period that some days are today; undefined: they have no name. */
export const periodOf = ({ from, to }: Days, today: string): Period | undefined =>
  PERIODS.find((period) => {
    const days = daysOf(period, today);
    return days.from === from && days.to === to;
  });

const firstOfMonth = (day: string): string => `${day.slice(0, 7)}-01`;
