import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useMutation } from '@tanstack/react-query';
import { useForm, useWatch, type Control, type UseFormRegister } from 'react-hook-form';
import { useWords } from '../i18n/words.js';
import { answerOf, api, ApiError, type Schemas } from '../lib/api.js';
import { FILTER_ROW } from '../ui/filter-fields.js';
import { Panel } from '../ui/panel.js';
import { Trouble } from '../ui/states.js';
import { QuoteTable } from './quote-table.js';

type Rate = Schemas['ListedRate'];

const QUANTITIES = [
  'input_tokens',
  'cached_input_tokens',
  'output_tokens',
  'reasoning_tokens',
  'images',
] as const;
const MANNERS = ['mode', 'complexity', 'outcome'] as const;
type Call = Record<(typeof QUANTITIES)[number] | (typeof MANNERS)[number], string>;

const USUAL: Call = {
  input_tokens: '1000',
  cached_input_tokens: '',
  output_tokens: '500',
  reasoning_tokens: '',
  images: '',
  mode: '',
  complexity: '',
  outcome: '',
};
/** Scheduled rates that a call is priced by besides the live one. */
const MAX_SCHEDULED = 3;

interface SimulatorProps {
  readonly id: string;
  /** Newest first. */
  readonly rates: readonly Rate[];
}

/** What one call would cost, by the rate of now and by those that are scheduled. */
export function Simulator({ id, rates }: SimulatorProps) {
  const t = useWords();
  const { register, control, handleSubmit } = useForm<Call>({ defaultValues: USUAL });
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: (call: Call) => quotesOf(id, rates, call),
  });
  return (
    <Panel title={t('simulator.title')}>
      <Box
        component="form"
        noValidate
        sx={{ ...FILTER_ROW, padding: 1.75 }}
        onSubmit={(event) => void handleSubmit((call) => mutate(call))(event)}
      >
        {QUANTITIES.map((name) => (
          <TextField
            key={name}
            {...register(name)}
            label={t(`simulator.${name}`)}
            slotProps={{ inputLabel: { shrink: true }, htmlInput: { inputMode: 'numeric' } }}
          />
        ))}
        {MANNERS.map((name) => (
          <Manner key={name} name={name} rates={rates} {...{ register, control }} />
        ))}
        <Button type="submit" variant="contained" disabled={isPending}>
          {t('simulator.run')}
        </Button>
      </Box>
      {error && <Refused error={error} />}
      <Box aria-live="polite" sx={RESULTS}>
        {data?.map((quoted) => (
          <QuoteTable key={quoted.rate.version} quoted={quoted} />
        ))}
      </Box>
    </Panel>
  );
}

interface MannerProps {
  readonly name: (typeof MANNERS)[number];
  readonly rates: readonly Rate[];
  readonly register: UseFormRegister<Call>;
  readonly control: Control<Call>;
}

/** A choice of those names that some rate has a factor for; nothing where none has. */
function Manner({ name, rates, register, control }: MannerProps) {
  const t = useWords();
  const value = useWatch({ control, name });
  const names = new Set(rates.flatMap((rate) => Object.keys(rate[`${name}_multipliers`])));
  if (names.size === 0) return null;
  return (
    <TextField
      select
      label={t(`simulator.${name}`)}
      {...register(name)}
      value={value}
      slotProps={{ inputLabel: { shrink: true }, select: { displayEmpty: true } }}
    >
      <MenuItem value="">{t('terms.none')}</MenuItem>
      {[...names].sort().map((each) => (
        <MenuItem key={each} value={each}>
          {each}
        </MenuItem>
      ))}
    </TextField>
  );
}

/** A call priced by one rate: the quote, or why it is refused. */
export interface Quoted {
  readonly rate: Rate;
  readonly quote?: Schemas['Quote'];
  readonly refusal?: string;
}

/** One quote for the rate that is live and for each of those scheduled next. */
async function quotesOf(id: string, rates: readonly Rate[], call: Call): Promise<Quoted[]> {
  const live = rates.filter(({ status }) => status === 'current');
  const next = rates.filter(({ status }) => status === 'upcoming').slice(-MAX_SCHEDULED);
  return Promise.all([...live, ...next.reverse()].map((rate) => quoteBy(id, rate, call)));
}

async function quoteBy(id: string, rate: Rate, call: Call): Promise<Quoted> {
  const { status, effective_from: from } = rate;
  const body = { ...bodyOf(id, call), ...(status === 'upcoming' && from && { occurred_at: from }) };
  try {
    return { rate, quote: await answerOf(api.POST('/v1/quotes', { body })) };
  } catch (error) {
    // What a rate does not price is an answer too; a field that is wrong is so for every rate.
    const isRefused = error instanceof ApiError && error.problem?.code === 'unpriced_usage';
    if (isRefused) return { rate, refusal: error.message };
    throw error;
  }
}

function bodyOf(model: string, call: Call): Schemas['QuoteRequest'] {
  const usage = Object.fromEntries(
    QUANTITIES.filter((name) => call[name].trim() !== '').map((name) => [name, Number(call[name])]),
  );
  const outcome = OUTCOMES.find((each) => each === call.outcome);
  return {
    model,
    usage,
    ...(call.mode !== '' && { mode: call.mode }),
    ...(call.complexity !== '' && { complexity: call.complexity }),
    ...(outcome && { outcome }),
  };
}

const OUTCOMES: readonly Schemas['Outcome'][] = [
  'ok',
  'failed',
  'retried',
  'aborted',
  'platform_error',
];

function Refused({ error }: { readonly error: Error }) {
  const fields = error instanceof ApiError ? error.problem?.invalid_parameters : undefined;
  if (!fields?.length) return <Trouble error={error} />;
  return (
    <Alert severity="error" variant="outlined" sx={{ margin: 1.75 }}>
      {fields.map(({ name, reason }) => `${name}: ${reason}`).join('; ')}
    </Alert>
  );
}

const RESULTS = {
  display: 'grid',
  gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'repeat(2, minmax(0, 1fr))' },
  '& > *': { borderTop: 1, borderColor: 'divider' },
} as const;
