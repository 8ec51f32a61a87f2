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

/** A charge for usage, with or without a hold. */
export interface Charge extends Purpose {
  readonly accountId: string;
  readonly debitId: string;
  readonly credits: Credits;
  /** Allocations in the order taken; with `overdrawn` they sum to `credits`. */
  readonly lots: readonly Allocation[];
  readonly overdrawn: Credits;
  /** When it counts towards its member's limit; `occurredAt` by default. */
  readonly countedAt?: Instant | undefined;
  readonly usage?: Usage | undefined;
  readonly price?: Price | undefined;
}

/** Extracts the charge from its event. */
export function chargeOf(fact: ChargeFact): Charge {
  switch (fact.type) {
    case 'CreditsDebited':
      return fact.data;
    case 'HoldSettled':
      return { ...fact.data, lots: added(fact.data.used, fact.data.taken) };
  }
}
