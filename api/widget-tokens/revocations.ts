/** NOTIFY channel of revocations; payload: number and account. */
export const WIDGET_REVOCATIONS = 'widget_revocations';

/** Stands for all accounts; no account has this id. */
export const EVERY_ACCOUNT = '*';

/**
 * Tokens live at most 15 min, whatever a test clock does (it only runs ahead); the rest allows for
 * clock differences between servers. Older revocations have no effect.
 */
export const REVOCATION_MATTERS_MS = 20 * 60_000;

const MAX_REVOCATIONS = 100_000;

/** A revocation: ends tokens of `accountId` (or EVERY_ACCOUNT) with a lower number. */
export interface Revocation {
  readonly accountId: string;
  readonly revocation: number;
}

interface Kept {
  readonly revocation: number;
  readonly heardAtMs: number;
}

/**
 * Caches recent revocations. Orders them by numbers, not times, so that clocks need not agree.
 * Bounded: beyond the limit, the oldest apply to all accounts, and affected widgets request a new
 * token.
 */
export class Revocations {
  private readonly byAccount = new Map<string, Kept>();
  private all = 0;

  constructor(
    private readonly monotonicMs: () => number = () => performance.now(),
    private readonly maxRevocations = MAX_REVOCATIONS,
  ) {}

  /** Adds a revocation; repetitions have no effect. */
  take({ accountId, revocation }: Revocation): void {
    if (accountId === EVERY_ACCOUNT) {
      this.all = Math.max(this.all, revocation);
      return;
    }
    const known = this.byAccount.get(accountId);
    if (known && known.revocation >= revocation) return;
    // Reinsert at the end: the map is ordered by arrival.
    this.byAccount.delete(accountId);
    this.byAccount.set(accountId, { revocation, heardAtMs: this.monotonicMs() });
    this.forget();
  }

  /** Whether an account's token with this number is revoked. */
  isRevoked(accountId: string, revocation: number): boolean {
    if (revocation < this.all) return true;
    const known = this.byAccount.get(accountId);
    return known !== undefined && revocation < known.revocation;
  }

  /** Number of accounts with their own entry. */
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
