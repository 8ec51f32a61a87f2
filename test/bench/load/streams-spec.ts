import type { Quantiles } from './latencies.js';

/** What a process of stream clients is to do. */
export interface StreamsSpec {
  readonly port: number;
  readonly apiKey: string;
  /** Each account, from this one on, has one stream. */
  readonly firstAccount: number;
  readonly streams: number;
  /** Spread evenly over the accounts. */
  readonly debitsPerSecond: number;
  readonly seconds: number;
}

/** Latencies are from the acknowledgement of a debit to its balance at the client. */
export interface StreamsResult extends Quantiles {
  readonly debits: number;
  readonly debits_per_s: number;
  readonly events: number;
  /** Streams that ended by themselves. */
  readonly cut: number;
  /** Debits whose balance had not come 10 s after the last. */
  readonly unseen: number;
}
