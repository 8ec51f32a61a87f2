import { status } from '@grpc/grpc-js';
import { types } from 'node:util';
import { IntegrityError } from '../../../domain/errors.js';
import { StoreRefusal } from './explain.js';

/**
 * Thrown when the event store (or the index of command ids) is unavailable; nothing was
 * acknowledged.
 */
export class StoreUnavailable extends Error {
  constructor(
    message: string,
    readonly retryAfterSeconds = 1,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'StoreUnavailable';
  }
}

/** Thrown when other processes keep winning the races for a stream; nothing was written. */
export class StreamContended extends StoreUnavailable {}

/** Wraps errors of the store's client in StoreUnavailable; rethrows Scrip's own errors. */
export async function orUnavailable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof IntegrityError || error instanceof StoreUnavailable) throw error;
    throw new StoreUnavailable('the event store does not answer', 2, { cause: error });
  }
}

const AWAY: readonly unknown[] = [
  status.ABORTED,
  status.CANCELLED,
  status.DEADLINE_EXCEEDED,
  status.INTERNAL,
  status.UNAVAILABLE,
  status.UNKNOWN,
];

/** Whether an error only means that the event store is unavailable. */
export const isStoreUnavailable = (error: unknown): boolean =>
  (error instanceof StoreRefusal && !error.isFinal) ||
  (types.isNativeError(error) && 'code' in error && AWAY.includes(error.code));
