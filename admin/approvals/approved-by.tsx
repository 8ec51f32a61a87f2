import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { useWords } from '../i18n/words.js';
import { answerOf, api } from '../lib/api.js';
import { nameOf } from '../ui/actor.js';

/** Leads to the request that an event comes from, with who asked and who approved. */
export function ApprovedBy({ id }: { readonly id: string }) {
  const t = useWords();
  const params = { path: { approval_id: id } };
  const { data } = useQuery({
    queryKey: ['approvals', id],
    queryFn: ({ signal }) => answerOf(api.GET('/v1/approvals/{approval_id}', { params, signal })),
  });
  return (
    <>
      <Link to={`/approvals/${id}`}>{t('approval.link')}</Link>
      {data?.decided_by && ` (${nameOf(data.requested_by)} → ${nameOf(data.decided_by)})`}
    </>
  );
}
