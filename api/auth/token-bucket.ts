import { LRUCache } from 'lru-cache';

const MAX_BUCKETS = 10_000;

interface Bucket {
  tokens: number;
  filledAtMs: number;
}

/**
 * Token buckets by name, each with a burst of one second. Bounded: the least recently used bucket
 * is dropped, which can only favour its owner.
 */
export class TokenBuckets {
  private readonly buckets = new LRUCache<string, Bucket>({ max: MAX_BUCKETS });

  constructor(private readonly monotonicMs: () => number = () => performance.now()) {}

  /** Takes one token; false if the bucket is empty. */
  take(name: string, perSecond: number): boolean {
    const nowMs = this.monotonicMs();
    const bucket = this.buckets.get(name) ?? this.fill(name, perSecond, nowMs);
    bucket.tokens = tokensAt(nowMs, bucket, perSecond);
    bucket.filledAtMs = nowMs;
    if (bucket.tokens < 1) return false;
    bucket.tokens -= 1;
    return true;
  }

  /** Whether a token is left, without taking it. */
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
