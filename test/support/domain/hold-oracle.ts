import { deepStrictEqual, ok, strictEqual } from 'node:assert';
import type { AccountEvent } from '../../../domain/account/events.js';
import type { Allocation } from '../../../domain/account/lot.js';
import type { Instant } from '../../../domain/instant.js';
import type { NaiveLot } from './naive-lots.js';
import { consume, rank } from './account-order.js';

interface NaiveHold {
  /** What is reserved, by lot. */
  readonly shares: Map<string, bigint>;
  expiresAt: Instant;
  status: 'open' | 'expired' | 'settled' | 'released';
}

type Data<Type extends AccountEvent['type']> = Extract<AccountEvent, { type: Type }>['data'];
type Returned = Pick<Data<'HoldReleased'>, 'released' | 'forfeited' | 'repaid'>;

const total = (allocations: readonly { readonly credits: bigint }[]) =>
  allocations.reduce((sum, { credits }) => sum + credits, 0n);
const least = (a: bigint, b: bigint) => (a < b ? a : b);

/** Every hold of an account told by somebody else, on the lots of an oracle. */
export class HoldOracle {
  private readonly holds = new Map<string, NaiveHold>();
  /** Turns that stories must have taken to prove anything. */
  readonly seen = new Set<string>();

  constructor(private readonly lots: ReadonlyMap<string, NaiveLot>) {}

  get reserved(): bigint {
    return [...this.lots.keys()].reduce((sum, lotId) => sum + this.reservedOf(lotId), 0n);
  }

  get ends(): Instant[] {
    return this.open.map(({ expiresAt }) => expiresAt);
  }

  reservedOf(lotId: string): bigint {
    return this.open.reduce((sum, { shares }) => sum + (shares.get(lotId) ?? 0n), 0n);
  }

  endOf(holdId: string): Instant {
    return this.hold(holdId, 'open').expiresAt;
  }

  placed({ holdId, credits, lots, expiresAt }: Data<'HoldPlaced'>): void {
    strictEqual(this.holds.has(holdId), false);
    this.holds.set(holdId, { shares: new Map(), expiresAt, status: 'open' });
    this.reserve(holdId, credits, lots);
  }

  extended({ holdId, credits, lots, expiresAt }: Data<'HoldExtended'>): void {
    const hold = this.hold(holdId, 'open');
    ok(expiresAt >= hold.expiresAt);
    hold.expiresAt = expiresAt;
    this.reserve(holdId, credits, lots);
  }

  /** Gives what of it repaid debt. */
  settled(data: Data<'HoldSettled'>, debt: bigint): bigint {
    const { holdId, credits, used, taken, overdrawn } = data;
    const hold = this.hold(holdId, 'open', 'expired');
    if (hold.status === 'expired') strictEqual(hold.shares.size, 0);
    if (hold.status === 'expired') this.seen.add('settled late');
    if (overdrawn > 0n) this.seen.add('settled into debt');
    if (used.some(({ lotId }) => !this.lot(lotId).live)) this.seen.add('used of an ended lot');
    hold.status = 'settled';
    // What has ended is used first, then what ends soonest.
    let missing = credits;
    const expected: Allocation[] = [];
    for (const [lotId, share] of this.inOrder(hold)) {
      const part = least(share, missing);
      missing -= part;
      if (part > 0n) expected.push({ lotId, credits: part });
    }
    deepStrictEqual(used, expected);
    for (const { lotId, credits: part } of used) {
      hold.shares.set(lotId, (hold.shares.get(lotId) ?? 0n) - part);
      const lot = this.lot(lotId);
      lot.held -= part;
      lot.remaining -= part;
    }
    const repaid = this.giveBack(hold, data, debt);
    const beyond = consume(this.live, missing);
    deepStrictEqual(taken, beyond.taken);
    strictEqual(overdrawn, beyond.missing);
    for (const { lotId, credits: part } of taken) this.lot(lotId).remaining -= part;
    return repaid;
  }

  /** Gives what of it repaid debt. */
  released(data: Data<'HoldReleased'>, debt: bigint): bigint {
    const hold = this.hold(data.holdId, 'open');
    hold.status = data.reason;
    return this.giveBack(hold, data, debt);
  }

  /** Takes from holds what they had reserved of a lot; gives how much. */
  cut(lotId: string, cuts: readonly { holdId: string; credits: bigint }[]): bigint {
    for (const { holdId, credits } of cuts) {
      this.seen.add('held and clawed back');
      const { shares } = this.hold(holdId, 'open');
      const left = (shares.get(lotId) ?? 0n) - credits;
      ok(credits > 0n && left >= 0n);
      shares.set(lotId, left);
    }
    const lot = this.lot(lotId);
    lot.held -= total(cuts);
    lot.remaining -= total(cuts);
    return total(cuts);
  }

  /** Gives open holds back what was taken from them; gives how much. */
  restored(lotId: string, cuts: readonly { holdId: string; credits: bigint }[]): bigint {
    for (const { holdId, credits } of cuts) {
      this.seen.add('held again');
      const { shares } = this.hold(holdId, 'open');
      shares.set(lotId, (shares.get(lotId) ?? 0n) + credits);
    }
    const lot = this.lot(lotId);
    lot.held += total(cuts);
    lot.remaining += total(cuts);
    return total(cuts);
  }

  private get open(): NaiveHold[] {
    return [...this.holds.values()].filter(({ status }) => status === 'open');
  }

  private get live(): NaiveLot[] {
    return [...this.lots.values()].filter(({ live }) => live);
  }

  private hold(holdId: string, ...wanted: NaiveHold['status'][]): NaiveHold {
    const hold = this.holds.get(holdId);
    ok(hold && wanted.includes(hold.status), `${holdId} is ${hold?.status}`);
    return hold;
  }

  private lot(lotId: string): NaiveLot {
    const lot = this.lots.get(lotId);
    ok(lot);
    return lot;
  }

  private reserve(holdId: string, credits: bigint, lots: readonly Allocation[]): void {
    deepStrictEqual(consume(this.live, credits), { taken: lots, missing: 0n });
    const { shares } = this.hold(holdId, 'open');
    for (const { lotId, credits: part } of lots) {
      shares.set(lotId, (shares.get(lotId) ?? 0n) + part);
      this.lot(lotId).held += part;
    }
  }

  private inOrder({ shares }: NaiveHold): [string, bigint][] {
    const place = (lotId: string) => `${this.lot(lotId).live ? 1 : 0}${rank(this.lot(lotId))}`;
    return [...shares].sort(([a], [b]) => (place(a) < place(b) ? -1 : 1));
  }

  /** Every share goes back to its lot, or is lost with it. */
  private giveBack(hold: NaiveHold, { released, forfeited, repaid }: Returned, debt: bigint) {
    const shares = [...hold.shares].filter(([, share]) => share > 0n);
    hold.shares.clear();
    const isLive = (lotId: string) => this.lot(lotId).live;
    const named = (lots: readonly Allocation[]) =>
      new Map(lots.map(({ lotId, credits }) => [lotId, credits]));
    deepStrictEqual(named(released), new Map(shares.filter(([lotId]) => isLive(lotId))));
    deepStrictEqual(named(forfeited), new Map(shares.filter(([lotId]) => !isLive(lotId))));
    for (const [lotId, share] of shares) {
      const lot = this.lot(lotId);
      lot.held -= share;
      if (!lot.live) lot.remaining -= share;
    }
    if (forfeited.length > 0) this.seen.add('held and forfeited');
    if (repaid.length > 0) this.seen.add('held and repaid');
    const { taken } = consume(this.live, least(debt, total(released)));
    deepStrictEqual(repaid, taken);
    for (const { lotId, credits } of repaid) this.lot(lotId).remaining -= credits;
    return total(repaid);
  }
}
