import { status } from '@grpc/grpc-js';
import { types } from 'node:util';
import { IntegrityError } from '../../../domain/errors.js';
import { StoreRefusal } from './explain.js';

/** The event store (or the index of command ids) cannot answer now; nothing was acknowledged. */
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

/** The store answers, but others were always quicker with this stream; nothing was written. */
export class StreamContended extends StoreUnavailable {}

/** Whatever the store's client throws becomes one kind of failure; our own errors stay. */
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

/** Whether an error says no more than that the event store cannot be reached at the moment. */
export const isStoreAway = (error: unknown): boolean =>
  (error instanceof StoreRefusal && !error.isFinal) ||
  (types.isNativeError(error) && 'code' in error && AWAY.includes(error.code));
