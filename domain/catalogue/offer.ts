import { MAX_CREDITS_PER_AMOUNT, type Credits } from '../credits.js';
import { invalidParameter } from '../errors.js';
import { Label } from '../model/price.js';
import type { Money } from '../money.js';
import { quotePack } from './catalogue.js';
import type { PackOffer, PlanOffer } from './commands.js';

/** Above any price: a hundred billion dollars. */
export const MAX_PRICE_MINOR = 10_000_000_000_000n;
/** Limit of seats per plan. */
export const MAX_SEATS_PER_PLAN = 100_000;
const MAX_NAME_CHARS = 128;
const MAX_DESCRIPTION_CHARS = 1_000;

/** Refuses `validation_failed` naming a term of a plan that is out of bounds. */
export function checkPlan({ plan, name, price, credits, seats }: PlanOffer): void {
  checkId('plan', plan);
  checkText('name', name, 1, MAX_NAME_CHARS);
  checkPrice('price', price, 0n);
  checkCredits('credits', credits, 0n);
  if (!Number.isInteger(seats) || seats < 1 || seats > MAX_SEATS_PER_PLAN) {
    throw invalidParameter('seats', `expected 1 to ${MAX_SEATS_PER_PLAN}`);
  }
}

/** Refuses `validation_failed` naming a term of a pack that is out of bounds. */
export function checkPack(offer: PackOffer): void {
  const { terms } = offer;
  checkId('pack', offer.pack);
  checkText('name', offer.name, 1, MAX_NAME_CHARS);
  checkText('description', offer.description, 0, MAX_DESCRIPTION_CHARS);
  switch (terms.kind) {
    case 'fixed':
      checkPrice('price', terms.price, 1n);
      return checkCredits('credits', terms.credits, 1n);
    case 'custom': {
      const { currency, least, most, creditsPerMajorUnit } = terms;
      checkPrice('least', least, 1n);
      checkPrice('most', most, least.minor);
      if (least.currency !== currency || most.currency !== currency) {
        throw invalidParameter('currency', 'expected one currency for the bounds');
      }
      checkCredits('credits_per_major_unit', creditsPerMajorUnit, 1n);
      // Both bounds must buy an amount that a lot can hold.
      const whole = { ...offer, version: 0, effectiveFrom: 0 };
      checkCredits('least', quotePack(whole, least).credits, 1n);
      quotePack(whole, most);
    }
  }
}

/** Whether two offers of a plan are equal. */
export const samePlan = (a: PlanOffer, b: PlanOffer): boolean =>
  a.name === b.name &&
  sameMoney(a.price, b.price) &&
  a.credits === b.credits &&
  a.seats === b.seats &&
  a.prioritySupport === b.prioritySupport;

/** Whether two offers of a pack are equal. */
export function samePack(a: PackOffer, b: PackOffer): boolean {
  if (a.name !== b.name || a.description !== b.description) return false;
  if (a.terms.kind === 'fixed' && b.terms.kind === 'fixed') {
    return sameMoney(a.terms.price, b.terms.price) && a.terms.credits === b.terms.credits;
  }
  if (a.terms.kind === 'custom' && b.terms.kind === 'custom') {
    return (
      sameMoney(a.terms.least, b.terms.least) &&
      sameMoney(a.terms.most, b.terms.most) &&
      a.terms.creditsPerMajorUnit === b.terms.creditsPerMajorUnit
    );
  }
  return false;
}

const sameMoney = (a: Money, b: Money): boolean => a.minor === b.minor && a.currency === b.currency;

function checkId(field: string, id: string): void {
  if (!Label.safeParse(id).success) {
    throw invalidParameter(field, 'expected 1 to 64 of A-Z a-z 0-9 . _ : -');
  }
}

function checkText(field: string, text: string, least: number, most: number): void {
  if (text.length < least || text.length > most) {
    throw invalidParameter(field, `expected ${least} to ${most} characters`);
  }
}

function checkPrice(field: string, { minor, currency }: Money, least: bigint): void {
  if (minor < least || minor > MAX_PRICE_MINOR) {
    throw invalidParameter(`${field}.minor`, `expected ${least} to ${MAX_PRICE_MINOR}`);
  }
  if (!/^[a-z]{3}$/.test(currency)) {
    throw invalidParameter(`${field}.currency`, 'expected a lower-case ISO 4217 code');
  }
}

function checkCredits(field: string, credits: Credits, least: bigint): void {
  if (credits < least || credits > MAX_CREDITS_PER_AMOUNT) {
    throw invalidParameter(field, 'expected up to 1000000000 credits, above 0 for a pack');
  }
}
