/** The terms of plans, packs and rates, field by field, as they are shown and compared. */
import { locale, type Words } from '../../i18n/words.js';
import { amountText } from '../../lib/amount.js';
import type { Schemas } from '../../lib/api.js';
import { moneyText } from '../../ui/money.js';
import type { Field } from './differences.js';

const credits = (value: string): string => amountText(value, locale());

/** What a version says, apart from which it is and since when. */
type Terms<Version> = Omit<
  Version,
  'version' | `effective_${string}` | 'published_at' | 'proposal' | Standing
>;
type Standing = 'status' | 'actor' | 'event_id';

/** The terms of a version of any of them. */
export function offerFields(t: Words, version: Schemas['OfferVersion']): Field[] {
  switch (version.type) {
    case 'plan':
      return planFields(t, version);
    case 'pack':
      return packFields(t, version);
    case 'rate':
      return rateFields(t, version);
  }
}

/** The terms of a version of a plan. */
export const planFields = (t: Words, plan: Terms<Schemas['Plan']>): Field[] => [
  field('name', t('terms.name'), plan.name),
  field('price', t('terms.price_monthly'), moneyText(plan.price)),
  field('credits', t('terms.credits_monthly'), credits(plan.credits)),
  field('seats', t('terms.seats'), String(plan.seats)),
  field(
    'priority_support',
    t('terms.priority_support'),
    t(plan.priority_support ? 'terms.yes' : 'terms.no'),
  ),
];

/** The terms of a version of a pack: those of its kind. */
export function packFields(t: Words, pack: Terms<Schemas['Pack']>): Field[] {
  const money = (key: 'price' | 'least' | 'most') => {
    const value = pack[key];
    return value ? [field(key, t(`terms.${key}`), moneyText(value))] : [];
  };
  const currency = pack.least?.currency;
  return [
    field('name', t('terms.name'), pack.name),
    field('description', t('terms.description'), pack.description || t('terms.none')),
    field('kind', t('terms.kind'), t(`terms.kind_${pack.kind}`)),
    ...money('price'),
    ...(pack.credits === null ? [] : [field('credits', t('terms.credits'), credits(pack.credits))]),
    ...money('least'),
    ...money('most'),
    ...(pack.credits_per_unit === null || currency === undefined
      ? []
      : [
          field(
            'credits_per_unit',
            t('terms.credits_per_unit', { unit: unitText(currency) }),
            credits(pack.credits_per_unit),
          ),
        ]),
  ];
}

/** One whole unit of a currency: `$1`. */
export const unitText = (currency: string): string =>
  new Intl.NumberFormat(locale(), { style: 'currency', currency, maximumFractionDigits: 0 }).format(
    1,
  );

/** The terms of a rate. What it does not price is said, since that is not the same as free. */
export function rateFields(t: Words, rate: Terms<Schemas['Rate']>): Field[] {
  const { per_million: per } = rate;
  const price = (value: string | null, otherwise: string) =>
    value === null ? otherwise : credits(value);
  const unpriced = t('terms.not_priced');
  return [
    field('input', t('terms.input'), price(per.input, unpriced)),
    field('cached_input', t('terms.cached_input'), price(per.cached_input, t('terms.as_input'))),
    field('output', t('terms.output'), price(per.output, unpriced)),
    field('reasoning', t('terms.reasoning'), price(per.reasoning, t('terms.as_output'))),
    field('per_image', t('terms.per_image'), price(rate.per_image, unpriced)),
    field('per_request', t('terms.per_request'), price(rate.per_request, t('terms.none'))),
    field('minimum', t('terms.minimum'), price(rate.minimum, t('terms.none'))),
    ...factors(t, 'mode', rate.mode_multipliers),
    ...factors(t, 'complexity', rate.complexity_multipliers),
    ...factors(t, 'outcome', rate.outcome_multipliers),
  ];
}

const factors = (
  t: Words,
  kind: 'mode' | 'complexity' | 'outcome',
  byName: Readonly<Record<string, string>>,
): Field[] =>
  Object.entries(byName)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, factor]) => ({
      ...field(`${kind} ${name}`, t(`terms.${kind}`, { name }), t('terms.factor', { factor })),
      absent: t('terms.factor', { factor: '1' }),
    }));

const field = (key: string, label: string, value: string): Field => ({ key, label, value });
