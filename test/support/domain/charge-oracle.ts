import { ok, strictEqual } from 'node:assert';
import type { AccountEvent } from '../../../domain/account/events.js';
import type { Allocation } from '../../../domain/account/lot.js';

type Refund = Extract<AccountEvent, { type: 'DebitRefunded' }>['data'];

interface NaiveCharge {
  readonly credits: bigint;
  readonly allocated: bigint;
  /** What each lot gave and has not got back. */
  readonly places: Map<string, bigint>;
  givenBack: bigint;
  refunded: bigint;
}

const total = (allocations: readonly Allocation[]) =>
  allocations.reduce((sum, { credits }) => sum + credits, 0n);

/** Every debit of an account told by somebody else, and what has been given back of it. */
export class ChargeOracle {
  private readonly charges = new Map<string, NaiveCharge>();

  charged(debitId: string, credits: bigint, lots: readonly Allocation[]): void {
    const places = new Map(lots.map((taken) => [taken.lotId, taken.credits]));
    strictEqual(places.size, lots.length);
    strictEqual(this.charges.has(debitId), false);
    const charge = { credits, allocated: total(lots), places, givenBack: 0n, refunded: 0n };
    this.charges.set(debitId, charge);
  }

  refunded({ debitId, credits, repaid, lots, expired, newLots, lost }: Refund): void {
    const charge = this.charges.get(debitId);
    ok(charge);
    for (const { lotId, credits: back } of [...lots, ...expired]) {
      const left = (charge.places.get(lotId) ?? 0n) - back;
      ok(left >= 0n);
      charge.places.set(lotId, left);
    }
    // The lots of the debit come first: only what it owed may come back as credits without end.
    const back = total(lots) + total(expired) + lost;
    const taken = charge.allocated - charge.givenBack;
    strictEqual(back, credits - repaid < taken ? credits - repaid : taken);
    charge.givenBack += back;
    const unending = newLots.filter(({ expiresAt }) => expiresAt === null);
    const owed = unending.reduce((sum, lot) => sum + lot.granted, 0n);
    strictEqual(owed, credits - repaid - back);
    charge.refunded += credits;
    ok(charge.refunded <= charge.credits);
  }
}
