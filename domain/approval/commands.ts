import type { FrozenCommand, SeenPreview } from './events.js';
import type { FrozenPublication, SeenVersions } from './publication.js';

/** Asks for what the requester may not do alone. */
export interface RequestApproval {
  readonly type: 'RequestApproval';
  readonly approvalId: string;
  readonly accountId: string;
  readonly command: FrozenCommand;
  readonly commandHash: string;
  readonly previewHash: string;
  readonly preview: SeenPreview;
  readonly requestedBy: string;
}

/** Proposes a version of a plan, a pack or a rate. */
export interface RequestPublication {
  readonly type: 'RequestPublication';
  readonly approvalId: string;
  readonly publication: FrozenPublication;
  readonly commandHash: string;
  readonly seen: SeenVersions;
  readonly note?: string | undefined;
  readonly requestedBy: string;
}

/** Agrees to what a preview showed. Refused to whoever asked. */
export interface Approve {
  readonly type: 'Approve';
  readonly by: string;
  readonly previewHash: string;
}

/** Says no. Refused to whoever asked. */
export interface Reject {
  readonly type: 'Reject';
  readonly by: string;
  readonly noteHmac?: string | undefined;
  /** The same of a proposal, which concerns no account. */
  readonly note?: string | undefined;
}

/** Takes a request back. Refused to everybody but whoever asked. */
export interface WithdrawApproval {
  readonly type: 'Withdraw';
  readonly by: string;
}

/** Records that what was approved was executed. */
export interface RecordExecution {
  readonly type: 'RecordExecution';
  readonly eventId: string | null;
}

/** Records that what was approved was refused for good. */
export interface RecordRefusal {
  readonly type: 'RecordRefusal';
  readonly refusal: { readonly code: string; readonly detail: string };
}

/** Any command of an approval. */
export type ApprovalCommand =
  | RequestApproval
  | RequestPublication
  | Approve
  | Reject
  | WithdrawApproval
  | RecordExecution
  | RecordRefusal;
