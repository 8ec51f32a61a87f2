import { ok, strictEqual } from 'node:assert';
import type { AccountEvent } from '../../../domain/account/events.js';
import { total, type NaiveLot } from './naive-lots.js';

type Data<Type extends AccountEvent['type']> = Extract<AccountEvent, { type: Type }>['data'];
type Undone = Omit<Data<'PaymentRefundUndone'>, 'paymentRefundId'>;

/** What one refund or lost dispute came to, plainly. */
interface Back {
  readonly id: string;
  readonly minor: bigint;
  /** Credits its money stands for. */
  due: bigint;
  clawedBack: bigint;
  writtenOff: bigint;
  debt: bigint;
}

/** How much of each payment has gone back, and for how many credits of what it bought. */
export class MoneyOracle {
  private readonly back = new Map<string, Back[]>();

  /** Credits of a lot that money back stands for. */
  dueOf(lotId: string): bigint {
    return this.of(lotId).reduce((sum, { due }) => sum + due, 0n);
  }

  refunded(data: Data<'PaymentRefunded'>, lot: NaiveLot): void {
    const { paymentRefundId, clawedBack, clawedBackFrozen, clawedBackHeld } = data;
    const taken = total(clawedBack) + total(clawedBackFrozen) + total(clawedBackHeld);
    this.goesBack(`refund ${paymentRefundId}`, data.amount.minor, taken, data, lot);
  }

  lost(data: Data<'DisputeClosed'>, lot: NaiveLot): void {
    const { disputeId, clawedBack, clawedBackFree, clawedBackHeld, amount } = data;
    const taken = total(clawedBack) + total(clawedBackFree) + total(clawedBackHeld);
    this.goesBack(`dispute ${disputeId}`, amount?.minor ?? lot.gross, taken, data, lot);
  }

  /** Never more than was paid, and never more credits than that money had bought. */
  private goesBack(
    id: string,
    amount: bigint,
    clawedBack: bigint,
    { whole, writtenOff, debt }: { whole: boolean; writtenOff: bigint; debt: bigint },
    lot: NaiveLot,
  ): void {
    const before = this.of(lot.lotId);
    const told = before.reduce((sum, { minor }) => sum + minor, 0n);
    const left = told < lot.gross ? lot.gross - told : 0n;
    strictEqual(whole, amount >= left);
    const due = whole ? lot.granted - this.dueOf(lot.lotId) : (lot.granted * amount) / lot.gross;
    const covered = clawedBack + writtenOff + debt;
    ok(covered <= due);
    const back = { id, minor: amount, due, clawedBack, writtenOff, debt };
    this.back.set(lot.lotId, [...before, back]);
    this.check(lot);
  }

  /** What no longer went back comes back, nothing else; later ones may now take something else. */
  undone(id: string, data: Undone, lot: NaiveLot): void {
    const before = this.of(lot.lotId);
    const gone = before.find((each) => each.id === id);
    ok(gone);
    strictEqual(data.amount.minor, gone.minor);
    const was = sums(before);
    const left = before.filter((each) => each !== gone);
    for (const { kind, claimId, unspent, lost, held, writtenOff, debt, repaid } of data.claims) {
      const later = left.find((each) => each.id === `${kind} ${claimId}`);
      ok(later && before.indexOf(later) > before.indexOf(gone));
      const due = unspent + lost + total(held) + writtenOff + debt;
      ok(total(repaid) <= debt);
      Object.assign(later, { due, clawedBack: unspent + total(held), writtenOff, debt });
    }
    this.back.set(lot.lotId, left);
    this.check(lot);
    const is = sums(left);
    const { returned, heldAgain, forfeited, lots, expired, newLots, cancelledDebt, lost } = data;
    strictEqual(
      was.clawedBack - is.clawedBack,
      total(returned) + total(heldAgain) + total(forfeited),
    );
    strictEqual(was.writtenOff - is.writtenOff, data.writtenOff);
    const fresh = newLots.reduce((sum, { granted }) => sum + granted, 0n);
    ok(fresh >= total(expired));
    strictEqual(was.debt - is.debt, cancelledDebt + total(lots) + fresh + lost);
  }

  private check({ lotId, granted, gross }: NaiveLot): void {
    const told = this.of(lotId).reduce((sum, { minor }) => sum + minor, 0n);
    const due = this.dueOf(lotId);
    if (told >= gross) strictEqual(due, granted);
    else ok(due <= (granted * told) / gross);
  }

  private of(lotId: string): Back[] {
    return this.back.get(lotId) ?? [];
  }
}

const sums = (all: readonly Back[]) => ({
  clawedBack: all.reduce((sum, each) => sum + each.clawedBack, 0n),
  writtenOff: all.reduce((sum, each) => sum + each.writtenOff, 0n),
  debt: all.reduce((sum, each) => sum + each.debt, 0n),
});
