/** An event on its way into the log: data and metadata as the JSON text that is stored. */
export interface NewEvent {
  readonly id: string;
  readonly type: string;
  readonly data: string;
  readonly metadata: string;
}

/** An event as it comes back out of the log: data and metadata as JSON values. */
export interface ReadEvent {
  readonly id: string;
  readonly type: string;
  readonly data: unknown;
  readonly metadata: unknown;
  readonly stream: string;
  readonly revision: number;
  /** Commit position in the whole log. */
  readonly position: bigint;
}
