/** An event to append: data and metadata as JSON text. */
export interface NewEvent {
  readonly id: string;
  readonly type: string;
  readonly data: string;
  readonly metadata: string;
}

/** An event read from the log: data and metadata as JSON values. */
export interface ReadEvent {
  readonly id: string;
  readonly type: string;
  readonly data: unknown;
  readonly metadata: unknown;
  readonly stream: string;
  readonly revision: number;
  /** Commit position in the log. */
  readonly position: bigint;
}
