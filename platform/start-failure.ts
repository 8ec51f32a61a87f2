import { inspect } from 'node:util';
import { ConfigError } from './config/config.js';
import { refusalIn } from './refusal.js';

/** Exit code if settings have to change first (EX_CONFIG). */
export const EXIT_MISCONFIGURED = 78;
/** Exit code if a server refused for now and a restart may help (EX_TEMPFAIL). */
export const EXIT_REFUSED_FOR_NOW = 75;

/** Explains why a process could not start, and picks its exit code. */
export interface StartFailure {
  /** One line if the operator can act on it, otherwise all details. */
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

/** Logs the reason and exits. */
export function endUnstarted(error: unknown): never {
  const { text, exitCode } = explainStart(error);
  process.stderr.write(`${text}\n`);
  process.exit(exitCode);
}
