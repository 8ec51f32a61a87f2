import { deepStrictEqual, ok, strictEqual } from 'node:assert';
import type { AccountEvent } from '../../../domain/account/events.js';
import type { Allocation, LotGrant } from '../../../domain/account/lot.js';
import { chargeOf } from '../../../domain/account/charge.js';
import { HOUR_MS, type Instant } from '../../../domain/instant.js';
import { ChargeOracle } from './charge-oracle.js';
import { DisputeOracle } from './dispute-oracle.js';
import { HoldOracle } from './hold-oracle.js';
import { MemberOracle } from './member-oracle.js';
import { MoneyOracle } from './money-oracle.js';
import { TopUpOracle } from './topup-oracle.js';
import { NaiveLots, total, type NaiveLot } from './naive-lots.js';

/**
 * The ledger told by somebody else: mutable maps, every figure added up anew, no structure shared
 * with the code under test. Checks each event against the rules as it comes.
 */
export class Oracle {
  readonly lots = new NaiveLots();
  readonly holds = new HoldOracle(this.lots);
  readonly seen = new Set<string>();
  debt = 0n;
  closed = false;
  private periodEndsAt = 0;
  private renewedBy = 'clock';
  private scheduledAt: Instant | null = null;
  private readonly charges = new ChargeOracle();
  readonly members = new MemberOracle();
  readonly topUps = new TopUpOracle();
  private readonly paidBy = new Set<string>();
  private readonly money = new MoneyOracle();
  private readonly disputes = new DisputeOracle(this.lots, (lotId) => this.money.dueOf(lotId));

  get turns(): string[] {
    return [...this.seen, ...this.holds.seen, ...this.members.seen, ...this.topUps.seen];
  }

  get live(): NaiveLot[] {
    return this.lots.live;
  }

  get available(): bigint {
    return this.lots.available;
  }

  get held(): bigint {
    return this.holds.reserved;
  }

  get frozen(): bigint {
    return this.disputes.frozen;
  }

  get reference(): bigint {
    return this.live.reduce((sum, lot) => sum + lot.base, 0n);
  }

  get nextDueAt(): Instant | null {
    if (this.closed) return null;
    const ends = this.live.flatMap(({ expiresAt }) => (expiresAt === null ? [] : [expiresAt]));
    ends.push(...this.holds.ends);
    if (this.scheduledAt !== null) ends.push(Math.max(this.scheduledAt, this.periodEndsAt));
    else if (this.renewedBy === 'clock') ends.push(this.periodEndsAt);
    return ends.length > 0 ? Math.min(...ends) : null;
  }

  /** Folds one event and holds it to the rules it must keep. */
  fold(event: AccountEvent): void {
    this.seen.add(event.type);
    this.apply(event);
    this.members.fold(event);
    this.topUps.fold(event, this.available);
    for (const lot of this.lots.values()) {
      ok(lot.frozen >= 0n);
      strictEqual(lot.held, this.holds.reservedOf(lot.lotId));
      ok(lot.remaining >= lot.frozen + lot.held);
      ok(lot.remaining + lot.clawedBack <= lot.granted);
      if (!lot.live) strictEqual(lot.remaining, lot.frozen + lot.held);
    }
    ok(this.debt >= 0n);
    this.disputes.check();
    if (this.debt > 0n) strictEqual(this.available, 0n);
  }

  private apply(event: AccountEvent): void {
    switch (event.type) {
      case 'AccountOpened':
        this.periodEndsAt = event.data.period.endsAt;
        return;
      case 'PlanCreditsGranted':
      case 'PackPurchased':
        return this.grant(event.data.lot, event.data.repaid);
      case 'CreditsDebited':
        return this.debited(event.data);
      case 'HoldPlaced':
        return this.holds.placed(event.data);
      case 'HoldExtended':
        return this.holds.extended(event.data);
      case 'HoldSettled': {
        const { debitId, credits, overdrawn } = event.data;
        this.freeze(event.data.frozen);
        this.debt += overdrawn - this.holds.settled(event.data, this.debt);
        return this.charges.charged(debitId, credits, chargeOf(event).lots);
      }
      case 'HoldReleased': {
        const { holdId, reason } = event.data;
        if (reason === 'expired') strictEqual(this.holds.endOf(holdId), event.occurredAt);
        this.freeze(event.data.frozen);
        this.debt -= this.holds.released(event.data, this.debt);
        return;
      }
      case 'DebitRefunded':
        return this.debitRefunded(event.data);
      case 'CreditsAdjusted': {
        const { lot, lots, repaid, credits } = event.data;
        if (lot) return this.grant(lot, repaid);
        strictEqual(total(lots), -credits);
        return this.lots.take(lots);
      }
      case 'PlanChanged':
        return this.planChanged(event.data);
      case 'PlanChangeScheduled':
        this.scheduledAt = event.data.effectiveAt;
        return;
      case 'PlanChangeWithdrawn':
        this.scheduledAt = null;
        return;
      case 'PeriodRenewed':
        return this.renewed(event.data);
      case 'LotExpired': {
        const lot = this.lots.lot(event.data.lotId);
        strictEqual(lot.expiresAt, event.occurredAt);
        return this.lots.end(event.data.lotId, event.data.forfeited);
      }
      case 'PaymentRefunded':
        return this.paymentRefunded(event.data);
      case 'PaymentRefundUndone':
        return this.undone(`refund ${event.data.paymentRefundId}`, event.data);
      case 'DisputeReinstated':
        return this.undone(`dispute ${event.data.disputeId}`, event.data);
      case 'DisputeOpened':
        return this.disputes.opened(event.data);
      case 'DisputeClosed':
        return this.disputeClosed(event.data);
      case 'AccountClosed':
        this.closed = true;
        return;
      case 'LotsRetired':
        return this.retired(event.data.lots);
      case 'MemberAdded':
      case 'MemberLimitSet':
      case 'MemberRemoved':
      case 'AutoTopUpConfigured':
      case 'AutoTopUpSucceeded':
      case 'AutoTopUpFailed':
      case 'AutoTopUpTurnedOff':
      case 'AccountSuspended':
      case 'AccountReinstated':
      case 'BalanceLevelChanged':
        return;
    }
  }

  private freeze(lots: readonly Allocation[] = []): void {
    this.disputes.freeze(lots);
    if (this.debt > 0n && lots.length > 0) this.seen.add('frozen beside debt');
  }

  private grant(lot: LotGrant, repaid: bigint): void {
    strictEqual(repaid, lot.granted < this.debt ? lot.granted : this.debt);
    if (lot.source === 'plan' || lot.source === 'pack') {
      strictEqual(this.paidBy.has(lot.paidBy), false);
      this.paidBy.add(lot.paidBy);
    }
    this.lots.add(lot, repaid);
    this.debt -= repaid;
  }

  /** Only what is used up and cannot end; to the oracle it stays what it was. */
  private retired(lots: readonly string[]): void {
    for (const lot of lots.map((lotId) => this.lots.lot(lotId))) {
      deepStrictEqual([lot.live, lot.remaining, lot.expiresAt], [true, 0n, null]);
    }
  }

  private debited(data: Data<'CreditsDebited'>): void {
    const { debitId, credits, lots, overdrawn } = data;
    strictEqual(total(lots) + overdrawn, credits);
    this.lots.take(lots);
    this.debt += overdrawn;
    this.charges.charged(debitId, credits, lots);
  }

  private debitRefunded(data: Data<'DebitRefunded'>): void {
    const { credits, repaid, lots, expired, newLots, lost } = data;
    const fresh = newLots.reduce((sum, lot) => sum + lot.granted, 0n);
    strictEqual(repaid + total(lots) + fresh + lost, credits);
    strictEqual(repaid, credits < this.debt ? credits : this.debt);
    this.debt -= repaid;
    this.lots.giveBack(lots);
    this.freeze(data.frozen);
    for (const { lotId } of expired) strictEqual(this.lots.lot(lotId).live, false);
    for (const lot of newLots) this.grant(lot, 0n);
    this.charges.refunded(data);
  }

  private planChanged({ period, renewedBy, when }: Data<'PlanChanged'>): void {
    this.scheduledAt = null;
    this.renewedBy = renewedBy;
    this.periodEndsAt = period.endsAt;
    if (when === 'now') this.lots.rebase();
  }

  private renewed({ forfeited, lot, repaid, period }: Data<'PeriodRenewed'>): void {
    for (const { lotId, credits } of forfeited) {
      const gone = this.lots.lot(lotId);
      strictEqual(gone.source, 'plan');
      // What a line paid for is not replaced before the line's own period is over.
      if (gone.paidBy.startsWith('invoice')) {
        ok((gone.expiresAt ?? 0) <= period.startsAt + 97 * HOUR_MS);
      }
      // What a refund has ended cannot come back live after it.
      if (!gone.live) strictEqual(credits, 0n);
      else this.lots.end(lotId, credits);
    }
    this.lots.rebase();
    if (lot) this.grant(lot, repaid);
    this.periodEndsAt = period.endsAt;
  }

  private paymentRefunded(data: Data<'PaymentRefunded'>): void {
    const { paidBy, lotId, clawedBack, clawedBackFrozen, debt } = data;
    const lot = this.lots.lot(lotId);
    strictEqual(lot.paidBy, paidBy);
    for (const taken of [...clawedBack, ...clawedBackFrozen]) strictEqual(taken.lotId, lotId);
    const back = total(clawedBack) + total(clawedBackFrozen);
    lot.remaining -= back;
    lot.frozen -= total(clawedBackFrozen);
    lot.clawedBack += back;
    lot.gross = data.gross?.minor ?? lot.gross;
    this.money.refunded(data, lot);
    lot.clawedBack += this.holds.cut(lotId, data.clawedBackHeld);
    if (data.whole) strictEqual(lot.remaining, 0n);
    if (data.whole) lot.live = false;
    this.charge(debt, data.repaid);
  }

  private charge(debt: bigint, repaid: readonly Allocation[]): void {
    const free = this.available;
    this.debt += debt;
    strictEqual(total(repaid), free < this.debt ? free : this.debt);
    this.lots.take(repaid);
    this.debt -= total(repaid);
  }

  private disputeClosed(data: Data<'DisputeClosed'>): void {
    const { lotId, thawed, debt, repaid, outcome } = data;
    const lot = this.lots.lot(lotId);
    this.disputes.closed(data);
    lot.clawedBack += this.holds.cut(lotId, data.clawedBackHeld);
    if (outcome === 'won') {
      strictEqual(debt, 0n);
      const free = total(thawed);
      strictEqual(total(repaid), free < this.debt ? free : this.debt);
      this.lots.take(repaid);
      this.debt -= total(repaid);
      return;
    }
    this.money.lost(data, lot);
    this.charge(debt, repaid);
    if (!data.whole) return;
    deepStrictEqual([lot.remaining, lot.held], [0n, 0n]);
    lot.live = false;
  }

  private undone(id: string, data: Undone): void {
    const { lotId, status, returned, heldAgain, forfeited, lots, newLots, frozen } = data;
    const lot = this.lots.lot(lotId);
    const held = this.holds.restored(lotId, heldAgain);
    lot.clawedBack -= total(returned) + held + total(forfeited);
    if (status) strictEqual(lot.live, false);
    if (status === 'live') lot.live = true;
    this.lots.giveBack([...returned, ...lots]);
    if (status === 'live' && lot.base === 0n) lot.base = lot.remaining;
    for (const fresh of newLots) this.lots.add(fresh, 0n);
    this.money.undone(id, data, lot);
    this.freeze(frozen);
    this.debt -= data.cancelledDebt;
    const free = this.available;
    strictEqual(total(data.repaid), free < this.debt ? free : this.debt);
    this.lots.take(data.repaid);
    this.debt -= total(data.repaid);
  }
}

type Undone = Omit<Data<'PaymentRefundUndone'>, 'paymentRefundId'>;
type Data<Type extends AccountEvent['type']> = Extract<AccountEvent, { type: Type }>['data'];
