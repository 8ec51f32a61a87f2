import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Pool } from 'pg';
import { Repository } from 'typeorm';
import { formatCredits, type Credits } from '../../domain/credits.js';
import { DAY_MS, MINUTE_MS } from '../../domain/instant.js';
import { Clock } from '../../platform/clock/clock.js';
import { AccountStream } from '../accounts/account-stream.js';
import type { Outcome, Review } from '../accounts/review.js';
import { isOwnRight, type Role } from '../auth/roles.js';
import type { Caller, StaffCaller } from '../auth/caller.js';
import { invalid, Problem } from '../http/problem.js';
import { ReadPosition } from '../http/read-position.js';
import { RoleLimit } from '../staff/role-limit.entity.js';
import { Staff } from '../staff/staff.entity.js';
import { StaffSessions } from '../staff/staff-sessions.js';
import { isLimited, kindOf, movedBy, type MoneyAction } from './money-action.js';
import { presentOutcome, type Confirmation, type MoneyPreview } from './money-preview.js';
import { changedSince, previewHash } from './preview-hash.js';

const ALIKE_MS = 10 * MINUTE_MS;
const CREDITED_MS = 90 * DAY_MS;
const MAX_APPROVERS = 20;
const APPROVING = ['lead', 'finance'] as const;

/** What the register and the staff tables say of an action before it is decided. */
interface Known {
  /** Revision of the last thing that staff did to the account by hand in the last day. */
  readonly lastStaffAction: string | null;
  /** What staff did to the account for the same reason in the last 10 minutes. */
  readonly recent: readonly Recent[];
  readonly credited: Credits;
  readonly limit: { readonly perAction: Credits; readonly perDay: Credits } | null;
  readonly used: Credits;
  /** Others must approve it, whatever it comes to. */
  readonly isRequest: boolean;
  readonly approvers: readonly { staff_id: string; name: string; role: Role }[];
}

interface Recent {
  readonly adjustment_id: string;
  readonly kind: string;
  readonly credits: string;
  readonly actor: string;
  readonly recorded_at: Date;
}

/** Checks what people do to accounts: previews, duplicates, limits, step-up. */
@Injectable()
export class MoneyChecks {
  constructor(
    private readonly pool: Pool,
    private readonly clock: Clock,
    private readonly stream: AccountStream,
    private readonly readPosition: ReadPosition,
    private readonly sessions: StaffSessions,
    @InjectRepository(RoleLimit) private readonly limits: Repository<RoleLimit>,
    @InjectRepository(Staff) private readonly staff: Repository<Staff>,
  ) {}

  /** What an action would come to, by the decider itself. Throws the refusals of the action. */
  async preview(action: MoneyAction, caller: Caller): Promise<MoneyPreview> {
    const outcome = await this.stream.preview(action.accountId, action.command);
    return this.present(action, outcome, caller);
  }

  /** An outcome as it is shown before it is confirmed. */
  async present(action: MoneyAction, outcome: Outcome, caller: Caller): Promise<MoneyPreview> {
    const known = await this.know(action, caller);
    const { limit, used, approvers } = known;
    return {
      preview_hash: previewHash(action, outcome, known.lastStaffAction),
      ...presentOutcome(action, outcome),
      duplicates: alike(action, outcome, known).map(presentDuplicate),
      credited_90d: formatCredits(known.credited),
      limit: limit && {
        per_action: formatCredits(limit.perAction),
        per_day: formatCredits(limit.perDay),
        used: formatCredits(used),
      },
      approval: isBeyond(outcome, known) ? { by: [...approvers] } : 'none',
    };
  }

  /**
   * What is looked at once the action is decided and before it is written: `preview_stale`,
   * `duplicate_suspected`, `limit_exceeded`, `step_up_required`. Throws 422 where a person sends no
   * `preview_hash`.
   */
  async reviewOf(
    action: MoneyAction,
    caller: Caller,
    { preview_hash: previewed, confirm_duplicate: confirmed }: Confirmation,
  ): Promise<Review | undefined> {
    if (caller.kind !== 'staff' && previewed === undefined) return undefined;
    if (previewed === undefined) {
      const reason = 'is missing: expected the `preview_hash` of a preview';
      throw invalid([{ name: 'preview_hash', reason }]);
    }
    const known = await this.know(action, caller);
    return (outcome) =>
      staleness(previewed, previewHash(action, outcome, known.lastStaffAction)) ??
      (caller.kind === 'staff'
        ? this.refusal(action, outcome, known, caller, confirmed === true)
        : undefined);
  }

  private refusal(
    action: MoneyAction,
    outcome: Outcome,
    known: Known,
    caller: StaffCaller,
    confirmed: boolean,
  ): Problem | undefined {
    const duplicates = alike(action, outcome, known).map(presentDuplicate);
    if (duplicates.length > 0 && !confirmed) {
      const detail = 'the same was done for the same reason less than 10 minutes ago';
      return new Problem('duplicate_suspected', detail, { members: { duplicates } });
    }
    if (isBeyond(outcome, known)) {
      const detail = 'this is beyond what the role may do by itself: ask for approval';
      return new Problem('limit_exceeded', detail, { members: { approvers: known.approvers } });
    }
    if (kindOf(action) === 'deduct' && !this.sessions.hasSteppedUp(caller)) {
      return new Problem('step_up_required');
    }
    return undefined;
  }

  private async know(action: MoneyAction, caller: Caller): Promise<Known> {
    const { position } = await this.stream.load(action.accountId);
    await this.readPosition.reached('adjustments', position ?? undefined);
    const now = this.clock.now();
    const [account, own] = await Promise.all([
      this.ofAccount(action, now),
      caller.kind === 'staff' ? this.ofPerson(caller, now) : NO_LIMIT,
    ]);
    if (caller.kind !== 'staff') return { ...account, ...own, isRequest: false };
    const kind = kindOf(action);
    const isRequest = !isOwnRight(caller.role, kind);
    const limit = isLimited(kind) ? (isRequest ? NOTHING : own.limit) : null;
    return { ...account, ...own, limit, isRequest };
  }

  private async ofAccount({ accountId, command }: MoneyAction, now: number) {
    const since = (ms: number) => new Date(now - ms);
    const [recent, last, credited] = await Promise.all([
      this.pool.query<Recent>(
        `SELECT adjustment_id, kind, credits, actor, recorded_at FROM read.adjustments
         WHERE account_id = $1 AND recorded_at > $2 AND reason_code = $3
           AND actor LIKE 'staff:%' ORDER BY recorded_at DESC LIMIT 20`,
        [accountId, since(ALIKE_MS), command.reason?.reasonCode ?? null],
      ),
      this.pool.query<{ revision: string | null }>(
        `SELECT max(revision) AS revision FROM read.adjustments
         WHERE account_id = $1 AND recorded_at > $2 AND actor LIKE 'staff:%'`,
        [accountId, since(DAY_MS)],
      ),
      this.pool.query<{ credited: string }>(
        `SELECT coalesce(sum(credits), 0) AS credited FROM read.adjustments
         WHERE account_id = $1 AND recorded_at > $2 AND credits > 0`,
        [accountId, since(CREDITED_MS)],
      ),
    ]);
    return {
      recent: recent.rows,
      lastStaffAction: last.rows[0]?.revision ?? null,
      credited: BigInt(credited.rows[0]?.credited ?? 0),
    };
  }

  private async ofPerson({ actor, id, role }: StaffCaller, now: number) {
    const day = new Date(now - (now % DAY_MS));
    const [limit, used, people] = await Promise.all([
      this.limits.findOneBy({ role }),
      this.pool.query<{ used: string }>(
        `SELECT coalesce(sum(abs(credits)), 0) AS used FROM read.adjustments
         WHERE actor = $1 AND recorded_at >= $2`,
        [actor, day],
      ),
      this.staff.find({
        where: APPROVING.map((approving) => ({ role: approving, active: true })),
        order: { name: 'ASC', id: 'ASC' },
        take: MAX_APPROVERS,
      }),
    ]);
    return {
      limit: limit ? { perAction: BigInt(limit.perAction), perDay: BigInt(limit.perDay) } : NOTHING,
      used: BigInt(used.rows[0]?.used ?? 0),
      approvers: people
        .filter((person) => person.id !== id)
        .map((person) => ({ staff_id: person.id, name: person.name, role: person.role })),
    };
  }
}

/** Of a role that moves no credits by itself. */
const NOTHING = { perAction: 0n, perDay: 0n };
const NO_LIMIT = { limit: null, used: 0n, approvers: [] };

function isBeyond({ events }: Outcome, { limit, used, isRequest }: Known): boolean {
  if (isRequest) return true;
  const { credits } = movedBy(events);
  return limit !== null && (credits > limit.perAction || used + credits > limit.perDay);
}

/** What staff did to the account that moved the same, the same way. */
const alike = (action: MoneyAction, { events }: Outcome, { recent }: Known): readonly Recent[] =>
  recent.filter(({ kind, credits }) => {
    const moved = movedBy(events).credits;
    return kind === kindOf(action) && BigInt(credits) === (kind === 'deduct' ? -moved : moved);
  });

const presentDuplicate = ({ adjustment_id, credits, actor, recorded_at }: Recent) => ({
  adjustment_id,
  credits: formatCredits(BigInt(credits)),
  actor,
  recorded_at: recorded_at.toISOString(),
});

function staleness(previewed: string, now: string): Problem | undefined {
  const changed = changedSince(previewed, now);
  if (changed.length === 0) return undefined;
  const detail = 'the account has changed since the preview: preview again';
  return new Problem('preview_stale', detail, { members: { changed } });
}
