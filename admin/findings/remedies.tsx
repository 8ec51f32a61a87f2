import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useCallback, useMemo } from 'react';
import { ActionButton } from '../actions/action-button.js';
import { ActionsContext, type Actions } from '../actions/context.js';
import { PendingNotice } from '../actions/pending-notice.js';
import { permitsOf } from '../actions/run/permits.js';
import { useRun } from '../actions/use-run.js';
import { useWords } from '../i18n/words.js';
import type { Schemas } from '../lib/api.js';
import { useMe } from '../sign-in/session.js';
import { findingKey } from './finding-key.js';

const ActionDialog = lazy(() => import('../actions/action-dialog.js'));

type Finding = Schemas['FindingDetails'];

/** What its money allows: to refund it, or to grant what was bought. Nothing for other findings. */
export function Remedies({ finding }: { readonly finding: Finding }) {
  const { account_id: accountId, remedies } = finding;
  if (accountId === null || remedies.length === 0) return null;
  return <RemediesOf finding={finding} accountId={accountId} />;
}

interface RemediesProps {
  readonly finding: Finding;
  readonly accountId: string;
}

function RemediesOf({ finding, accountId }: RemediesProps) {
  const t = useWords();
  const { data: me } = useMe();
  const queries = useQueryClient();
  const { finding_id: findingId, remedies, state } = finding;
  const onDone = useCallback(() => {
    void queries.invalidateQueries({ queryKey: findingKey(findingId) });
    void queries.invalidateQueries({ queryKey: ['findings'] });
  }, [queries, findingId]);
  const { run, isShown, begin, show, close } = useRun({
    accountId,
    accountName: accountId,
    onDone,
  });
  // Whether the account still takes credits is for the preview to say.
  const permits = useMemo(() => permitsOf(me?.actions, 'open'), [me?.actions]);
  const blocked = state === 'resolved' ? t('findings.remedy_resolved') : undefined;
  const actions = useMemo<Actions>(
    () => ({ permits, blocked, isOpen: isShown, open: begin }),
    [permits, blocked, isShown, begin],
  );
  return (
    <ActionsContext value={actions}>
      {run && !isShown && <PendingNotice onOpen={show} />}
      {remedies.includes('refund') && permits.refund_finding !== 'no' && (
        <ActionButton onClick={() => begin({ kind: 'refund_finding', findingId })}>
          {t(permits.refund_finding === 'do' ? 'findings.refund' : 'findings.refund_ask')}
        </ActionButton>
      )}
      {remedies.includes('grant') && permits.grant_payment !== 'no' && (
        <ActionButton onClick={() => begin({ kind: 'grant_payment', findingId })}>
          {t('findings.grant')}
        </ActionButton>
      )}
      {run && isShown && (
        <Suspense fallback={null}>
          <ActionDialog run={run} permits={permits} onClose={close} />
        </Suspense>
      )}
    </ActionsContext>
  );
}
