import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { TestApi } from './app.js';
import { TEST_KEY } from './app.js';

/** How a command-line tool ended. */
export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A tool that runs: its process, and how it will have ended. */
export interface RunningTool {
  readonly process: ChildProcess;
  readonly ended: Promise<Ran>;
}

/** Starts a program from its source, with an address for the API, in a process of its own. */
export function startProgram(url: string, file: string, ...args: string[]): RunningTool {
  const flags = ['--import', './test/support/ts.mjs', '--disable-warning=ExperimentalWarning'];
  const { NODE_OPTIONS: _jest, ...inherited } = process.env;
  const env = { ...inherited, SCRIP_URL: url, SCRIP_API_KEY: TEST_KEY };
  const child = spawn(process.execPath, [...flags, file, ...args], { env });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (text: Buffer) => (stdout += text.toString()));
  child.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
  const ended = once(child, 'close').then(([code]) => ({
    code: code as number | null,
    stdout,
    stderr,
  }));
  return { process: child, ended };
}

/** Starts a tool against an API of the tests. */
export function startTool(api: TestApi, name: string, ...args: string[]): RunningTool {
  const { port } = api.app.getHttpServer().address() as { port: number };
  return startProgram(`http://127.0.0.1:${port}`, `tools/${name}.ts`, ...args);
}

/** Runs a tool to its end. */
export const runTool = (api: TestApi, name: string, ...args: string[]): Promise<Ran> =>
  startTool(api, name, ...args).ended;
