import Alert from '@mui/material/Alert';
import type { ReactNode } from 'react';
import { useWords, type Words } from '../i18n/words.js';
import type { Schemas } from '../lib/api.js';
import { nameOf } from '../ui/actor.js';
import type { Fact } from '../ui/facts.js';
import { When } from '../ui/when.js';

/** What was asked of others: a money action, or a new version of the catalogue. */
type Asked = Schemas['Approval'] | Schemas['Proposal'];

interface OutcomeProps {
  readonly of: Asked;
  readonly kind: 'approval' | 'proposal';
  /** What leads on. */
  readonly children?: ReactNode;
}

/** What has become of a request, in a sentence. */
export function Outcome({ of, kind, children }: OutcomeProps) {
  const t = useWords();
  const { status, decided_by, refusal, rejection_note } = of;
  const name = decided_by ? nameOf(decided_by) : '';
  const told = [t(`${kind}.told_${status}`, { name }), refusal?.detail, rejection_note].filter(
    (part) => typeof part === 'string',
  );
  return (
    <Alert severity={SEVERITY[status]} variant="outlined" role="status">
      {told.join(' ')}
      {children}
    </Alert>
  );
}

/** Who asked and who decided, and when. */
export function decisionFacts(
  { requested_by, requested_at, status, expires_at, decided_by, decided_at }: Asked,
  t: Words,
): Fact[] {
  return [
    [t('approvals.requested_by'), nameOf(requested_by)],
    [t('approvals.requested_at'), <When at={requested_at} />],
    status === 'requested' ? [t('approval.expires'), <When at={expires_at} />] : undefined,
    decided_by ? [t('approvals.decided_by'), nameOf(decided_by)] : undefined,
    decided_at === null ? undefined : [t('approval.decided_at'), <When at={decided_at} />],
  ];
}

const SEVERITY = {
  requested: 'info',
  approved: 'info',
  executed: 'success',
  refused: 'error',
  rejected: 'warning',
  withdrawn: 'info',
  expired: 'warning',
} as const satisfies Record<Schemas['ApprovalStatus'], string>;
