import { Injectable } from '@nestjs/common';
import type { AccountApproval, Approval } from '../../domain/approval/state.js';
import { DomainError, IntegrityError } from '../../domain/errors.js';
import type { CommandMeta } from '../../platform/event-store/event-store.js';
import { AccountStream } from '../accounts/account-stream.js';
import type { Outcome } from '../accounts/review.js';
import { Problem, type ProblemCode } from '../http/problem.js';
import type { MoneyAction } from '../money/money-action.js';
import { changedSince, previewHash } from '../money/preview-hash.js';
import { ApprovalStream } from './approval-stream.js';
import { hashOf, MoneyActions } from './frozen-command.js';
import { GrantApproved } from './grant-approved.js';
import { RefundApproved } from './refund-approved.js';
import { PublishApproved } from './publish-approved.js';
import { hashOfPublication } from './versions-hash.js';

const EXECUTION = 'approval ';
/**
 * The command id in the stream that takes it. It holds a space, which no `Idempotency-Key` may, so
 * nobody else can use it.
 */
export const executionId = (approvalId: string): string => `${EXECUTION}${approvalId}`;
/** The approval of a command id; undefined: nobody else approved the command. */
export const approvalOf = (commandId: string): string | undefined =>
  commandId.startsWith(EXECUTION) ? commandId.slice(EXECUTION.length) : undefined;

/**
 * Executes what was approved, and records it. The command id is the approval's, so that it happens
 * once however often this is called: after a crash, a worker calls it again.
 */
@Injectable()
export class ExecuteApproved {
  constructor(
    private readonly approvals: ApprovalStream,
    private readonly accounts: AccountStream,
    private readonly actions: MoneyActions,
    private readonly publishApproved: PublishApproved,
    private readonly refundApproved: RefundApproved,
    private readonly grantApproved: GrantApproved,
  ) {}

  /**
   * Does nothing unless the approval is approved and not executed. What is refused is
   * recorded. Throws StoreUnavailable if the outcome is unknown.
   */
  async of(approvalId: string): Promise<void> {
    const { approval } = await this.approvals.load(approvalId);
    if (approval.status !== 'approved') return;
    if (frozenHash(approval) !== approval.commandHash) {
      throw new IntegrityError('a frozen command has changed', { approval_id: approvalId });
    }
    const done = await this.outcomeOf(approval);
    if (done.kind === 'refused') {
      const meta = { commandId: 'refusal', actor: 'system' };
      const command = { type: 'RecordRefusal' as const, refusal: done.refusal };
      await this.approvals.execute(approvalId, command, meta);
      return;
    }
    const { eventId } = done;
    const cause = eventId === null ? {} : { cause: eventId };
    const meta = { commandId: 'execution', actor: 'system', ...cause };
    await this.approvals.execute(approvalId, { type: 'RecordExecution', eventId }, meta);
  }

  private async outcomeOf(approval: Approval): Promise<Done> {
    try {
      return { kind: 'executed', eventId: await this.execute(approval) };
    } catch (error) {
      const refusal = refusalOf(error);
      if (!refusal) throw error;
      return { kind: 'refused', refusal };
    }
  }

  /** The id of the first event; null: there was nothing to do. */
  private async execute(approval: Approval): Promise<string | null> {
    const { approvalId, commandHash, requestedBy } = approval;
    const meta = {
      commandId: executionId(approvalId),
      inputHash: commandHash,
      actor: requestedBy,
      cause: approvalId,
    };
    if (approval.about === 'catalogue') return this.publishApproved.of(approval, meta);
    return this.act(approval, meta);
  }

  private async act(
    { accountId, command, approvedHash }: AccountApproval,
    meta: CommandMeta,
  ): Promise<string | null> {
    const changed = (action: MoneyAction, outcome: Outcome) =>
      changedAccount(action, outcome, approvedHash);
    if (command.type === 'RefundPayment') {
      return this.refundApproved.of(accountId, command, meta, changed);
    }
    if (command.type === 'RecordPackPurchase') {
      return this.grantApproved.of(accountId, command, meta, changed);
    }
    const action = await this.actions.onAccount(accountId, command);
    const review = (outcome: Outcome) => changed(action, outcome);
    const run = this.accounts.execute(accountId, action.command, meta, undefined, review);
    return (await run).events[0]?.id ?? null;
  }
}

const frozenHash = (approval: Approval): string =>
  approval.about === 'account' ? hashOf(approval.command) : hashOfPublication(approval.publication);

/** Status or plan are not those that were approved: possible if a crash came in between. */
function changedAccount(
  action: MoneyAction,
  outcome: Outcome,
  approvedHash: string | null,
): Problem | undefined {
  const changed = changedAccountSince(approvedHash ?? '', previewHash(action, outcome, null));
  if (changed.length === 0) return undefined;
  const detail = `the account has changed since it was approved: ${changed.join(', ')}`;
  return new Problem('preview_stale', detail, { members: { changed } });
}

/** Which of status and plan differ between two previews. */
export const changedAccountSince = (before: string, now: string): string[] =>
  changedSince(before, now).filter((part) => part === 'status' || part === 'plan');

type Done =
  | { readonly kind: 'executed'; readonly eventId: string | null }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

interface Refusal {
  readonly code: string;
  readonly detail: string;
}

const REFUSALS: ReadonlySet<string> = new Set<ProblemCode>([
  'preview_stale',
  'not_found',
  'validation_failed',
  'finding_not_actionable',
  'finding_resolved',
  'payment_not_grantable',
  'payment_not_refundable',
  'payment_refund_refused',
]);

/** Why it was refused; undefined if it was not, or it is not known whether it was. */
const refusalOf = (error: unknown): Refusal | undefined =>
  error instanceof DomainError || (error instanceof Problem && REFUSALS.has(error.code))
    ? { code: error.code, detail: error.message }
    : undefined;
