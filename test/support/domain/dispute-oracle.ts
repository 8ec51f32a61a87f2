import { ok, strictEqual } from 'node:assert';
import type { AccountEvent } from '../../../domain/account/events.js';
import type { Allocation } from '../../../domain/account/lot.js';
import type { NaiveLot } from './account-oracle.js';

type Data<Type extends AccountEvent['type']> = Extract<AccountEvent, { type: Type }>['data'];

export const total = (allocations: readonly Pick<Allocation, 'credits'>[]) =>
  allocations.reduce((sum, { credits }) => sum + credits, 0n);

/** Every dispute of an account told by somebody else, on the lots of an oracle. */
export class DisputeOracle {
  /** The lot of each dispute that is open. */
  private readonly lotOf = new Map<string, string>();

  constructor(private readonly lots: ReadonlyMap<string, NaiveLot>) {}

  get frozen(): bigint {
    return [...this.lots.values()].reduce((sum, lot) => sum + lot.frozen, 0n);
  }

  opened({ disputeId, frozen, lotId, paidBy }: Data<'DisputeOpened'>): void {
    strictEqual(this.lot(lotId).paidBy, paidBy);
    for (const taken of frozen) strictEqual(taken.lotId, lotId);
    this.lotOf.set(disputeId, lotId);
    this.freeze(frozen);
  }

  /** What is frozen of what comes or came back. */
  freeze(lots: readonly Allocation[] = []): void {
    for (const { lotId, credits } of lots) this.lot(lotId).frozen += credits;
  }

  closed({ disputeId, lotId, thawed, forfeited, clawedBack }: Data<'DisputeClosed'>): void {
    strictEqual(this.lotOf.get(disputeId), lotId);
    this.lotOf.delete(disputeId);
    const lot = this.lot(lotId);
    lot.frozen -= total(thawed) + total(forfeited) + total(clawedBack);
    lot.remaining -= total(forfeited) + total(clawedBack);
    lot.clawedBack += total(clawedBack);
  }

  /** Of a disputed lot nothing can be used, whatever has come back; of others nothing is frozen. */
  check(): void {
    const disputed = new Set(this.lotOf.values());
    for (const { lotId, remaining, held, frozen } of this.lots.values()) {
      strictEqual(frozen, disputed.has(lotId) ? remaining - held : 0n);
    }
  }

  private lot(lotId: string): NaiveLot {
    const lot = this.lots.get(lotId);
    ok(lot);
    return lot;
  }
}
