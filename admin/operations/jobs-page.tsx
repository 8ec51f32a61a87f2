import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from 'react-router';
import { useWords } from '../i18n/words.js';
import { accountPath } from '../lib/account-paths.js';
import { readablePosition } from '../lib/position.js';
import { answerOf, api, done, type Schemas } from '../lib/api.js';
import { useChange } from '../lib/use-change.js';
import { useMay } from '../sign-in/session.js';
import { Facts } from '../ui/facts.js';
import { Grid, type Column } from '../ui/grid.js';
import { PageTitle } from '../ui/page-title.js';
import { Loaded, Panel } from '../ui/panel.js';
import { Said } from '../ui/states.js';
import { When } from '../ui/when.js';

type JobStates = Schemas['JobStates'];
type Queue = JobStates['queues'][number];
type Failure = JobStates['sweep_failures'][number];
type Failed = Schemas['FailedJobs']['data'][number];

const JOBS = ['ops', 'jobs'] as const;
const READ_AGAIN_MS = 5_000;

/** The job queues, the worker behind them, and what it could not do. */
export default function JobsPage() {
  const t = useWords();
  const query = useQuery({
    queryKey: JOBS,
    queryFn: ({ signal }) => answerOf(api.GET('/v1/ops/jobs', { signal })),
    refetchInterval: READ_AGAIN_MS,
  });
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <PageTitle text={t('jobs.title')} />
      <Panel title={t('jobs.queues')}>
        <Loaded query={query}>{(states) => <Queues states={states} />}</Loaded>
      </Panel>
      {query.data && <FailedJobs queues={query.data.queues} />}
      <Panel title={t('jobs.unbookable')}>
        <Loaded query={query}>
          {({ sweep_failures }) => <Unbookable rows={sweep_failures} />}
        </Loaded>
      </Panel>
    </Box>
  );
}

function Queues({ states: { queues, reactions } }: { readonly states: JobStates }) {
  const t = useWords();
  const count = (name: 'waiting' | 'active' | 'delayed' | 'failed'): Column<Queue> => ({
    label: t(`jobs.${name}`),
    isNumber: true,
    render: (row) => row[name],
  });
  const columns: Column<Queue>[] = [
    { label: t('jobs.queue'), render: ({ queue }) => t(`jobs.${queue}`) },
    ...(['waiting', 'active', 'delayed', 'failed'] as const).map(count),
  ];
  return (
    <>
      <Grid label={t('jobs.queues')} columns={columns} rows={queues} keyOf={({ queue }) => queue} />
      <Facts
        facts={
          reactions === null
            ? [[t('jobs.worker'), t('jobs.worker_none')]]
            : [
                [
                  t('jobs.worker'),
                  t('jobs.worker_heard', { seconds: Math.round(reactions.silent_seconds) }),
                ],
                [
                  t('jobs.reacted'),
                  reactions.position === null ? '–' : readablePosition(reactions.position),
                ],
              ]
        }
      />
    </>
  );
}

/** What was given up, by queue. */
function FailedJobs({ queues }: Pick<JobStates, 'queues'>) {
  const t = useWords();
  const failing = queues.filter(({ failed }) => failed > 0);
  if (failing.length > 0) {
    return failing.map(({ queue }) => <FailedPanel key={queue} queue={queue} />);
  }
  return (
    <Panel title={t('jobs.failed_jobs')}>
      <Said title={t('jobs.failed_none')}>{t('jobs.failed_none_why')}</Said>
    </Panel>
  );
}

/** Jobs of a queue that were given up, each of which can be tried again. */
function FailedPanel({ queue }: { readonly queue: Queue['queue'] }) {
  const t = useWords();
  const queries = useQueryClient();
  const mayRetry = useMay('ops:write');
  const query = useQuery({
    queryKey: [...JOBS, queue],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/v1/ops/jobs/{queue}/failed', { params: { path: { queue } }, signal })),
    refetchInterval: READ_AGAIN_MS,
  });
  const { mutate, isPending, error } = useChange({
    call: (job_id: string) =>
      done(
        api.POST('/v1/ops/jobs/{queue}/{job_id}/retry', { params: { path: { queue, job_id } } }),
      ),
    onDone: () => void queries.invalidateQueries({ queryKey: JOBS }),
    onRefused: () => void queries.invalidateQueries({ queryKey: JOBS }),
  });
  const columns: Column<Failed>[] = [
    {
      label: t('jobs.job'),
      render: ({ job_id, name }) => (
        <Box component="span" sx={{ display: 'grid' }}>
          {name}
          <Box component="code" sx={{ color: 'text.secondary', overflowWrap: 'anywhere' }}>
            {job_id}
          </Box>
        </Box>
      ),
    },
    {
      label: t('jobs.why'),
      render: (job) => <span style={{ overflowWrap: 'anywhere' }}>{job.error}</span>,
    },
    { label: t('jobs.attempts'), isNumber: true, render: ({ attempts }) => attempts },
    {
      label: t('jobs.when'),
      render: ({ failed_at }) => (failed_at === null ? '–' : <When at={failed_at} />),
    },
  ];
  const retry: Column<Failed> = {
    label: '',
    isNumber: true,
    render: ({ job_id, name }) => (
      <Button
        size="small"
        disabled={isPending}
        onClick={() => mutate(job_id)}
        aria-label={t('jobs.retry_of', { job: `${name} ${job_id}` })}
      >
        {t('jobs.retry')}
      </Button>
    ),
  };
  return (
    <Panel title={t('jobs.failed_of', { queue: t(`jobs.${queue}`) })}>
      {error && (
        <Alert severity="error" variant="outlined" sx={{ margin: 1.5 }}>
          {t('jobs.retry_failed', { why: error.message })}
        </Alert>
      )}
      <Loaded
        query={query}
        empty={{ title: t('jobs.failed_none'), why: t('jobs.failed_none_why') }}
      >
        {({ data }) => (
          <Grid
            label={t('jobs.failed_of', { queue: t(`jobs.${queue}`) })}
            columns={mayRetry ? [...columns, retry] : columns}
            rows={data}
            keyOf={({ job_id }) => job_id}
          />
        )}
      </Loaded>
    </Panel>
  );
}

function Unbookable({ rows }: { readonly rows: readonly Failure[] }) {
  const t = useWords();
  if (rows.length === 0) {
    return <Said title={t('jobs.unbookable_none')}>{t('jobs.unbookable_none_why')}</Said>;
  }
  const columns: Column<Failure>[] = [
    {
      label: t('jobs.account'),
      render: ({ account_id }) => <Link to={accountPath(account_id)}>{account_id}</Link>,
    },
    { label: t('jobs.why'), render: ({ error }) => error },
    { label: t('jobs.failures'), isNumber: true, render: ({ failures }) => failures },
    { label: t('jobs.retry_at'), render: ({ retry_at }) => <When at={retry_at} /> },
  ];
  return (
    <Grid
      label={t('jobs.unbookable')}
      columns={columns}
      rows={rows}
      keyOf={({ account_id }) => account_id}
    />
  );
}
