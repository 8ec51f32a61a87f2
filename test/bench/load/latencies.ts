/** Latencies in milliseconds, all of them kept: runs are short and a quantile should be exact. */
export class Latencies {
  private values = new Float64Array(1 << 16);
  private count = 0;

  add(milliseconds: number): void {
    if (this.count === this.values.length) {
      const grown = new Float64Array(this.count * 2);
      grown.set(this.values);
      this.values = grown;
    }
    this.values[this.count] = milliseconds;
    this.count += 1;
  }

  /** p50, p95, p99 and the worst, rounded to a microsecond; null without any value. */
  summary(): Quantiles {
    const sorted = this.values.slice(0, this.count).sort();
    const at = (share: number): number | null => {
      const value = sorted[Math.max(0, Math.ceil(share * this.count) - 1)];
      return value === undefined ? null : Math.round(value * 1_000) / 1_000;
    };
    return { p50_ms: at(0.5), p95_ms: at(0.95), p99_ms: at(0.99), max_ms: at(1) };
  }
}

export interface Quantiles {
  readonly p50_ms: number | null;
  readonly p95_ms: number | null;
  readonly p99_ms: number | null;
  readonly max_ms: number | null;
}
