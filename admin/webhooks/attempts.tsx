import Box from '@mui/material/Box';
import { locale, useWords } from '../i18n/words.js';
import type { Schemas } from '../lib/api.js';
import { Grid, type Column } from '../ui/grid.js';
import { Dotted } from '../ui/standing.js';
import { Said } from '../ui/states.js';
import { When } from '../ui/when.js';

type Attempt = Schemas['WebhookDeliveryDetails']['log'][number];

/** Whether the endpoint took it: any 2xx. */
const succeeded = ({ status }: Attempt): boolean =>
  status !== null && status >= 200 && status < 300;

/** Each attempt, the last one first: what was answered, or why nothing was. */
export function Attempts({ log }: { readonly log: readonly Attempt[] }) {
  const t = useWords();
  if (log.length === 0) {
    return <Said title={t('delivery.log_none')}>{t('delivery.log_none_why')}</Said>;
  }
  const last = log.findLast(succeeded)?.attempt ?? 0;
  const columns: Column<Attempt>[] = [
    { label: t('delivery.attempt'), render: ({ attempt }) => attempt },
    { label: t('delivery.when'), render: ({ at }) => <When at={at} precision="second" /> },
    {
      label: t('delivery.outcome'),
      render: (attempt) => (
        <Outcome attempt={attempt} isMended={!succeeded(attempt) && attempt.attempt < last} />
      ),
    },
    {
      label: t('delivery.took'),
      isNumber: true,
      render: ({ duration_ms }) => t('delivery.ms', { ms: duration_ms.toLocaleString(locale()) }),
    },
    {
      label: t('delivery.answer'),
      render: ({ answer }) =>
        answer === '' ? (
          t('delivery.answer_none')
        ) : (
          <Box component="code" sx={ANSWER}>
            {answer}
          </Box>
        ),
    },
  ];
  return (
    <Grid
      label={t('delivery.log')}
      columns={columns}
      rows={log.toReversed()}
      keyOf={({ attempt }) => String(attempt)}
    />
  );
}

interface OutcomeProps {
  readonly attempt: Attempt;
  /** It failed, and a later one succeeded. */
  readonly isMended: boolean;
}

function Outcome({ attempt, isMended }: OutcomeProps) {
  const t = useWords();
  const { status, error } = attempt;
  const word = status === null ? (error ?? '–') : t('delivery.status', { status });
  const colour = succeeded(attempt) ? 'success.main' : isMended ? 'warning.main' : 'error.main';
  return (
    <Box component="span" sx={{ display: 'grid' }}>
      <Dotted word={word} colour={colour} />
      {isMended && (
        <Box component="span" sx={{ color: 'text.secondary', fontSize: '0.75rem' }}>
          {t('delivery.later_one')}
        </Box>
      )}
    </Box>
  );
}

const ANSWER = {
  display: 'block',
  maxWidth: { sm: 420 },
  whiteSpace: 'pre-wrap',
  overflowWrap: 'anywhere',
  fontSize: '0.75rem',
} as const;
