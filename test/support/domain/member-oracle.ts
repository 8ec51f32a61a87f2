import { ok, strictEqual } from 'node:assert';
import type { AccountEvent } from '../../../domain/account/events.js';
import type { AccountState } from '../../../domain/account/state.js';
import type { Instant } from '../../../domain/instant.js';

interface NaiveMember {
  limit: bigint | null;
  used: bigint;
  /** Usage from before is not counted. */
  since: Instant;
}

/** The members of an account told by somebody else: all are reset whenever a period begins. */
export class MemberOracle {
  private readonly members = new Map<string, NaiveMember>();
  private hadMembers = false;
  /** When each debit counts for its member. */
  private readonly countedAt = new Map<string, Instant>();
  /** Turns that stories must have taken to prove anything. */
  readonly seen = new Set<string>();
  /** Whose each hold is, and what it has reserved; for ever. */
  private readonly holds = new Map<string, { memberId: string | undefined; held: bigint }>();

  fold(event: AccountEvent): void {
    const { occurredAt } = event;
    switch (event.type) {
      case 'MemberAdded': {
        const { memberId, limit } = event.data;
        strictEqual(this.members.has(memberId), false);
        this.hadMembers = true;
        this.members.set(memberId, { limit, used: 0n, since: occurredAt });
        return;
      }
      case 'MemberLimitSet':
        return this.withMember(event.data.memberId, (member) => {
          member.limit = event.data.limit;
        });
      case 'MemberRemoved':
        strictEqual(this.members.delete(event.data.memberId), true);
        return;
      case 'CreditsDebited': {
        const { debitId, memberId, credits, action } = event.data;
        // Usage that has happened is beyond every limit, and counts where it belongs; any other is
        // of the present, whatever time it names.
        const isOwed = action === 'owed';
        const since = isOwed ? 0 : (this.members.get(memberId ?? '')?.since ?? 0);
        const countedAt = Math.max(occurredAt, since);
        if (countedAt > occurredAt) this.seen.add('late and limited');
        this.countedAt.set(debitId, countedAt);
        return this.use(memberId, credits, countedAt, !isOwed);
      }
      case 'HoldPlaced': {
        const { holdId, memberId, credits } = event.data;
        this.holds.set(holdId, { memberId, held: 0n });
        return this.hold(holdId, credits);
      }
      case 'HoldExtended':
        return this.hold(event.data.holdId, event.data.credits);
      case 'HoldSettled':
        this.release(event.data.holdId);
        return this.use(event.data.memberId, event.data.credits, occurredAt, false);
      case 'HoldReleased':
        return this.release(event.data.holdId);
      case 'PaymentRefunded':
      case 'DisputeClosed':
        for (const { holdId, credits } of event.data.clawedBackHeld) {
          const hold = this.holds.get(holdId);
          if (hold) hold.held -= credits;
        }
        return;
      case 'PaymentRefundUndone':
      case 'DisputeReinstated':
        for (const { holdId, credits } of event.data.heldAgain) {
          const hold = this.holds.get(holdId);
          if (hold) hold.held += credits;
        }
        return;
      case 'DebitRefunded': {
        const { debitId, debit, credits } = event.data;
        const countedAt = this.countedAt.get(debitId) ?? debit.occurredAt;
        return this.withMember(debit.memberId, (member) => {
          if (countedAt < member.since) return;
          member.used = member.used < credits ? 0n : member.used - credits;
        });
      }
      case 'PlanChanged':
        if (event.data.when === 'now') this.begin(occurredAt);
        return;
      case 'PeriodRenewed':
        return this.begin(occurredAt);
      case 'AccountOpened':
      case 'PlanCreditsGranted':
      case 'CreditsAdjusted':
      case 'PlanChangeScheduled':
      case 'PlanChangeWithdrawn':
      case 'LotExpired':
      case 'LotsRetired':
      case 'PackPurchased':
      case 'DisputeOpened':
      case 'AutoTopUpConfigured':
      case 'AutoTopUpSucceeded':
      case 'AutoTopUpFailed':
      case 'AutoTopUpTurnedOff':
      case 'AccountSuspended':
      case 'AccountReinstated':
      case 'AccountClosed':
      case 'BalanceLevelChanged':
        return;
    }
  }

  /** Holds the state under test to what is known here. */
  compare({ members, membersOnly, periodFrom }: AccountState): void {
    strictEqual(membersOnly, this.hadMembers);
    strictEqual(members.size, this.members.size);
    for (const { memberId, limit, used, since, held } of members) {
      const known = this.members.get(memberId);
      ok(known);
      strictEqual(limit, known.limit);
      strictEqual(since >= periodFrom ? used : 0n, known.used);
      strictEqual(held, this.heldBy(memberId));
    }
  }

  private heldBy(memberId: string): bigint {
    const own = [...this.holds.values()].filter((hold) => hold.memberId === memberId);
    return own.reduce((sum, { held }) => sum + held, 0n);
  }

  private begin(at: Instant): void {
    for (const member of this.members.values()) Object.assign(member, { used: 0n, since: at });
  }

  private use(memberId: string | undefined, credits: bigint, at: Instant, limited: boolean): void {
    this.withMember(memberId, (member) => {
      if (at < member.since) return;
      member.used += credits;
      if (limited) this.requireWithin(memberId, credits);
    });
    if (limited && memberId !== undefined) ok(!this.hadMembers || this.members.has(memberId));
  }

  private hold(holdId: string, credits: bigint): void {
    const hold = this.holds.get(holdId);
    ok(hold);
    hold.held += credits;
    this.withMember(hold.memberId, () => this.requireWithin(hold.memberId, credits));
  }

  private release(holdId: string): void {
    const hold = this.holds.get(holdId);
    if (hold) hold.held = 0n;
  }

  private requireWithin(memberId = '', credits: bigint): void {
    const member = this.members.get(memberId);
    if (!member || member.limit === null || credits === 0n) return;
    ok(member.used + this.heldBy(memberId) <= member.limit);
  }

  private withMember(memberId: string | undefined, change: (member: NaiveMember) => void): void {
    const member = this.members.get(memberId ?? '');
    if (member) change(member);
  }
}
