import { z } from 'zod';
import { ApprovalId } from '../shapes/ids.js';

/** The proposal that a version of a plan, a pack or a rate comes from. */
export const ProposalOf = z
  .object({
    approval_id: ApprovalId,
    approved_by: z
      .string()
      .nullable()
      .meta({
        description: 'Who approved it.',
        examples: ['staff:stf_3k9d'],
      }),
  })
  .meta({ id: 'VersionProposal' })
  .nullable()
  .describe(
    'The proposal that it comes from; null where it was published without one, for widgets, and ' +
      'while the read models do not know it yet.',
  );

/** Columns of a version's row that name its proposal. */
export interface ProposalColumns {
  readonly approval_id: string | null;
  readonly approved_by: string | null;
}

/**
 * Selects the proposal of a version, by the event that published it: `table` names its row. The
 * index by account finds proposals, which are of none.
 */
export const proposalOf = (table: string): string => `LEFT JOIN LATERAL (
  SELECT approval_id, decided_by AS approved_by FROM read.approvals
  WHERE account_id IS NULL AND event_id = ${table}.event_id LIMIT 1) proposal ON true`;

/** Presents the proposal of a version. */
export const presentProposal = ({
  approval_id,
  approved_by,
}: ProposalColumns): z.input<typeof ProposalOf> =>
  approval_id === null ? null : { approval_id, approved_by };
