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
