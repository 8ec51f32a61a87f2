import { setMaxListeners } from 'node:events';
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { EXIT, Failure, unusable } from './failure.js';

type Options = NonNullable<ParseArgsConfig['options']>;

/**
 * The arguments of a tool: options by name, and positional arguments. `--help` prints `help` and
 * exits; the error of an unknown option or a missing value mentions `--help`.
 */
export function readArguments<const O extends Options>(help: string, options: O) {
  const all = { ...options, help: { type: 'boolean', short: 'h' } } as const;
  try {
    const parsed = parseArgs({ options: all, allowPositionals: true, strict: true });
    if ('help' in parsed.values && parsed.values.help === true) {
      process.stdout.write(help);
      process.exit(EXIT.ok);
    }
    return parsed;
  } catch (error) {
    throw unusable(`${error instanceof Error ? error.message : String(error)}\nSee --help.`);
  }
}

const MAX_WAIT_SECONDS = 24 * 3_600;
/** Long enough for a first start on a slow machine; a cron job without a server fails after it. */
const WAIT_SECONDS = 60;

/** What the help of a tool says of `--wait`. */
export const waitHelp = (otherwise = WAIT_SECONDS): string =>
  `how long a server that is away is waited for (default ${otherwise})`;

/** `--wait SECONDS` in milliseconds; throws Failure. */
export const readWait = (text: string | undefined, otherwise = WAIT_SECONDS): number =>
  wholeNumber('--wait', text, { least: 0, most: MAX_WAIT_SECONDS, otherwise }) * 1_000;

/** A whole number between two bounds, or Failure naming the option. */
export function wholeNumber(
  option: string,
  text: string | undefined,
  bounds: { least: number; most: number; otherwise: number },
): number {
  if (text === undefined) return bounds.otherwise;
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  if (!(value >= bounds.least && value <= bounds.most)) {
    throw unusable(`${option} takes a whole number from ${bounds.least} to ${bounds.most}`);
  }
  return value;
}

/** A number, whole or not, that is not below `least`, or Failure naming the option. */
export function numberFrom(
  option: string,
  text: string | undefined,
  { least, otherwise }: { least: number; otherwise: number },
): number {
  const value = text === undefined ? otherwise : Number(text);
  if (text?.trim() === '' || !(value >= least)) {
    throw unusable(`${option} takes a number of at least ${least}`);
  }
  return value;
}

/** Runs a tool to its exit code; a Failure is a line on standard error, anything else its stack. */
export async function runTool(tool: (signal: AbortSignal) => Promise<number>): Promise<void> {
  const stop = new AbortController();
  // Every request in flight listens.
  setMaxListeners(0, stop.signal);
  const interrupt = () => {
    if (stop.signal.aborted) process.exit(EXIT.interrupted);
    stop.abort();
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  try {
    process.exitCode = await tool(stop.signal);
  } catch (error) {
    process.exitCode = stop.signal.aborted ? EXIT.interrupted : tell(error);
  }
}

/** What `read` makes of the arguments; ends the process with a line where it throws Failure. */
export function readOrEnd<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    process.exit(tell(error));
  }
}

/** Writes what went wrong to standard error; gives the exit code. */
function tell(error: unknown): number {
  if (error instanceof Failure) {
    process.stderr.write(`${error.message}\n`);
    return error.exitCode;
  }
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  return EXIT.refused;
}
