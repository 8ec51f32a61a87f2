import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

/** A program of the bench that runs beside it and ends with it. */
export interface Child {
  readonly process: ChildProcess;
  /** The first message it has sent. */
  readonly hello: unknown;
  stop(): Promise<void>;
}

const STOP_LIMIT_MS = 10_000;
const HELLO_LIMIT_MS = 60_000;
const running = new Set<ChildProcess>();

process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));

/** Starts a source file of the bench in a process of its own and waits for its first message. */
export async function startProgram(
  file: string,
  args: readonly string[],
  helloWithinMs = HELLO_LIMIT_MS,
): Promise<Child> {
  const child = fork(path.resolve(file), [...args], {
    execArgv: ['--import', './test/support/ts.mjs', '--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const hello = await messageOf(child, file, helloWithinMs);
  return { process: child, hello, stop: () => stop(child) };
}

/** Sees to it that a child does not outlive the bench. */
export function keepRunning(child: ChildProcess): void {
  running.add(child);
  child.once('exit', () => running.delete(child));
}

/** SIGTERM, and SIGKILL when that is not heeded within 10 s. */
export async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
  await ended;
  clearTimeout(timer);
}

async function messageOf(child: ChildProcess, name: string, withinMs: number): Promise<unknown> {
  keepRunning(child);
  const limit = AbortSignal.timeout(withinMs);
  const ended = once(child, 'exit', { signal: limit }).then(([code]) => {
    throw new Error(`${name} ended with ${String(code)} before it was ready`);
  });
  const said = once(child, 'message', { signal: limit }).then(([message]) => message as unknown);
  try {
    return await Promise.race([said, ended]);
  } finally {
    ended.catch(() => {});
  }
}
