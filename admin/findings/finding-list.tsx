import Box from '@mui/material/Box';
import { Link } from 'react-router';
import type { FindingRow } from '../data/payment-lists.js';
import { useStaffChoices } from '../data/staff.js';
import { AS_CSV } from '../exports/as-csv.js';
import { ListExport } from '../exports/list-export.js';
import { useWords } from '../i18n/words.js';
import { accountPath } from '../lib/account-paths.js';
import { answerOf, api } from '../lib/api.js';
import { nameOf } from '../ui/actor.js';
import { Choice, DayStart, Typed } from '../ui/filter-fields.js';
import { Filters } from '../ui/filters.js';
import { Grid, type Column } from '../ui/grid.js';
import { ListPage, useFilters } from '../ui/list-page.js';
import { When } from '../ui/when.js';
import { CLASSES, SEVERITIES, STATES } from './classes.js';
import { FindingState, Severity } from './severity.js';
import { figureText } from './words.js';

/** What does not add up between Stripe and the ledger, newest first. */
export function FindingList() {
  const t = useWords();
  return (
    <ListPage<FindingRow>
      resource="findings"
      title={t('findings.title')}
      aside={<ExportFindings />}
      filters={<FindingFilters />}
      loading={t('findings.loading')}
      empty={{ title: t('findings.empty'), why: t('findings.empty_why') }}
      noMatch={{ title: t('findings.no_match'), why: t('findings.no_match_why') }}
    >
      {(rows) => <FindingTable rows={rows} />}
    </ListPage>
  );
}

function FindingFilters() {
  const t = useWords();
  const { chosen, typed } = useFilters();
  const people = useStaffChoices();
  return (
    <Filters>
      <Choice
        label={t('findings.class')}
        {...chosen('class')}
        choices={CLASSES.map((name) => [name, t(`finding_class.${name}`)])}
      />
      <Choice
        label={t('findings.severity')}
        {...chosen('severity')}
        choices={SEVERITIES.map((severity) => [severity, t(`severity.${severity}`)])}
      />
      <Choice
        label={t('findings.state')}
        {...chosen('state')}
        choices={[
          ['open,assigned', t('findings.not_resolved')],
          ...STATES.map((state) => [state, t(`finding_state.${state}`)] as const),
        ]}
      />
      <Choice
        label={t('findings.owner')}
        {...chosen('owner')}
        choices={[['none', t('findings.nobody')], ...people]}
      />
      <Typed label={t('findings.account')} {...typed('account_id')} />
      <DayStart label={t('findings.from')} {...chosen('from')} />
      <DayStart label={t('findings.to')} {...chosen('to')} />
    </Filters>
  );
}

function ExportFindings() {
  const read = (query: Record<string, string>) =>
    answerOf(api.GET('/v1/findings', { params: { query }, ...AS_CSV }));
  return <ListExport name="findings" read={read} />;
}

function FindingTable({ rows }: { readonly rows: readonly FindingRow[] }) {
  const t = useWords();
  const columns: Column<FindingRow>[] = [
    {
      label: t('findings.class'),
      render: ({ finding_id, class: name, object_id }) => (
        <Box component="span" sx={{ display: 'grid' }}>
          <Link to={`/findings/${finding_id}`}>{t(`finding_class.${name}`)}</Link>
          <Box component="code" sx={ID}>
            {object_id}
          </Box>
        </Box>
      ),
    },
    { label: t('findings.severity'), render: ({ severity }) => <Severity severity={severity} /> },
    { label: t('findings.ours'), render: ({ ours }) => figureText(ours) },
    { label: t('findings.theirs'), render: ({ theirs }) => figureText(theirs) },
    {
      label: t('findings.account'),
      render: ({ account_id }) =>
        account_id === null ? '–' : <Link to={accountPath(account_id)}>{account_id}</Link>,
    },
    {
      label: t('findings.state'),
      render: ({ state, owner }) => (
        <Box component="span" sx={{ display: 'grid' }}>
          <FindingState state={state} />
          {owner && <Box sx={ID}>{nameOf(owner)}</Box>}
        </Box>
      ),
    },
    { label: t('findings.found'), render: ({ found_at }) => <When at={found_at} /> },
  ];
  return (
    <Grid
      label={t('findings.title')}
      columns={columns}
      rows={rows}
      keyOf={({ finding_id }) => finding_id}
    />
  );
}

const ID = { color: 'text.secondary', overflowWrap: 'anywhere', fontSize: '0.75rem' } as const;
