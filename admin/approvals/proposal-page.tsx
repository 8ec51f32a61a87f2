import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { Changes } from '../catalogue/versions/version-table.js';
import { offerFields } from '../catalogue/versions/terms.js';
import { useWords } from '../i18n/words.js';
import { answerOf, api, type Schemas } from '../lib/api.js';
import { Shown } from '../proposals/shown.js';
import { CopyId } from '../ui/copied.js';
import { Facts, type Fact } from '../ui/facts.js';
import { TitleRow } from '../ui/list-page.js';
import { NotYet } from '../ui/not-yet.js';
import { Panel } from '../ui/panel.js';
import { When } from '../ui/when.js';
import { DecideButtons, type Decisions } from './decide-buttons.js';
import { decisionFacts, Outcome } from './outcome.js';
import { commandWords } from './words.js';

/** One proposal: what would change, and who decided it. */
export function ProposalPage() {
  const t = useWords();
  const { approval_id = '' } = useParams();
  const params = { path: { approval_id } };
  const query = useQuery({
    queryKey: ['approvals', approval_id],
    queryFn: ({ signal }) => answerOf(api.GET('/v1/proposals/{approval_id}', { params, signal })),
  });
  if (query.data) return <Proposal proposal={query.data} onStale={() => void query.refetch()} />;
  return <NotYet title={t('approvals.title')} query={query} />;
}

interface ProposalProps {
  readonly proposal: Schemas['Proposal'];
  readonly onStale: () => void;
}

function Proposal({ proposal, onStale }: ProposalProps) {
  const t = useWords();
  const { may, preview_now, refused_now, live_then, proposed } = proposal;
  const fact = commandWords(proposal.command, t);
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <TitleRow
        title={fact}
        aside={
          <DecideButtons
            may={may}
            why={t('proposal.approve_why', { fact })}
            decisions={decisionsOf(proposal)}
            onStale={onStale}
          />
        }
      />
      <Outcome of={proposal} kind="proposal" />
      <Panel title={t('proposal.title')}>
        <Facts facts={useFacts(proposal)} />
      </Panel>
      <Panel title={t('proposal.changes')}>
        <Box sx={{ display: 'grid', gap: 1.5, padding: 1.75, fontSize: '0.875rem' }}>
          {refused_now && (
            <Alert severity="warning" variant="outlined" role="status">
              {t('proposal.refused_now')} {refused_now.detail}
            </Alert>
          )}
          {preview_now && preview_now.changed.length > 0 && (
            <Alert severity="warning" variant="outlined" role="status">
              {t('proposal.changed')}
            </Alert>
          )}
          {preview_now ? (
            <Shown preview={preview_now} isDated={proposal.command.effective_from !== null} />
          ) : (
            <Changes
              from={live_then ? offerFields(t, live_then) : []}
              to={offerFields(t, proposed)}
            />
          )}
        </Box>
      </Panel>
    </Box>
  );
}

function decisionsOf({ approval_id, preview_now }: Schemas['Proposal']): Decisions {
  const params = { path: { approval_id } };
  return {
    approve: () => {
      const body = preview_now ? { preview_hash: preview_now.preview_hash } : {};
      return answerOf(api.POST('/v1/proposals/{approval_id}/approve', { params, body }));
    },
    reject: (note) =>
      answerOf(api.POST('/v1/proposals/{approval_id}/reject', { params, body: { note } })),
    withdraw: () => answerOf(api.POST('/v1/proposals/{approval_id}/withdraw', { params })),
  };
}

function useFacts(proposal: Schemas['Proposal']): Fact[] {
  const t = useWords();
  const { approval_id, command, note } = proposal;
  const { path, id } = whereOf(command);
  return [
    [t(`proposal.of_${command.type}`), <Link to={path}>{id}</Link>],
    [
      t('proposal.effective_from'),
      command.effective_from === null ? (
        t('proposal.at_once')
      ) : (
        <When at={command.effective_from} />
      ),
    ],
    note === null ? undefined : [t('proposal.note'), note],
    ...decisionFacts(proposal, t),
    ['ID', <CopyId id={approval_id} what={t('proposal.title')} />],
  ];
}

/** Where the plan, pack or model is shown. */
export function whereOf(command: Schemas['AskedPublication']): { path: string; id: string } {
  switch (command.type) {
    case 'publish_plan':
      return { path: `/catalogue/plans/${encodeURIComponent(command.plan)}`, id: command.plan };
    case 'publish_pack':
      return { path: `/catalogue/packs/${encodeURIComponent(command.pack)}`, id: command.pack };
    case 'publish_rate': {
      const { model_id: id } = command;
      return { path: `/models/${encodeURIComponent(id)}`, id };
    }
  }
}
