import { ok, strictEqual } from 'node:assert';
import type { AccountEvent } from '../../../domain/account/events.js';
import type { Allocation } from '../../../domain/account/lot.js';
import { total, type NaiveLot } from './naive-lots.js';

type Data<Type extends AccountEvent['type']> = Extract<AccountEvent, { type: Type }>['data'];

/** Every dispute of an account told by somebody else, on the lots of an oracle. */
export class DisputeOracle {
  /** The lot of each dispute that is open, and how much of its money. */
  private readonly open = new Map<string, { lotId: string; minor: bigint }>();

  constructor(
    private readonly lots: ReadonlyMap<string, NaiveLot>,
    /** Credits of a lot that money back stands for. */
    private readonly dueOf: (lotId: string) => bigint,
  ) {}

  get frozen(): bigint {
    return [...this.lots.values()].reduce((sum, lot) => sum + lot.frozen, 0n);
  }

  opened({ disputeId, frozen, lotId, paidBy, amount, gross }: Data<'DisputeOpened'>): void {
    const lot = this.lot(lotId);
    strictEqual(lot.paidBy, paidBy);
    lot.gross = gross?.minor ?? lot.gross;
    for (const taken of frozen) strictEqual(taken.lotId, lotId);
    this.open.set(disputeId, { lotId, minor: amount?.minor ?? lot.gross });
    this.freeze(frozen);
  }

  /** What is frozen of what comes or came back. */
  freeze(lots: readonly Allocation[] = []): void {
    for (const { lotId, credits } of lots) this.lot(lotId).frozen += credits;
  }

  closed(data: Data<'DisputeClosed'>): void {
    const { disputeId, lotId, thawed, forfeited, clawedBack, clawedBackFree } = data;
    strictEqual(this.open.get(disputeId)?.lotId, lotId);
    this.open.delete(disputeId);
    const lot = this.lot(lotId);
    lot.frozen -= total(thawed) + total(forfeited) + total(clawedBack);
    lot.remaining -= total(forfeited) + total(clawedBack) + total(clawedBackFree);
    lot.clawedBack += total(clawedBack) + total(clawedBackFree);
  }

  /**
   * Of a lot exactly the disputed share cannot be used, as far as it is there, whatever has come
   * back; of other lots nothing is frozen.
   */
  check(): void {
    for (const lot of this.lots.values()) {
      const { lotId, remaining, held, granted, gross, frozen } = lot;
      let disputed = 0n;
      for (const each of this.open.values()) if (each.lotId === lotId) disputed += each.minor;
      const share = disputed === 0n ? 0n : (granted * disputed + gross - 1n) / gross;
      const bounds = [remaining - held, share, granted - this.dueOf(lotId)];
      strictEqual(
        frozen,
        bounds.reduce((least, each) => (each < least ? each : least)),
      );
    }
  }

  private lot(lotId: string): NaiveLot {
    const lot = this.lots.get(lotId);
    ok(lot);
    return lot;
  }
}
