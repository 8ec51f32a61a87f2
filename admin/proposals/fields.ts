/** The fields of the form of a proposal, and where the server's refusals name them. */
import type { Draft, FieldName, Offer } from './draft.js';

/** How a field is typed. */
export type Kind = 'text' | 'number' | 'yes' | 'pack_kind';

/** A field of the form. */
export interface FormField {
  readonly name: FieldName;
  readonly kind: Kind;
  /** The names by which a refusal may name it. */
  readonly said: readonly string[];
}

const field = (name: FieldName, kind: Kind = 'text', said: string = name): FormField => ({
  name,
  kind,
  said: [`publication.terms.${said}`],
});
const number = (name: FieldName, said: string = name) => field(name, 'number', said);
const money = (name: FieldName): FormField => ({
  name,
  kind: 'number',
  said: [`publication.terms.${name}.minor`, `publication.terms.${name}`],
});
const currency = (of: readonly string[]): FormField => ({
  name: 'currency',
  kind: 'text',
  said: of.map((name) => `publication.terms.${name}.currency`),
});
const idOf = (name: string): FormField => ({
  name: 'id',
  kind: 'text',
  said: [`publication.${name}`],
});

const PLAN: readonly FormField[] = [
  field('name'),
  money('price'),
  currency(['price']),
  number('credits'),
  number('seats'),
  field('priority_support', 'yes'),
];
const PACK: readonly FormField[] = [
  field('name'),
  field('description'),
  field('kind', 'pack_kind'),
];
const FIXED: readonly FormField[] = [money('price'), currency(['price']), number('credits')];
const CUSTOM: readonly FormField[] = [
  money('least'),
  money('most'),
  currency(['least', 'most']),
  number('credits_per_unit'),
];
const RATE: readonly FormField[] = [
  number('input', 'per_million.input'),
  number('cached_input', 'per_million.cached_input'),
  number('output', 'per_million.output'),
  number('reasoning', 'per_million.reasoning'),
  number('per_image'),
  number('per_request'),
  number('minimum'),
  field('mode_multipliers'),
  field('complexity_multipliers'),
  field('outcome_multipliers'),
];

/** The fields of an offer, in their order. */
export function fieldsOf({ type, id }: Offer, { kind }: Draft): readonly FormField[] {
  const named = id === undefined ? [idOf(type)] : [];
  switch (type) {
    case 'plan':
      return [...named, ...PLAN];
    case 'pack':
      return [...named, ...PACK, ...(kind === 'fixed' ? FIXED : CUSTOM)];
    case 'rate':
      return RATE;
  }
}

/** Whether a refusal is of the minor units of a field, which nobody has typed. */
export const isOfMinor = (
  { said }: FormField,
  parameters: readonly { readonly name: string }[],
): boolean => parameters.some(({ name }) => name.endsWith('.minor') && said.includes(name));

/** What a refusal says of a field; undefined: nothing. A field inside it counts as it. */
export function saidOfField(
  { said }: FormField,
  parameters: readonly { readonly name: string; readonly reason: string }[],
): string | undefined {
  const found = parameters.find(({ name }) =>
    said.some((own) => name === own || name.startsWith(`${own}.`)),
  );
  return found?.reason;
}
