import type { PlanLookup, PlanTerms } from '../../catalogue/catalogue.js';
import type { Credits } from '../../credits.js';
import { DomainError } from '../../errors.js';
import { HOUR_MS, type Instant } from '../../instant.js';
import type { Money } from '../../money.js';
import type { Reason } from '../commands.js';
import { PlanCreditsGranted, type AccountEvent } from '../events.js';
import type { LotGrant } from '../lot.js';
import { monthOf } from '../period.js';

/**
 * How long the lot of an invoiced plan outlives its period, unless replaced earlier. (A renewal may
 * be finalized 72 hours late.)
 */
export const INVOICE_GRACE_MS = 96 * HOUR_MS;

/** The terms of a plan at an instant; refuses `plan_not_found`. */
export function requirePlan(plans: PlanLookup, plan: string, at: Instant): PlanTerms {
  const terms = plans.planAt(plan, at);
  if (!terms) throw new DomainError('plan_not_found', { plan, on_sale: plans.plansAt(at) });
  return terms;
}

/** A plan without a price: its periods are free, at most one a month. */
export const isFree = ({ price }: PlanTerms): boolean => price.minor === 0n;

/** Source of a free period: the month in which it starts, in the account's time zone. */
export const freeSource = (startsAt: Instant, timeZone: string): string =>
  `free:${monthOf(startsAt, timeZone)}`;

const INVOICE_LINE = 'invoice_line:';
/** Source of what an invoice line paid for. */
export const invoiceSource = (lineId: string): string => `${INVOICE_LINE}${lineId}`;
/** The invoice line of a source; undefined: something else paid. */
export const lineOfSource = (paidBy: string): string | undefined =>
  paidBy.startsWith(INVOICE_LINE) ? paidBy.slice(INVOICE_LINE.length) : undefined;
/** Source of what a payment bought. */
export const paymentSource = (paymentId: string): string => `payment:${paymentId}`;

/** Facts of a bundle besides the plan's terms. */
export interface Grant {
  readonly lotId: string;
  readonly paidBy: string;
  /** Null if free or given by an operator. */
  readonly paid: Money | null;
  readonly effectiveAt: Instant;
  readonly expiresAt: Instant;
}

/** What a version of a plan grants. */
export type Bundle = Pick<PlanTerms, 'plan' | 'version' | 'credits'>;

/** The lot granted by a plan's bundle; undefined if the plan grants none. */
export const bundleOf = ({ credits }: Bundle, grant: Grant): LotGrant | undefined =>
  credits > 0n ? { ...grant, source: 'plan', granted: credits } : undefined;

/** The first bundle of a plan, as the event next to AccountOpened or PlanChanged. */
export function firstBundle(
  accountId: string,
  terms: Bundle,
  grant: Grant,
  repaid: Credits,
  more: Reason | { readonly paidAt: Instant; readonly beside?: true } | undefined = undefined,
): AccountEvent[] {
  const lot = bundleOf(terms, grant);
  if (!lot) return [];
  const { plan, version: planVersion } = terms;
  const granted = { accountId, plan, planVersion, lot, repaid, ...more };
  return [PlanCreditsGranted(grant.effectiveAt, granted)];
}
