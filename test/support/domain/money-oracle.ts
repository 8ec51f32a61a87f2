import { ok, strictEqual } from 'node:assert';
import type { AccountEvent } from '../../../domain/account/events.js';
import type { NaiveLot } from './account-oracle.js';

type Refund = Extract<AccountEvent, { type: 'PaymentRefunded' }>['data'];

/** How much of each payment has gone back, and for how many credits of what it bought. */
export class MoneyOracle {
  private readonly back = new Map<string, { minor: bigint; counted: bigint }>();

  /** Never more than was paid, and never more credits than that money had bought. */
  goesBack({ paidBy, amount, whole }: Refund, lot: NaiveLot, credits: bigint): void {
    const { minor, counted } = this.back.get(paidBy) ?? { minor: 0n, counted: 0n };
    const after = { minor: minor + amount.minor, counted: counted + credits };
    this.back.set(paidBy, after);
    const paid = lot.paid?.minor ?? 0n;
    ok(after.minor <= paid);
    ok(after.counted <= (lot.granted * after.minor) / paid);
    strictEqual(whole, after.minor === paid);
  }
}
