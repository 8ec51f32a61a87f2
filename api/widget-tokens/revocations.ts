/** Where a revocation is announced; the payload is its number and what it is of. */
export const WIDGET_REVOCATIONS = 'widget_revocations';

/** Stands for all accounts; no account is called so. */
export const EVERY_ACCOUNT = '*';

/**
 * No token lives longer than 15 min, whatever a test clock does (it only runs ahead); the rest is
 * for clocks of servers that differ. After that a revocation has nothing left to end.
 */
export const REVOCATION_MATTERS_MS = 20 * 60_000;

const MAX_REVOCATIONS = 100_000;

/** A revocation: it ends tokens of `accountId` (or EVERY_ACCOUNT) that bear a lower number. */
export interface Revocation {
  readonly accountId: string;
  readonly revocation: number;
}

interface Kept {
  readonly revocation: number;
  readonly heardAtMs: number;
}

/**
 * What was revoked, in memory. Numbers, not instants, tell what came first, so no two clocks need
 * to agree. Bounded: when there are too many, the oldest count for all accounts; widgets that did
 * not deserve it ask for a new token.
 */
export class Revocations {
  private readonly byAccount = new Map<string, Kept>();
  private all = 0;

  constructor(
    private readonly monotonicMs: () => number = () => performance.now(),
    private readonly maxRevocations = MAX_REVOCATIONS,
  ) {}

  /** Counts from now on; hearing of one twice is as well. */
  take({ accountId, revocation }: Revocation): void {
    if (accountId === EVERY_ACCOUNT) {
      this.all = Math.max(this.all, revocation);
      return;
    }
    const known = this.byAccount.get(accountId);
    if (known && known.revocation >= revocation) return;
    // Put at the end: the map is in the order of hearing.
    this.byAccount.delete(accountId);
    this.byAccount.set(accountId, { revocation, heardAtMs: this.monotonicMs() });
    this.forget();
  }

  /** Whether a token of an account that bears this number has been taken back. */
  isRevoked(accountId: string, revocation: number): boolean {
    if (revocation < this.all) return true;
    const known = this.byAccount.get(accountId);
    return known !== undefined && revocation < known.revocation;
  }

  /** Accounts whose revocations are remembered one by one. */
  get size(): number {
    return this.byAccount.size;
  }

  private forget(): void {
    const longAgoMs = this.monotonicMs() - REVOCATION_MATTERS_MS;
    for (const [accountId, { revocation, heardAtMs }] of this.byAccount) {
      const isTooMuch = this.byAccount.size > this.maxRevocations;
      if (heardAtMs > longAgoMs && !isTooMuch) return;
      this.byAccount.delete(accountId);
      if (isTooMuch) this.all = Math.max(this.all, revocation);
    }
  }
}
