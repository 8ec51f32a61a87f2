import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** Long enough for a busy machine; no test says how long a start or an end takes. */
const PATIENCE_MS = 30_000;

/** How to run it; nothing told: without npm, in the environment of the tests. */
export interface How {
  readonly npm?: boolean;
  readonly env?: Readonly<Record<string, string>>;
}

/** A launcher under test: a real process in a process group of its own. */
export class Launched {
  output = '';
  readonly ended: Promise<number | null>;

  private constructor(
    readonly process: ChildProcess,
    readonly folder: string,
    readonly port: number,
  ) {
    process.stdout?.on('data', (data: Buffer) => (this.output += data.toString()));
    process.stderr?.on('data', (data: Buffer) => (this.output += data.toString()));
    this.ended = new Promise((resolve) => process.once('close', (code) => resolve(code)));
  }

  /** Runs `npm start`, or without npm what it runs. */
  static run(folder: string, port: number, { npm = false, env: added = {} }: How = {}): Launched {
    const [command, ...args] = npm ? ['npm', 'start'] : [process.execPath, 'sandbox/launch.mjs'];
    const { npm_lifecycle_event: _hidden, NODE_OPTIONS: _jest, ...inherited } = process.env;
    const env = { ...inherited, SCRIP_DATA_DIR: folder, PORT: String(port), ...added };
    const child = spawn(command ?? '', args, { env, detached: true });
    return new Launched(child, folder, port);
  }

  get pid(): number {
    return this.process.pid ?? 0;
  }

  /** Waits for words in its output. */
  async says(words: string | RegExp, limitMs = 60_000): Promise<void> {
    await until(
      () => this.output.search(words) >= 0,
      limitMs,
      () => this.output,
    );
  }

  async ready(): Promise<void> {
    await this.says('Scrip is ready');
  }

  /** Status of a GET; 0 when there is no answer. */
  async status(path: string): Promise<number> {
    const url = `http://127.0.0.1:${this.port}${path}`;
    return fetch(url, { signal: AbortSignal.timeout(3_000) }).then(
      ({ status }) => status,
      () => 0,
    );
  }

  /** Processes that belong to its folder: id and command line. */
  processes(): Map<number, string> {
    const ids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
    return new Map(
      ids.filter((id) => belongs(id, this.folder)).map((id) => [Number(id), commandOf(id)]),
    );
  }

  /** The process whose command line has these words. */
  find(words: string): number | undefined {
    return [...this.processes()].find(([, command]) => command.includes(words))?.[0];
  }

  /** Waits until nothing of it is left. */
  async gone(): Promise<void> {
    await until(
      () => this.processes().size === 0,
      PATIENCE_MS,
      () => [...this.processes()].join('\n'),
    );
  }

  /** For clean-up: whatever is left, by force. */
  async kill(): Promise<void> {
    for (let round = 0; round < 50 && this.processes().size > 0; round += 1) {
      for (const pid of this.processes().keys()) signal(pid, 'SIGKILL');
      await sleep(50);
    }
  }
}

/** Sends a signal to a process, or with a negative id to its group, if it is there. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // Already gone.
  }
}

/** Waits until something is so. */
export async function until(
  met: () => boolean | Promise<boolean>,
  limitMs = PATIENCE_MS,
  explain: () => string = () => '',
): Promise<void> {
  const deadline = Date.now() + limitMs;
  while (!(await met())) {
    if (Date.now() > deadline) throw new Error(`not within ${limitMs} ms\n${explain()}`);
    await sleep(25);
  }
}

// Node's processes carry the folder in their environment, PostgreSQL's work inside it.
function belongs(id: string, folder: string): boolean {
  try {
    if (readFileSync(`/proc/${id}/environ`, 'utf8').includes(`SCRIP_DATA_DIR=${folder}\0`))
      return true;
    return readlinkSync(`/proc/${id}/cwd`) === `${realpathSync(folder)}/postgres`;
  } catch {
    return false;
  }
}

function commandOf(id: string): string {
  try {
    return readFileSync(`/proc/${id}/cmdline`, 'utf8').replaceAll('\0', ' ').slice(0, 300);
  } catch {
    return '';
  }
}
