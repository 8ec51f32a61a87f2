import type { Credits } from '../credits.js';
import type { FactOf } from '../event.js';
import type { Instant } from '../instant.js';
import type { Price, Usage } from '../model/price.js';
import type { CreditsDebited } from './events.js';
import { added } from './hold-book.js';
import type { HoldSettled } from './hold-events.js';
import type { Allocation } from './lot.js';
import type { Purpose } from './purpose.js';

/** The events that charge an account for usage, and that a refund can give back. */
export type ChargeFact = FactOf<typeof CreditsDebited> | FactOf<typeof HoldSettled>;

/** A debit, whether it was held before or not. */
export interface Charge extends Purpose {
  readonly accountId: string;
  readonly debitId: string;
  readonly credits: Credits;
  /** What each lot gave, in the order in which it was taken; with `overdrawn` it is `credits`. */
  readonly lots: readonly Allocation[];
  readonly overdrawn: Credits;
  /** When it counts for its member's limit; when it occurred unless told. */
  readonly countedAt?: Instant | undefined;
  readonly usage?: Usage | undefined;
  readonly price?: Price | undefined;
}

/** What was charged, by the event that did it. */
export function chargeOf(fact: ChargeFact): Charge {
  switch (fact.type) {
    case 'CreditsDebited':
      return fact.data;
    case 'HoldSettled':
      return { ...fact.data, lots: added(fact.data.used, fact.data.taken) };
  }
}
