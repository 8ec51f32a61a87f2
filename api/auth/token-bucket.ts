import { LRUCache } from 'lru-cache';

const MAX_BUCKETS = 10_000;

interface Bucket {
  tokens: number;
  filledAtMs: number;
}

/**
 * Lets each name through so many times a second, with a burst of one second's worth. Bounded: the
 * name not seen for longest is forgotten, which can only be in its favour.
 */
export class TokenBuckets {
  private readonly buckets = new LRUCache<string, Bucket>({ max: MAX_BUCKETS });

  constructor(private readonly monotonicMs: () => number = () => performance.now()) {}

  /** Takes one token; false when there is none left. */
  take(name: string, perSecond: number): boolean {
    const nowMs = this.monotonicMs();
    const bucket = this.buckets.get(name) ?? this.fill(name, perSecond, nowMs);
    bucket.tokens = tokensAt(nowMs, bucket, perSecond);
    bucket.filledAtMs = nowMs;
    if (bucket.tokens < 1) return false;
    bucket.tokens -= 1;
    return true;
  }

  /** Whether there is a token to take. */
  has(name: string, perSecond: number): boolean {
    const bucket = this.buckets.get(name);
    return !bucket || tokensAt(this.monotonicMs(), bucket, perSecond) >= 1;
  }

  private fill(name: string, tokens: number, filledAtMs: number): Bucket {
    const bucket = { tokens, filledAtMs };
    this.buckets.set(name, bucket);
    return bucket;
  }
}

const tokensAt = (nowMs: number, { tokens, filledAtMs }: Bucket, perSecond: number): number =>
  Math.min(perSecond, tokens + ((nowMs - filledAtMs) * perSecond) / 1_000);
