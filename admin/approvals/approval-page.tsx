import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { useWords } from '../i18n/words.js';
import { eventPath } from '../lib/account-paths.js';
import { answerOf, api, type Schemas } from '../lib/api.js';
import { AccountLink } from '../ui/account-link.js';
import { CopyId } from '../ui/copied.js';
import { Facts, type Fact } from '../ui/facts.js';
import { TitleRow } from '../ui/list-page.js';
import { NotYet } from '../ui/not-yet.js';
import { Panel } from '../ui/panel.js';
import { DecideButtons, type Decisions } from './decide-buttons.js';
import { decisionFacts, Outcome } from './outcome.js';
import { Previews } from './previews.js';
import { accountWords, commandWords } from './words.js';

/** One request: what was asked for, what it comes to, and who decided it. */
export function ApprovalPage() {
  const t = useWords();
  const { approval_id = '' } = useParams();
  const params = { path: { approval_id } };
  const query = useQuery({
    queryKey: ['approvals', approval_id],
    queryFn: ({ signal }) => answerOf(api.GET('/v1/approvals/{approval_id}', { params, signal })),
  });
  if (query.data) return <Approval approval={query.data} onStale={() => void query.refetch()} />;
  return <NotYet title={t('approvals.title')} query={query} />;
}

interface ApprovalProps {
  readonly approval: Schemas['Approval'];
  readonly onStale: () => void;
}

function Approval({ approval, onStale }: ApprovalProps) {
  const t = useWords();
  const { account_id, event_id } = approval;
  const fact = commandWords(approval.command, t);
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <TitleRow
        title={fact}
        aside={
          <DecideButtons
            may={approval.may}
            why={t('approval.approve_why', { fact, account: accountWords(approval) })}
            decisions={decisionsOf(approval)}
            onStale={onStale}
          />
        }
      />
      <Outcome of={approval} kind="approval">
        {event_id !== null && (
          <>
            {' '}
            <Link to={eventPath(account_id, event_id)}>{t('act.show_event')}</Link>
          </>
        )}
      </Outcome>
      <Panel title={t('approvals.request')}>
        <Facts facts={useFacts(approval)} />
      </Panel>
      <Previews approval={approval} />
    </Box>
  );
}

function decisionsOf({ approval_id, preview_now }: Schemas['Approval']): Decisions {
  const params = { path: { approval_id } };
  return {
    approve: () => {
      const body = preview_now ? { preview_hash: preview_now.preview_hash } : {};
      return answerOf(api.POST('/v1/approvals/{approval_id}/approve', { params, body }));
    },
    reject: (note) =>
      answerOf(api.POST('/v1/approvals/{approval_id}/reject', { params, body: { note } })),
    withdraw: () => answerOf(api.POST('/v1/approvals/{approval_id}/withdraw', { params })),
  };
}

function useFacts(approval: Schemas['Approval']): Fact[] {
  const t = useWords();
  const { account_id, account_name, reason_code, note, has_note, ticket } = approval;
  const { approval_id, command } = approval;
  const noted = note ?? (has_note ? t('adjustments.note_hidden') : null);
  const debit = command.type === 'refund' ? command.debit_id : null;
  const finding = command.type === 'grant' ? command.finding_id : null;
  return [
    [t('approvals.account'), <AccountLink id={account_id} name={account_name} />],
    debit === null
      ? undefined
      : [t('approval.debit'), <Link to={eventPath(account_id, debit)}>{debit}</Link>],
    finding === null
      ? undefined
      : [t('findings.one'), <Link to={`/findings/${finding}`}>{finding}</Link>],
    [t('approvals.reason'), reason_code === null ? '–' : t(`reason.${reason_code}`)],
    noted === null ? undefined : [t('act.note'), noted],
    ticket === null ? undefined : [t('event.ticket'), ticket],
    ...decisionFacts(approval, t),
    ['ID', <CopyId id={approval_id} what={t('approvals.request')} />],
  ];
}
