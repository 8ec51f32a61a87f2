import { locale, useWords, type Words } from '../i18n/words.js';
import type { Schemas } from '../lib/api.js';
import { Amount } from './amount.js';
import { Grid, type Column } from './grid.js';

type Line = Schemas['PriceArithmetic']['lines'][number];

interface Step {
  readonly key: string;
  readonly label: string;
  readonly quantity?: number;
  readonly price?: string;
  readonly credits: string;
}

interface ArithmeticProps {
  readonly label: string;
  readonly price: Schemas['PriceArithmetic'];
  /** What it came to. */
  readonly credits: string;
}

/** How a price comes about: quantity × rate, the minimum, the factors, and the rounding. */
export function Arithmetic({ label, price, credits }: ArithmeticProps) {
  const t = useWords();
  const columns: Column<Step>[] = [
    { label: t('simulator.line'), render: (step) => step.label },
    {
      label: t('simulator.quantity'),
      isNumber: true,
      render: ({ quantity }) =>
        quantity === undefined ? '–' : <Amount value={String(quantity)} />,
    },
    { label: t('simulator.price'), isNumber: true, render: (step) => step.price ?? '–' },
    { label: t('simulator.credits'), isNumber: true, render: (step) => step.credits },
  ];
  const steps = stepsOf(t, price, credits);
  return <Grid label={label} columns={columns} rows={steps} keyOf={({ key }) => key} />;
}

/** The arithmetic of a price, step by step, as the API gives it. */
function stepsOf(t: Words, price: Schemas['PriceArithmetic'], credits: string): Step[] {
  const { lines, sum, minimum, multipliers } = price;
  return [
    ...lines.map((line) => lineStep(t, line)),
    { key: 'sum', label: t('simulator.sum'), credits: sum },
    ...(minimum === null
      ? []
      : [{ key: 'minimum', label: t('simulator.minimum'), credits: minimum }]),
    ...multipliers.map(({ kind, key, factor, credits: after }) => ({
      key: kind,
      label: t('simulator.times', { factor, kind: t(`simulator.${kind}`), key }),
      credits: after,
    })),
    { key: 'rounded', label: t('simulator.rounded'), credits },
  ];
}

const lineStep = (t: Words, { kind, quantity, rate, per, credits }: Line): Step => ({
  key: kind,
  label: t(`simulator.kind_${kind}`),
  quantity,
  price: t('simulator.per', { price: rate, per: new Intl.NumberFormat(locale()).format(per) }),
  credits,
});
