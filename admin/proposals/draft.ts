/** What is typed into the form of a proposal, and the body that it makes. */
import type { Schemas } from '../lib/api.js';
import { majorText, minorOf } from '../lib/price.js';

type Version = Schemas['OfferVersion'];
/** What versions are of. */
export type OfferType = Version['type'];

/** Of what a version is proposed. */
export interface Offer {
  readonly type: OfferType;
  /** Undefined: of a new plan or pack. */
  readonly id: string | undefined;
}

/** Everything that is typed, as text; `''`: nothing. */
export type Draft = Readonly<Record<FieldName, string>>;

const FIELD_NAMES = [
  'id',
  'name',
  'description',
  'kind',
  'currency',
  'price',
  'credits',
  'least',
  'most',
  'credits_per_unit',
  'seats',
  'priority_support',
  'input',
  'cached_input',
  'output',
  'reasoning',
  'per_image',
  'per_request',
  'minimum',
  'mode_multipliers',
  'complexity_multipliers',
  'outcome_multipliers',
  'effective_from',
  'note',
] as const;
/** A field of the form. */
export type FieldName = (typeof FIELD_NAMES)[number];

const EMPTY: Draft = {
  id: '',
  name: '',
  description: '',
  kind: 'fixed',
  currency: 'usd',
  price: '',
  credits: '',
  least: '',
  most: '',
  credits_per_unit: '',
  seats: '1',
  priority_support: '',
  input: '',
  cached_input: '',
  output: '',
  reasoning: '',
  per_image: '',
  per_request: '',
  minimum: '',
  mode_multipliers: '',
  complexity_multipliers: '',
  outcome_multipliers: '',
  effective_from: '',
  note: '',
};

/** The terms that hold as they would be typed; undefined: nothing holds yet. */
export function draftOf(live: Version | undefined): Draft {
  switch (live?.type) {
    case undefined:
      return EMPTY;
    case 'plan': {
      const { name, price, credits, seats, priority_support: priority } = live;
      return {
        ...EMPTY,
        name,
        currency: price.currency,
        price: majorText(price),
        credits,
        seats: String(seats),
        priority_support: priority ? 'yes' : '',
      };
    }
    case 'pack': {
      const { name, description, kind, price, credits, least, most, credits_per_unit } = live;
      const money = (amount: Schemas['Money'] | null) => (amount ? majorText(amount) : '');
      return {
        ...EMPTY,
        name,
        description,
        kind,
        currency: price?.currency ?? least?.currency ?? EMPTY.currency,
        price: money(price),
        credits: credits ?? '',
        least: money(least),
        most: money(most),
        credits_per_unit: credits_per_unit ?? '',
      };
    }
    case 'rate': {
      const { per_million: per, per_image, per_request, minimum } = live;
      return {
        ...EMPTY,
        input: per.input ?? '',
        cached_input: per.cached_input ?? '',
        output: per.output ?? '',
        reasoning: per.reasoning ?? '',
        per_image: per_image ?? '',
        per_request: per_request ?? '',
        minimum: minimum ?? '',
        mode_multipliers: factorsText(live.mode_multipliers),
        complexity_multipliers: factorsText(live.complexity_multipliers),
        outcome_multipliers: factorsText(live.outcome_multipliers),
      };
    }
  }
}

/** The body of what was typed. The server says what is wrong with it. */
export function publicationOf({ type, id }: Offer, draft: Draft): Schemas['Publication'] {
  const from = draft.effective_from === '' ? {} : { effective_from: draft.effective_from };
  switch (type) {
    case 'plan':
      return { type, plan: id ?? draft.id, terms: { ...planTerms(draft), ...from } };
    case 'pack':
      return { type, pack: id ?? draft.id, terms: { ...packTerms(draft), ...from } };
    case 'rate':
      return { type, model_id: id ?? draft.id, terms: { ...rateTerms(draft), ...from } };
  }
}

const moneyOf = (text: string, { currency }: Draft) => ({
  minor: minorOf(text, currency),
  currency,
});

const planTerms = (draft: Draft): Schemas['PublishPlan'] => ({
  name: draft.name,
  price: moneyOf(draft.price, draft),
  credits: draft.credits,
  seats: Number(draft.seats),
  priority_support: draft.priority_support !== '',
});

function packTerms(draft: Draft): Schemas['PublishPack'] {
  const { name, description, credits, credits_per_unit } = draft;
  if (draft.kind === 'fixed') {
    return { kind: 'fixed', name, description, price: moneyOf(draft.price, draft), credits };
  }
  const [least, most] = [moneyOf(draft.least, draft), moneyOf(draft.most, draft)];
  return { kind: 'custom', name, description, least, most, credits_per_unit };
}

const PER_MILLION = ['input', 'cached_input', 'output', 'reasoning'] as const;
const PRICES = ['per_image', 'per_request', 'minimum'] as const;

function rateTerms(draft: Draft): Schemas['PublishRate'] {
  return {
    per_million: typed(PER_MILLION, draft),
    ...typed(PRICES, draft),
    mode_multipliers: factorsOf(draft.mode_multipliers),
    complexity_multipliers: factorsOf(draft.complexity_multipliers),
    outcome_multipliers: factorsOf(draft.outcome_multipliers),
  };
}

/** What has no price stays out: that is not the same as free. */
const typed = (names: readonly FieldName[], draft: Draft): Record<string, string> =>
  Object.fromEntries(names.filter((name) => draft[name] !== '').map((name) => [name, draft[name]]));

const factorsText = (factors: Readonly<Record<string, string>>): string =>
  Object.entries(factors)
    .map(([name, factor]) => `${name} ${factor}`)
    .join(', ');

/** `plan 0.5, build 1` by name. */
const factorsOf = (text: string): Record<string, string> =>
  Object.fromEntries(
    text
      .split(',')
      .map((each) => each.trim().split(/\s+/))
      .filter(([name]) => name !== undefined && name !== '')
      .map(([name = '', ...factor]) => [name, factor.join(' ')]),
  );
