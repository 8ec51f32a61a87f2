import type { Quantiles } from './latencies.js';

/** What a load process is to do. Peers and we get the same requests, but for the bearer key. */
export interface LoadSpec {
  readonly port: number;
  /** Bearer key; the peers do not ask for one. */
  readonly apiKey?: string;
  /** Accounts are called by their numbers, `firstAccount` and those after it. */
  readonly firstAccount: number;
  readonly accounts: number;
  readonly seconds: number;
  readonly warmupSeconds: number;
  readonly connections: number;
  /** Closed loop: the next request when the last is answered; else so many a second. */
  readonly rate: number | 'closed';
  /**
   * What a caller does in one turn, which is what its latency is of: a debit unless told; a hold
   * and its settle (one acknowledged when both are); a batch (acknowledged are its items).
   */
  readonly work?: 'debit' | 'hold' | 'batch';
  /** Items of a batch. */
  readonly batchItems?: number;
  /** Kind of UUID for the idempotency keys: 7 begins with the time, 4 is random. */
  readonly keys: 'uuid7' | 'uuid4';
  /** Stops after so many requests, warm-up included; otherwise by time. */
  readonly requests?: number;
}

export interface LoadResult extends Quantiles {
  /** Acknowledged within the measured time, per second of it. */
  readonly per_s: number;
  readonly acknowledged: number;
  /** Acknowledged, warm-up included: what the ledger must hold in the end. */
  readonly acknowledged_in_all: number;
  readonly errors: number;
  readonly first_error?: string;
  /** Requests that an open loop could not start because too many were in flight. */
  readonly shed: number;
  /** Cores that the load process used. */
  readonly load_cpu: number;
}
