/** What the usage explorer is asked, as it stands in the address. */
import { Temporal } from 'temporal-polyfill';

/** What can be counted. */
export const METRICS = [
  'credits',
  'refunded',
  'requests',
  'input_tokens',
  'cached_input_tokens',
  'output_tokens',
  'reasoning_tokens',
  'images',
] as const;
/** What is counted. */
export type Metric = (typeof METRICS)[number];

/** What usage can be grouped by. */
export const DIMENSIONS = ['model', 'feature', 'action', 'account', 'member', 'outcome'] as const;
/** What usage is grouped by. */
export type Dimension = (typeof DIMENSIONS)[number];

/** How wide a bin is, in the calendar of the zone. */
export const BINS = ['hour', 'day', 'month'] as const;
/** How wide a bin is. */
export type Bin = (typeof BINS)[number];

/** How the bins are drawn. */
export const DRAWN = ['bar', 'line'] as const;

/** How many groups stand by themselves; the others are one. */
export const TOPS = ['all', '3', '5', '7'] as const;

/** What the usage is compared with. */
export const COMPARED = ['none', 'before'] as const;

/** A question that is complete: the same address asks the same tomorrow. */
export interface Question {
  readonly metric: Metric;
  /** Two at most, different ones. */
  readonly groupBy: readonly Dimension[];
  readonly bin: Bin;
  /** The first day and the last, both counted: `2026-01-31`. */
  readonly from: string;
  readonly to: string;
  /** An IANA zone: whose days these are. */
  readonly zone: string;
  readonly drawn: (typeof DRAWN)[number];
  readonly top: (typeof TOPS)[number];
  readonly compare: (typeof COMPARED)[number];
  /** Those that count, separated by commas; '' for all. */
  readonly account: string;
  readonly model: string;
}

const USUAL_DAYS = 30;

/**
 * Reads an address. What it leaves out, or says in a way that means nothing, is as usual: credits
 * by model and day, of the 30 days up to `now`, in the zone `mine`.
 */
export function questionOf(search: URLSearchParams, now: number, mine: string): Question {
  const zone = zoneOf(search.get('zone')) ?? mine;
  const today = Temporal.PlainDate.from(todayIn(zone, now));
  const to = dayIn(search.get('to')) ?? today;
  const usual = to.subtract({ days: USUAL_DAYS - 1 });
  const from = dayIn(search.get('from')) ?? usual;
  return {
    metric: METRICS.find((each) => each === search.get('metric')) ?? 'credits',
    groupBy: groupingOf(search.get('by')),
    bin: BINS.find((each) => each === search.get('bin')) ?? 'day',
    from: (Temporal.PlainDate.compare(from, to) > 0 ? usual : from).toString(),
    to: to.toString(),
    zone,
    drawn: DRAWN.find((each) => each === search.get('drawn')) ?? 'bar',
    top: TOPS.find((each) => each === search.get('top')) ?? 'all',
    compare: COMPARED.find((each) => each === search.get('compare')) ?? 'none',
    account: search.get('account') ?? '',
    model: search.get('model') ?? '',
  };
}

/** The day it is in a zone. */
export const todayIn = (zone: string, now: number): string =>
  Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).toPlainDate().toString();

function groupingOf(text: string | null): Dimension[] {
  if (text === '') return [];
  const asked = text?.split(',') ?? [];
  const known = DIMENSIONS.filter((each) => asked.includes(each));
  if (known.length === 0) return ['model'];
  return known.sort((one, other) => asked.indexOf(one) - asked.indexOf(other)).slice(0, 2);
}

/** The address of a question. */
export function searchOf({ groupBy, account, model, ...question }: Question): URLSearchParams {
  return new URLSearchParams({
    ...question,
    by: groupBy.join(','),
    ...(account !== '' && { account }),
    ...(model !== '' && { model }),
  });
}

/**
 * The address of a question as it is saved: the usual time, up to today, is left open, so that a
 * view of it moves on with the days.
 */
export function viewOf(question: Question, now: number): string {
  const search = searchOf(question);
  const usual = questionOf(new URLSearchParams({ zone: question.zone }), now, question.zone);
  if (question.from === usual.from && question.to === usual.to) {
    search.delete('from');
    search.delete('to');
  }
  return search.toString();
}

/** The query of `GET /v1/usage` that answers a question. */
export function queryOf(question: Question) {
  const { groupBy, bin, from, to, zone, account, model } = question;
  return {
    from: midnight(Temporal.PlainDate.from(from), zone),
    to: midnight(Temporal.PlainDate.from(to).add({ days: 1 }), zone),
    granularity: bin,
    time_zone: zone,
    ...(groupBy.length > 0 && { group_by: groupBy.join(',') }),
    ...(account !== '' && { 'filter[account]': account }),
    ...(model !== '' && { 'filter[model]': model }),
  };
}

/** How many groups stand by themselves; `all`: how many where all may. */
export const mostOf = ({ top }: Question, all: number): number =>
  top === 'all' ? all : Number(top);

/**
 * The same question of the period before: as many days, up to the day before the first; of whole
 * months, as many months.
 */
export function before(question: Question): Question {
  const from = Temporal.PlainDate.from(question.from);
  const end = Temporal.PlainDate.from(question.to).add({ days: 1 });
  const isWhole = from.day === 1 && end.day === 1;
  const length = from.until(end, { largestUnit: isWhole ? 'month' : 'day' });
  const [first, last] = [from.subtract(length), from.subtract({ days: 1 })];
  return { ...question, from: first.toString(), to: last.toString() };
}

const midnight = (day: Temporal.PlainDate, zone: string): string =>
  instantText(day.toZonedDateTime(zone));

/** As the API writes instants: with milliseconds. */
const instantText = (at: Temporal.ZonedDateTime): string =>
  at.toInstant().toString({ fractionalSecondDigits: 3 });

/** When the bin that begins at an instant ends. */
export function endOf(start: string, { bin, zone }: Question): string {
  const at = Temporal.Instant.from(start).toZonedDateTimeISO(zone);
  if (bin === 'hour') return instantText(at.add({ hours: 1 }));
  if (bin === 'day') return midnight(at.toPlainDate().add({ days: 1 }), zone);
  return midnight(at.toPlainDate().with({ day: 1 }).add({ months: 1 }), zone);
}

/** Whether all of a bin is asked for, and counted up to `until`. */
export function isWhole(start: string, question: Question, until: string): boolean {
  const { from, to } = queryOf(question);
  const end = endOf(start, question);
  return start >= from && end <= to && end <= until;
}

/** The most bins that are drawn. */
const MAX_DRAWN_BINS = 750;

/**
 * Starts of all bins of a question, those without usage too, up to `until`, where none has begun
 * yet; undefined where there are too many to draw. `times` are those that the API has.
 */
export function binsOf(
  question: Question,
  until: string,
  times: readonly string[],
): string[] | undefined {
  const { from, to } = queryOf(question);
  const end = until < to ? until : to;
  const first = times[0] !== undefined && times[0] < from ? times[0] : from;
  const starts = new Set(times);
  for (let at = first; at < end; at = endOf(at, question)) {
    starts.add(at);
    if (starts.size > MAX_DRAWN_BINS) return undefined;
  }
  return starts.size > MAX_DRAWN_BINS ? undefined : [...starts].sort();
}

/** The zone of a name; undefined: there is none. */
export function zoneOf(name: string | null): string | undefined {
  if (name === null) return undefined;
  try {
    // Names are the API's too; offsets are none.
    new Intl.DateTimeFormat('en', { timeZone: name });
    return /^[A-Za-z]/.test(name) ? name : undefined;
  } catch {
    return undefined;
  }
}

function dayIn(text: string | null): Temporal.PlainDate | undefined {
  if (text === null || !/^\d{4}-\d\d-\d\d$/.test(text)) return undefined;
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' });
  } catch {
    return undefined;
  }
}
