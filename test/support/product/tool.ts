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

/** Starts a tool from its source, against an API of the tests, in a process of its own. */
export function startTool(api: TestApi, name: string, ...args: string[]): RunningTool {
  const { port } = api.app.getHttpServer().address() as { port: number };
  const flags = ['--import', './test/support/ts.mjs', '--disable-warning=ExperimentalWarning'];
  const { NODE_OPTIONS: _jest, ...inherited } = process.env;
  const env = { ...inherited, SCRIP_URL: `http://127.0.0.1:${port}`, SCRIP_API_KEY: TEST_KEY };
  const child = spawn(process.execPath, [...flags, `tools/${name}.ts`, ...args], { env });
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

/** Runs a tool to its end. */
export const runTool = (api: TestApi, name: string, ...args: string[]): Promise<Ran> =>
  startTool(api, name, ...args).ended;
