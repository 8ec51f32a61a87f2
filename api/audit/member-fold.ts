import type { AccountEvent } from '../../domain/account/events.js';
import type { Instant } from '../../domain/instant.js';
import type { Recorded } from '../../platform/event-store/event-store.js';

/** Who has or had a seat, as the read model has it, or should have it. */
export interface MemberFigures {
  readonly memberId: string;
  /** Micro-credits a period; null: as much as there is. */
  readonly limit: bigint | null;
  readonly addedAt: Instant;
  /** Null while it has its seat. */
  readonly removedAt: Instant | null;
  /** Of the event that last changed it. */
  readonly revision: bigint;
  readonly position: bigint;
}

/** Everybody who ever had a seat, from the log alone: the account forgets who was removed. */
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
