import { clientOf } from './client-address.js';
import { tooMany, type Problem } from '../http/problem.js';
import { TokenBuckets } from './token-bucket.js';

/** Look-ups of unknown keys and tokens allowed per second. */
export interface UnknownKeyLimits {
  /** Per client: slows down guessing. */
  readonly perClient: number;
  /** Over all clients: bounds the load on the database. */
  readonly total: number;
}

/** A bucket refills in one second: without a refusal in that time, no bucket is empty. */
const REFUSED_LATELY_MS = 1_000;

/**
 * Limits look-ups of unknown API keys, per client and in total. Its buckets are separate from those
 * of authenticated callers, so that no number of addresses evicts them.
 */
export class UnknownKeyLimiter {
  private readonly clients = new TokenBuckets();
  private readonly all = new TokenBuckets();
  private refusedAtMs = -Infinity;
  /** Created once: creating errors dominates the cost at thousands of refusals per second. */
  private readonly refusals: Record<keyof UnknownKeyLimits, Problem>;

  /** `seesClients`: sockets connect to clients directly, not to a proxy. */
  constructor(
    private readonly limits: UnknownKeyLimits,
    private readonly seesClients: boolean,
  ) {
    this.refusals = { perClient: tooMany(limits.perClient), total: tooMany(limits.total) };
  }

  /**
   * The 429 for a client address; undefined: the request may proceed. Behind a proxy only the total
   * limit applies.
   */
  refusalOf(address: string): Problem | undefined {
    // Skip the look-up of buckets in the usual case, when nothing has been refused lately.
    if (performance.now() - this.refusedAtMs > REFUSED_LATELY_MS) return undefined;
    const refusal = this.judge(address);
    if (refusal) this.refusedAtMs = performance.now();
    return refusal;
  }

  /** Throws 429 when the client's limit or the total limit is exceeded. */
  admit(address: string): void {
    const { perClient, total } = this.limits;
    const isRefused = !this.clients.take(clientOf(address), perClient);
    if (!isRefused && this.all.take('all', total)) return;
    this.refusedAtMs = performance.now();
    throw isRefused ? this.refusals.perClient : this.refusals.total;
  }

  private judge(address: string): Problem | undefined {
    const { perClient, total } = this.limits;
    if (this.seesClients && !this.clients.has(clientOf(address), perClient)) {
      return this.refusals.perClient;
    }
    return this.all.has('all', total) ? undefined : this.refusals.total;
  }
}
