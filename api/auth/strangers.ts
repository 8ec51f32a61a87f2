import { clientOf } from './client-address.js';
import { tooMany, type Problem } from '../http/problem.js';
import { TokenBuckets } from './token-bucket.js';

/** How many unknown keys and tokens a second are looked at. */
export interface StrangerLimits {
  /** Of one client: whoever guesses has to wait. */
  readonly perClient: number;
  /** Of all together, from however many addresses they come. */
  readonly inAll: number;
}

/** No bucket is empty longer than this once nobody is refused any more. */
const REFUSED_LATELY_MS = 1_000;

/**
 * Whoever comes with a key that this process does not know: let through to a look-up only so many
 * times a second. Their buckets are their own, so that no number of addresses displaces a caller's.
 */
export class Strangers {
  private readonly clients = new TokenBuckets();
  private readonly all = new TokenBuckets();
  private refusedAtMs = -Infinity;
  /** Made once: with thousands a second, errors are most of the work. */
  private readonly refusals: Record<keyof StrangerLimits, Problem>;

  /** `seesClients`: whoever is connected is the client, and no proxy. */
  constructor(
    private readonly limits: StrangerLimits,
    private readonly seesClients: boolean,
  ) {
    this.refusals = { perClient: tooMany(limits.perClient), inAll: tooMany(limits.inAll) };
  }

  /**
   * The 429 of a client that has to wait, by the address that it is connected from; undefined: it
   * may be let through. With proxies between only what counts for all together is known.
   */
  refusalOf(address: string): Problem | undefined {
    // Nearly always: requests of callers are not to pay for what strangers do.
    if (performance.now() - this.refusedAtMs > REFUSED_LATELY_MS) return undefined;
    const refusal = this.judge(address);
    if (refusal) this.refusedAtMs = performance.now();
    return refusal;
  }

  /** Throws 429 when this client, or all together, have to wait. */
  admit(address: string): void {
    const { perClient, inAll } = this.limits;
    const isRefused = !this.clients.take(clientOf(address), perClient);
    if (!isRefused && this.all.take('all', inAll)) return;
    this.refusedAtMs = performance.now();
    throw isRefused ? this.refusals.perClient : this.refusals.inAll;
  }

  private judge(address: string): Problem | undefined {
    const { perClient, inAll } = this.limits;
    if (this.seesClients && !this.clients.has(clientOf(address), perClient)) {
      return this.refusals.perClient;
    }
    return this.all.has('all', inAll) ? undefined : this.refusals.inAll;
  }
}
