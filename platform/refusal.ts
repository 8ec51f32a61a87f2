import { types } from 'node:util';

/** Causes of causes, at most; beyond, they repeat each other. */
const MAX_CAUSES = 5;

/** What a refusal is made of beside its message. */
export interface RefusalOptions {
  /** A few words without names of hosts or users, for whoever asks `/health/ready`. */
  readonly brief: string;
  /** Waiting does not help: somebody has to change a setting. */
  readonly isFinal: boolean;
  readonly cause: unknown;
}

/**
 * A store does not let us in or cannot do its work. The message is one sentence for an operator:
 * what is refused, by whom, and which setting to look at. It never holds a password.
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

/** The refusal that an error is, or that it or one of its causes came from. */
export function refusalIn(error: unknown): Refusal | undefined {
  let cause = error;
  for (let depth = 0; depth <= MAX_CAUSES && types.isNativeError(cause); depth += 1) {
    if (cause instanceof Refusal) return cause;
    cause = cause.cause;
  }
  return undefined;
}
