import type { AccountEvent } from '../../domain/account/events.js';
import type { Instant } from '../../domain/instant.js';
import type { Recorded } from '../../platform/event-store/event-store.js';

/** A member as the read model has it, or should have it. */
export interface MemberFigures {
  readonly memberId: string;
  /** Micro-credits per period; null: unlimited. */
  readonly limit: bigint | null;
  readonly addedAt: Instant;
  /** Null for current members. */
  readonly removedAt: Instant | null;
  /** Of the event that last changed it. */
  readonly revision: bigint;
  readonly position: bigint;
}

/** Folds all past and present members from the log; the account drops removed ones. */
export class MemberFold {
  readonly byId = new Map<string, MemberFigures>();

  take({ fact, revision: at, position }: Recorded<AccountEvent>): void {
    const moved = { revision: BigInt(at), position };
    if (fact.type === 'MemberAdded') {
      const { memberId, limit } = fact.data;
      const seat = { memberId, limit, addedAt: fact.occurredAt, removedAt: null };
      this.byId.set(memberId, { ...seat, ...moved });
    } else if (fact.type === 'MemberLimitSet') {
      this.change(fact.data.memberId, { ...moved, limit: fact.data.limit });
    } else if (fact.type === 'MemberRemoved') {
      this.change(fact.data.memberId, { ...moved, removedAt: fact.occurredAt });
    }
  }

  private change(memberId: string, changed: Partial<MemberFigures>): void {
    const known = this.byId.get(memberId);
    if (known) this.byId.set(memberId, { ...known, ...changed });
  }
}
