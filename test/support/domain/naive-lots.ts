import { ok, strictEqual } from 'node:assert';
import type { Allocation, LotGrant } from '../../../domain/account/lot.js';

/** A lot as the oracle sees it: plain sums over what the events say. */
export interface NaiveLot extends LotGrant {
  remaining: bigint;
  held: bigint;
  frozen: bigint;
  live: boolean;
  /** What the level compares with: held when the period began, or granted since. */
  base: bigint;
  clawedBack: bigint;
  /** What it was paid with, tax included. */
  gross: bigint;
}

/** Sum of allocations. */
export const total = (allocations: readonly Pick<Allocation, 'credits'>[]) =>
  allocations.reduce((sum, { credits }) => sum + credits, 0n);

/** Every lot of an account, by id. */
export class NaiveLots extends Map<string, NaiveLot> {
  get live(): NaiveLot[] {
    return [...this.values()].filter((lot) => lot.live);
  }

  get available(): bigint {
    return this.live.reduce((sum, lot) => sum + lot.remaining - lot.held - lot.frozen, 0n);
  }

  lot(lotId: string): NaiveLot {
    const lot = this.get(lotId);
    if (!lot) throw new Error(`no lot ${lotId}`);
    return lot;
  }

  add(lot: LotGrant, repaid: bigint): void {
    strictEqual(this.has(lot.lotId), false);
    ok(lot.granted > 0n);
    const figures = { held: 0n, frozen: 0n, live: true, base: lot.granted, clawedBack: 0n };
    const gross = lot.paid?.minor ?? 0n;
    this.set(lot.lotId, { ...lot, ...figures, gross, remaining: lot.granted - repaid });
  }

  take(lots: readonly Allocation[]): void {
    for (const { lotId, credits } of lots) {
      const lot = this.lot(lotId);
      strictEqual(lot.live, true);
      ok(credits > 0n);
      lot.remaining -= credits;
    }
  }

  giveBack(lots: readonly Allocation[]): void {
    for (const { lotId, credits } of lots) {
      strictEqual(this.lot(lotId).live, true);
      this.lot(lotId).remaining += credits;
    }
  }

  end(lotId: string, forfeited: bigint): void {
    const lot = this.lot(lotId);
    strictEqual(lot.live, true);
    lot.remaining -= forfeited;
    lot.live = false;
  }

  rebase(): void {
    for (const lot of this.values()) lot.base = lot.live ? lot.remaining : 0n;
  }
}
