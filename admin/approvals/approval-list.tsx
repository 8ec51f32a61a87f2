import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import { Link } from 'react-router';
import type { ApprovalRow } from '../data/data-provider.js';
import { AS_CSV } from '../exports/as-csv.js';
import { ListExport } from '../exports/list-export.js';
import { ListFreshness } from '../freshness/freshness.js';
import { useWords } from '../i18n/words.js';
import { answerOf, api } from '../lib/api.js';
import { useMe } from '../sign-in/session.js';
import { AccountLink } from '../ui/account-link.js';
import { Grid, type Column } from '../ui/grid.js';
import { ListPage, useFilters } from '../ui/list-page.js';
import { When } from '../ui/when.js';
import { nameOf } from '../ui/actor.js';
import { commandWords } from './words.js';

const PROJECTIONS = ['approvals'] as const;
const VIEWS = ['for_me', 'mine', 'open', 'decided'] as const;

const DECIDING: ReadonlySet<string> = new Set(['approvals:decide', 'catalogue:approve']);

/** What people asked others to approve, newest first. */
export function ApprovalList() {
  const t = useWords();
  return (
    <ListPage<ApprovalRow>
      resource="approvals"
      title={t('approvals.title')}
      aside={
        <>
          <ListFreshness of={PROJECTIONS} />
          <ExportApprovals />
        </>
      }
      filters={<Views />}
      loading={t('approvals.loading')}
      empty={{ title: t('approvals.empty'), why: t('approvals.empty_why') }}
      noMatch={{ title: t('approvals.no_match'), why: t('approvals.no_match_why') }}
    >
      {(rows) => <Rows rows={rows} />}
    </ListPage>
  );
}

function ExportApprovals() {
  const read = (query: Record<string, string>) =>
    answerOf(api.GET('/v1/approvals', { params: { query }, ...AS_CSV }));
  return <ListExport subject="accounts" name="approvals" read={read} />;
}

/** Whose requests are shown; it stands in the address. */
function Views() {
  const t = useWords();
  const { data: me } = useMe();
  const { value, onChoose } = useFilters().chosen('view');
  const decides = me?.permissions.some((each) => DECIDING.has(each)) === true;
  return (
    <ToggleButtonGroup
      exclusive
      size="small"
      value={value}
      onChange={(_, chosen: string | null) => onChoose(chosen ?? '')}
      aria-label={t('approvals.view')}
      sx={{ flexWrap: 'wrap' }}
    >
      <ToggleButton value="">{t('approvals.all')}</ToggleButton>
      {VIEWS.filter((view) => view !== 'for_me' || decides).map((view) => (
        <ToggleButton key={view} value={view}>
          {t(`approvals.${view}`)}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}

function Rows({ rows }: { readonly rows: readonly ApprovalRow[] }) {
  const t = useWords();
  const columns: Column<ApprovalRow>[] = [
    {
      label: t('approvals.what'),
      render: ({ approval_id, account_id, command }) => (
        <Link to={`/approvals/${account_id === null ? 'proposals/' : ''}${approval_id}`}>
          {commandWords(command, t)}
        </Link>
      ),
    },
    {
      label: t('approvals.account'),
      render: ({ account_id, account_name }) =>
        account_id === null ? '–' : <AccountLink id={account_id} name={account_name} />,
    },
    { label: t('approvals.status'), render: ({ status }) => t(`approval.is_${status}`) },
    {
      label: t('approvals.reason'),
      render: ({ reason_code }) => (reason_code === null ? '–' : t(`reason.${reason_code}`)),
    },
    { label: t('approvals.requested_by'), render: ({ requested_by }) => nameOf(requested_by) },
    { label: t('approvals.requested_at'), render: ({ requested_at: at }) => <When at={at} /> },
    {
      label: t('approvals.decided_by'),
      render: ({ decided_by }) => (decided_by ? nameOf(decided_by) : '–'),
    },
  ];
  return (
    <Grid
      label={t('approvals.title')}
      columns={columns}
      rows={rows}
      keyOf={({ approval_id }) => approval_id}
    />
  );
}
