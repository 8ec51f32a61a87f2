import { inspect } from 'node:util';
import { Config, ConfigError } from './config.js';
import { describeUnreachable } from './database.js';

/** Ends a process that would fail again just so until somebody changes its settings (EX_CONFIG). */
export const EXIT_MISCONFIGURED = 78;

/** What a process says that could not start, and the code it ends with. */
export interface StartFailure {
  /** One line where an operator can do something about it, else all that is known. */
  readonly text: string;
  readonly exitCode: number;
}

/** Explains why a process could not start. */
export function explainStart(error: unknown, load = () => Config.load()): StartFailure {
  if (error instanceof ConfigError) return { text: error.message, exitCode: EXIT_MISCONFIGURED };
  const { databaseUrl } = load();
  const line = databaseUrl === undefined ? undefined : describeUnreachable(error, databaseUrl);
  return line === undefined
    ? { text: inspect(error), exitCode: 1 }
    : { text: line, exitCode: EXIT_MISCONFIGURED };
}

/** Says why and ends. */
export function endUnstarted(error: unknown): never {
  const { text, exitCode } = explainStart(error);
  process.stderr.write(`${text}\n`);
  process.exit(exitCode);
}
