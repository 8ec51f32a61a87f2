import { types } from 'node:util';

/** Depth at which following `cause` stops. */
const MAX_CAUSES = 5;

/** Options of a refusal. */
export interface RefusalOptions {
  /** A few words without host or user names, for `/health/ready`. */
  readonly brief: string;
  /** Waiting does not help: a setting has to change. */
  readonly isFinal: boolean;
  readonly cause: unknown;
}

/**
 * Thrown when a store refuses the connection or cannot work. The message is one sentence for the
 * operator: what is refused, by whom, and which setting to check. It never contains a password.
 */
export class Refusal extends Error {
  readonly brief: string;
  readonly isFinal: boolean;

  constructor(message: string, { brief, isFinal, cause }: RefusalOptions) {
    super(message, { cause });
    this.name = 'Refusal';
    this.brief = brief;
    this.isFinal = isFinal;
  }
}

/** Finds a Refusal in an error or its causes. */
export function refusalIn(error: unknown): Refusal | undefined {
  let cause = error;
  for (let depth = 0; depth <= MAX_CAUSES && types.isNativeError(cause); depth += 1) {
    if (cause instanceof Refusal) return cause;
    cause = cause.cause;
  }
  return undefined;
}
