import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Paper from '@mui/material/Paper';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { FreshnessOf } from '../freshness/freshness.js';
import { useWords, type Words } from '../i18n/words.js';
import { ageBetween } from '../lib/age.js';
import { answerOf, api, type Schemas } from '../lib/api.js';
import { Grid, type Column } from '../ui/grid.js';
import { TitleRow } from '../ui/list-page.js';
import { Loaded } from '../ui/panel.js';
import { Offline, Said, Trouble } from '../ui/states.js';
import { When } from '../ui/when.js';
import { useMay } from '../sign-in/session.js';
import { DunningPanel } from '../subscriptions/dunning-panel.js';
import { isUpcoming, pathOf, projectionsOf } from './kinds.js';

type Work = Schemas['Work'];
type Item = Schemas['WorkItem'];

const CHECKED_EVERY_MS = 30_000;

/** What needs the person who is signed in, or that nothing does. */
export default function HomePage() {
  const t = useWords();
  const query = useQuery({
    queryKey: ['work'],
    queryFn: ({ signal }) => answerOf(api.GET('/v1/work', { signal })),
    refetchInterval: CHECKED_EVERY_MS,
  });
  const maySeePayments = useMay('payments:read');
  const read = projectionsOf(query.data?.items ?? []);
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 880px)' }}>
      <TitleRow
        title={t('home.title')}
        aside={read.length > 0 && <FreshnessOf of={read} query={query} />}
      />
      <Paper variant="outlined" sx={{ overflow: 'hidden' }}>
        {query.error ? (
          // What was found before says nothing of now.
          <Trouble error={query.error} onRetry={() => void query.refetch()} />
        ) : query.isPaused ? (
          <Offline />
        ) : (
          <Loaded query={query}>{(work) => <WorkList work={work} />}</Loaded>
        )}
      </Paper>
      {maySeePayments && <DunningPanel all={pathOf('subscriptions_past_due')} />}
    </Box>
  );
}

function WorkList({ work: { items, checked_at: at } }: { readonly work: Work }) {
  const t = useWords();
  const isUnknown = items.some(({ count }) => count === null);
  const rows = items.filter(({ count }) => count !== 0);
  if (rows.length === 0) {
    return (
      <Said title={t('home.nothing')}>
        <Checked at={at} />
      </Said>
    );
  }
  return (
    <>
      {isUnknown && (
        <Alert severity="warning" variant="outlined" sx={{ margin: 1.5 }}>
          {t('home.unknown_title')}
        </Alert>
      )}
      <Grid
        label={t('home.work')}
        columns={columnsOf(t, at)}
        rows={rows}
        keyOf={({ kind }) => kind}
      />
      <Typography variant="body2" color="textSecondary" sx={FOOT}>
        <Checked at={at} />
      </Typography>
    </>
  );
}

function Checked({ at }: { readonly at: string }) {
  const t = useWords();
  return (
    <>
      {t('home.checked')} <When at={at} precision="second" />
    </>
  );
}

const columnsOf = (t: Words, now: string): Column<Item>[] => [
  { label: t('home.what'), render: ({ kind }) => <What kind={kind} /> },
  {
    label: t('home.count'),
    isNumber: true,
    render: ({ count, more }) =>
      count === null ? t('home.unknown') : more ? t('home.more', { count }) : count,
  },
  { label: t('home.since'), render: (item) => <Since item={item} now={now} /> },
];

function What({ kind }: Pick<Item, 'kind'>) {
  const t = useWords();
  return <Link to={pathOf(kind)}>{t(`home.${kind}`)}</Link>;
}

/** How long the oldest has waited, or until when the first is. */
function Since({
  item: { kind, first_at: at },
  now,
}: {
  readonly item: Item;
  readonly now: string;
}) {
  const t = useWords();
  if (at === null) return '–';
  const { unit, count } = ageBetween(at, now);
  const age = count === 0 ? t('age.under_a_minute') : t(`age.${unit}`, { count });
  return (
    <Box component="time" dateTime={at} title={at}>
      {t(isUpcoming(kind) ? 'home.first' : 'home.oldest', { age })}
    </Box>
  );
}

const FOOT = {
  paddingInline: 1.75,
  paddingBlock: 1.25,
  borderTop: 1,
  borderColor: 'divider',
} as const;
