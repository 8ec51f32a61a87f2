import type { AccountEvent } from '../../domain/account/events.js';
import { postedCredits, postingOf } from '../../domain/account/posting.js';
import type { Credits } from '../../domain/credits.js';
import { HOUR_MS, type Instant } from '../../domain/instant.js';
import type { StoredAccountEvent } from './present-event.js';
import { modelOf, type Taken } from './scan-events.js';

/** Events of usage, which a product writes by the thousand. */
export const USAGE_TYPES: readonly AccountEvent['type'][] = [
  'CreditsDebited',
  'HoldPlaced',
  'HoldSettled',
];

/** Usage of one model in one hour, with no other event between; one event or more. */
export class UsageFold {
  events = 1;
  credits: Credits;
  oldest: StoredAccountEvent;

  constructor(
    readonly newest: StoredAccountEvent,
    /** When the hour (UTC) begins in which the usage occurred. */
    readonly hour: Instant,
  ) {
    this.credits = creditsOf(newest);
    this.oldest = newest;
  }

  /** Adds the next older event. */
  add(event: StoredAccountEvent): void {
    this.events += 1;
    this.credits += creditsOf(event);
    this.oldest = event;
  }
}

const creditsOf = ({ recorded }: StoredAccountEvent): Credits =>
  postedCredits(postingOf(recorded.fact));

/**
 * Rows of a timeline, newest first: consecutive events of usage are folded by hour and model, every
 * other event is a row by itself, and ends the folds before it.
 */
export class TimelineRows {
  readonly rows: (StoredAccountEvent | UsageFold)[] = [];
  private hour: Instant | undefined;
  private readonly open = new Map<string, UsageFold>();

  /** `size`: the limit of rows. */
  constructor(private readonly size: number) {}

  /** Takes the next older event, or refuses it if it needs a row and there is none left. */
  take(event: StoredAccountEvent): Taken {
    const { type, occurredAt } = event.recorded.fact;
    const hour = USAGE_TYPES.includes(type)
      ? Math.floor(occurredAt / HOUR_MS) * HOUR_MS
      : undefined;
    if (hour !== this.hour) this.open.clear();
    this.hour = hour;
    const model = modelOf(event) ?? '';
    const fold = this.open.get(model);
    if (fold) {
      fold.add(event);
      return 'more';
    }
    if (this.rows.length >= this.size) return 'refused';
    this.rows.push(hour === undefined ? event : this.begin(model, event, hour));
    return 'more';
  }

  private begin(model: string, event: StoredAccountEvent, hour: Instant): UsageFold {
    const fold = new UsageFold(event, hour);
    this.open.set(model, fold);
    return fold;
  }
}
