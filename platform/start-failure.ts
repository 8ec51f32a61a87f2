import { inspect } from 'node:util';
import { ConfigError } from './config/config.js';
import { refusalIn } from './refusal.js';

/** Ends a process that would fail again just so until somebody changes its settings (EX_CONFIG). */
export const EXIT_MISCONFIGURED = 78;
/** Ends a process that was refused by a server for now: waiting may help (EX_TEMPFAIL). */
export const EXIT_REFUSED_FOR_NOW = 75;

/** What a process says that could not start, and the code it ends with. */
export interface StartFailure {
  /** One line where an operator can do something about it, else all that is known. */
  readonly text: string;
  readonly exitCode: number;
}

/** Explains why a process could not start. */
export function explainStart(error: unknown): StartFailure {
  if (error instanceof ConfigError) return { text: error.message, exitCode: EXIT_MISCONFIGURED };
  const refusal = refusalIn(error);
  if (refusal === undefined) return { text: inspect(error), exitCode: 1 };
  const exitCode = refusal.isFinal ? EXIT_MISCONFIGURED : EXIT_REFUSED_FOR_NOW;
  return { text: refusal.message, exitCode };
}

/** Says why and ends. */
export function endUnstarted(error: unknown): never {
  const { text, exitCode } = explainStart(error);
  process.stderr.write(`${text}\n`);
  process.exit(exitCode);
}
