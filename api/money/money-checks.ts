import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { formatCredits, type Credits } from '../../domain/credits.js';
import { DomainError } from '../../domain/errors.js';
import { StreamContended } from '../../platform/event-store/connection/failures.js';
import { AccountStream } from '../accounts/account-stream.js';
import type { Outcome, Review } from '../accounts/review.js';
import { isOwnRight, type MoneyKind, type Role } from '../auth/roles.js';
import type { Caller, StaffCaller } from '../auth/caller.js';
import type { IdempotencyKey } from '../http/idempotency.js';
import { invalid, Problem } from '../http/problem.js';
import { RoleLimit } from '../staff/role-limit.entity.js';
import { Staff } from '../staff/staff.entity.js';
import { StaffSessions } from '../staff/staff-sessions.js';
import { DayLimits, type Reservation } from './day-limits.js';
import { isLimited, kindOf, movedBy, type MoneyAction } from './money-action.js';
import { presentOutcome, type Confirmation, type MoneyPreview } from './money-preview.js';
import { changedSince, previewHash } from './preview-hash.js';
import { presentByHand, StaffRecord, type ByHand, type OfAccount } from './staff-record.js';

const MAX_APPROVERS = 20;
const APPROVING = ['lead', 'finance'] as const;
/** What takes credits away, or money. */
const STEPPED_UP: ReadonlySet<MoneyKind> = new Set(['deduct', 'refund_payment']);

/** What the register and the staff tables say of an action before it is decided. */
interface Known extends OfAccount {
  readonly limit: { readonly perAction: Credits; readonly perDay: Credits } | null;
  readonly used: Credits;
  /** Others must approve it, whatever it comes to. */
  readonly isRequest: boolean;
  readonly approvers: readonly { staff_id: string; name: string; role: Role }[];
}

/** Who does an action, what they confirm, and under which key. */
interface Doing {
  readonly caller: Caller;
  readonly body: Confirmation;
  readonly key: IdempotencyKey;
}

/** Checks what people do to accounts: previews, duplicates, limits, step-up. */
@Injectable()
export class MoneyChecks {
  constructor(
    private readonly stream: AccountStream,
    private readonly record: StaffRecord,
    private readonly dayLimits: DayLimits,
    private readonly sessions: StaffSessions,
    @InjectRepository(RoleLimit) private readonly limits: Repository<RoleLimit>,
    @InjectRepository(Staff) private readonly staff: Repository<Staff>,
  ) {}

  /** What an action would come to, by the decider itself. Throws the refusals of the action. */
  async preview(action: MoneyAction, caller: Caller): Promise<MoneyPreview> {
    return this.present(action, await this.outcomeOf(action), caller);
  }

  /** What an action would come to now; nothing is written. Throws the refusals of the action. */
  outcomeOf({ accountId, command }: MoneyAction): Promise<Outcome> {
    return command.type === 'RefundPayment'
      ? this.stream.preview(accountId, ...command.records)
      : this.stream.preview(accountId, command);
  }

  /** An outcome as it is shown before it is confirmed. */
  async present(action: MoneyAction, outcome: Outcome, caller: Caller): Promise<MoneyPreview> {
    const known = await this.know(action, caller);
    const { limit, used, approvers } = known;
    const left = limit ? limit.perDay - used : 0n;
    return {
      preview_hash: previewHash(action, outcome, known.lastStaffAction),
      ...presentOutcome(action, outcome),
      duplicates: alike(action, outcome, known).map(presentByHand),
      credited_90d: formatCredits(known.credited),
      limit: limit && {
        per_action: formatCredits(limit.perAction),
        per_day: formatCredits(limit.perDay),
        used: formatCredits(used),
      },
      approval: isBeyond(action, outcome, known, left) ? { by: [...approvers] } : 'none',
    };
  }

  /**
   * Executes what is limited: reserves its credits of the person's day, and gives them back if it
   * is refused. They stay reserved while the outcome is unknown. Throws as `reviewOf` does.
   */
  async limited<Result>(
    action: MoneyAction,
    { caller, body, key }: Doing,
    execute: (review: Review | undefined) => Promise<Result>,
  ): Promise<Result> {
    const reserved = caller.kind === 'staff' ? await this.reserve(action, caller, key) : undefined;
    try {
      const review = await this.reviewOf(action, caller, body, reserved?.credits);
      const executed = await execute(review);
      if (reserved) await this.dayLimits.keep(reserved);
      return executed;
    } catch (error) {
      const isRefused = error instanceof DomainError || error instanceof Problem;
      if (reserved && isRefused) await this.dayLimits.drop(reserved);
      throw error;
    }
  }

  /**
   * What is looked at once the action is decided and before it is written: `preview_stale`,
   * `duplicate_suspected`, `limit_exceeded`, `step_up_required`. Throws 422 where a person sends no
   * `preview_hash`. `reserved`: credits that the person may move.
   */
  async reviewOf(
    action: MoneyAction,
    caller: Caller,
    { preview_hash: previewed, confirm_duplicate: confirmed }: Confirmation,
    reserved: Credits = 0n,
  ): Promise<Review | undefined> {
    if (caller.kind !== 'staff' && previewed === undefined) return undefined;
    if (previewed === undefined) {
      const reason = 'is missing: expected the `preview_hash` of a preview';
      throw invalid([{ name: 'preview_hash', reason }]);
    }
    const known = await this.know(action, caller);
    return (outcome) => {
      const last = lastStaffAction(known, outcome);
      if (last === 'unknown') return new StreamContended('the account was loaded anew');
      return (
        staleness(previewed, previewHash(action, outcome, last)) ??
        (caller.kind === 'staff'
          ? this.refusal(action, outcome, { known, caller, confirmed, reserved })
          : undefined)
      );
    };
  }

  /** Undefined: the day's limit leaves too few, or the action is refused anyway. */
  private async reserve(
    action: MoneyAction,
    person: StaffCaller,
    { commandId }: IdempotencyKey,
  ): Promise<Reservation | undefined> {
    if (!isOwnRight(person.role, kindOf(action))) return undefined;
    const [limit, credits] = await Promise.all([this.limitOf(person), this.amountOf(action)]);
    if (credits === undefined || credits > limit.perAction) return undefined;
    const command = { accountId: action.accountId, commandId };
    return this.dayLimits.reserve(person, command, credits, limit.perDay);
  }

  /** Credits that it would move; undefined if it is refused, as a repetition may be by now. */
  private async amountOf(action: MoneyAction): Promise<Credits | undefined> {
    try {
      return movedBy(action, (await this.outcomeOf(action)).events).credits;
    } catch (error) {
      if (error instanceof DomainError) return undefined;
      throw error;
    }
  }

  private refusal(
    action: MoneyAction,
    outcome: Outcome,
    { known, caller, confirmed, reserved }: Reviewed,
  ): Problem | undefined {
    const duplicates = alike(action, outcome, known).map(presentByHand);
    if (duplicates.length > 0 && confirmed !== true) {
      const detail = 'the same was done for the same reason less than 10 minutes ago';
      return new Problem('duplicate_suspected', detail, { members: { duplicates } });
    }
    if (isBeyond(action, outcome, known, reserved)) {
      const detail = 'this is beyond what the role may do by itself: ask for approval';
      return new Problem('limit_exceeded', detail, { members: { approvers: known.approvers } });
    }
    if (STEPPED_UP.has(kindOf(action)) && !this.sessions.hasSteppedUp(caller)) {
      return new Problem('step_up_required');
    }
    return undefined;
  }

  private async know(action: MoneyAction, caller: Caller): Promise<Known> {
    const isStaff = caller.kind === 'staff';
    const [account, own] = await Promise.all([
      this.record.of(action),
      isStaff ? this.ofPerson(caller) : NO_LIMIT,
    ]);
    if (!isStaff) return { ...account, ...own, isRequest: false };
    const kind = kindOf(action);
    const isRequest = !isOwnRight(caller.role, kind);
    const limit = isLimited(kind) ? (isRequest ? NOTHING : own.limit) : null;
    return { ...account, ...own, limit, isRequest };
  }

  private async limitOf({ role }: StaffCaller) {
    const limit = await this.limits.findOneBy({ role });
    return limit ? { perAction: BigInt(limit.perAction), perDay: BigInt(limit.perDay) } : NOTHING;
  }

  private async ofPerson(person: StaffCaller) {
    const [limit, used, people] = await Promise.all([
      this.limitOf(person),
      this.dayLimits.used(person),
      this.staff.find({
        where: APPROVING.map((approving) => ({ role: approving, active: true })),
        order: { name: 'ASC', id: 'ASC' },
        take: MAX_APPROVERS,
      }),
    ]);
    const approvers = people
      .filter(({ id }) => id !== person.id)
      .map(({ id, name, role }) => ({ staff_id: id, name, role }));
    return { limit, used, approvers };
  }
}

interface Reviewed {
  readonly known: Known;
  readonly caller: StaffCaller;
  readonly confirmed: boolean | undefined;
  readonly reserved: Credits;
}

/** Of a role that moves no credits by itself. */
const NOTHING = { perAction: 0n, perDay: 0n };
const NO_LIMIT = { limit: null, used: 0n, approvers: [] };

/** `left`: what the person may still move today. */
function isBeyond(
  action: MoneyAction,
  { events }: Outcome,
  { limit, isRequest }: Known,
  left: Credits,
): boolean {
  if (isRequest) return true;
  const { credits } = movedBy(action, events);
  return limit !== null && (credits > limit.perAction || credits > left);
}

/**
 * Revision of the newest event that a person caused, as the account is decided on. What came since
 * it was looked up is known in memory, unless the account was loaded from a later snapshot.
 */
function lastStaffAction(known: Known, { people }: Outcome): number | null | 'unknown' {
  if (!people) return known.lastStaffAction;
  if (people.after > known.upTo) return 'unknown';
  return people.last > known.upTo ? people.last : known.lastStaffAction;
}

/** What staff did to the account that moved the same, the same way. */
const alike = (action: MoneyAction, { events }: Outcome, { recent }: Known): readonly ByHand[] =>
  recent.filter(({ kind, credits }) => {
    // Those of payments were found by their money.
    if (kind === 'refund_payment') return true;
    const moved = movedBy(action, events).credits;
    return kind === kindOf(action) && BigInt(credits) === (kind === 'deduct' ? -moved : moved);
  });

function staleness(previewed: string, now: string): Problem | undefined {
  const changed = changedSince(previewed, now);
  return changed.length === 0 ? undefined : previewStale(changed);
}

/** 409: what was previewed has changed; names the parts that differ. */
export function previewStale(changed: readonly string[]): Problem {
  const detail = changed.includes('command')
    ? 'this is not what was previewed: preview it'
    : 'the account has changed since the preview: preview again';
  return new Problem('preview_stale', detail, { members: { changed } });
}
