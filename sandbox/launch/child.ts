import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { doubledMs } from '../../platform/patience/back-off.js';
import { inTime, withTimeout } from '../../platform/patience/timeout.js';
import { EXIT_MISCONFIGURED, EXIT_REFUSED_FOR_NOW } from '../../platform/start-failure.js';
import type { Watchdog } from '../processes/watchdog.js';
import type { Output } from './output.js';
import { FolderUnusable } from './unusable.js';

/** How to run a program. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly uid?: number;
  readonly gid?: number;
  /** A Node program under processes/leash: it gets a channel whose end is our end. */
  readonly leashed: boolean;
}

/** One process of the product. */
export interface ChildSpec {
  readonly name: string;
  /** Those that must be up before this one starts, and end after it. */
  readonly needs: readonly string[];
  /** A task is up when it has ended with 0; a server is restarted whenever it ends. */
  readonly kind: 'server' | 'task';
  readonly endSignal: 'SIGTERM' | 'SIGINT';
  /** After this long it is ended by force. */
  readonly patienceMs: number;
  /** Run before every start. */
  prepare(): Promise<Command>;
  /** Whether a server that runs can be used. */
  isUp(): Promise<boolean>;
}

/** A child cannot start or go on until somebody acts; it has said why. */
export class ChildRefused extends Error {
  constructor(
    name: string,
    /** What it ended with. */
    readonly exitCode: number,
  ) {
    super(`${name} cannot run, for the reason it has given`);
    this.name = 'ChildRefused';
  }
}

const PAUSES = { firstMs: 100, longestMs: 5_000 };
const KILL_LIMIT_MS = 500;
/** A process that ran this long starts with the first pause again. */
const STEADY_MS = 10_000;
/** As often may it end before it has been up once; then the launch is given up. */
const MAX_FALSE_STARTS = 5;
const POLL_MS = 50;
/** The last words of a child that has ended are read within this. */
const LAST_WORDS_MS = 300;

/** Runs one child and starts it again when it ends, with growing pauses. */
export class Child {
  private process: ChildProcess | undefined;
  /** Ends in a row, none of them after a steady run. */
  private failures = 0;
  private falseStarts = 0;
  private stopping = false;
  private everUp = false;
  /** Of the last run that has ended by itself. */
  private exitCode: number | null = null;
  private readonly stopSignal = new AbortController();
  private loop: Promise<void> = Promise.resolve();
  private lose: (error: Error) => void = () => undefined;
  /** Resolves with the reason if the process is given up without having been asked to stop. */
  readonly lost = new Promise<Error>((resolve) => (this.lose = resolve));

  constructor(
    readonly spec: ChildSpec,
    private readonly output: Pick<Output, 'say' | 'pass'>,
    private readonly watchdog: Watchdog,
  ) {}

  /** The process that runs now. */
  get pid(): number | undefined {
    return this.process?.pid;
  }

  /** Resolves once it has been up; rejects when it ends again and again before that. */
  start(): Promise<void> {
    return new Promise((resolve, reject) => {
      const up = () => {
        this.everUp = true;
        resolve();
      };
      this.loop = this.supervise(up).catch((error: Error) => {
        reject(error);
        this.lose(error);
      });
    });
  }

  /** Ends it, by force after its patience, and keeps it ended. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.stopSignal.abort();
    const running = this.process;
    if (running) this.signal(running, this.spec.endSignal);
    if ((await withTimeout(this.loop, this.spec.patienceMs, () => 'late')) !== 'late') return;
    if (this.process) this.signal(this.process, 'SIGKILL');
    await withTimeout(this.loop, KILL_LIMIT_MS, () => undefined);
  }

  private async supervise(up: () => void): Promise<void> {
    while (!this.stopping) {
      const started = performance.now();
      const ending = await this.runOnce(up).catch((error: Error) => {
        // Trying again does not mend a folder.
        if (error instanceof FolderUnusable) throw error;
        return error.message;
      });
      if (this.stopping || (this.spec.kind === 'task' && this.everUp)) return;
      if (this.exitCode !== null && this.isRefusal(this.exitCode)) {
        throw new ChildRefused(this.spec.name, this.exitCode);
      }
      this.falseStarts += 1;
      if (!this.everUp && this.falseStarts >= MAX_FALSE_STARTS) {
        throw new Error(`${this.spec.name} does not start: ${ending}`);
      }
      if (performance.now() - started > STEADY_MS) this.failures = 0;
      this.failures += 1;
      const pauseMs = doubledMs(this.failures, PAUSES);
      this.output.say(`${this.spec.name} ${ending}; starting it again in ${pauseMs} ms`);
      const { signal } = this.stopSignal;
      await sleep(pauseMs, undefined, { signal }).catch(() => undefined);
    }
  }

  /** Whether starting it again with the same settings would fail in the same way. */
  private isRefusal(exitCode: number): boolean {
    return exitCode === EXIT_MISCONFIGURED || (!this.everUp && exitCode === EXIT_REFUSED_FOR_NOW);
  }

  /** Runs it to its end and says how it ended. */
  private async runOnce(up: () => void): Promise<string> {
    const command = await this.spec.prepare();
    if (this.stopping) return 'was not started';
    const child = spawn(command.file, [...command.args], {
      env: command.env,
      uid: command.uid,
      gid: command.gid,
      cwd: command.leashed ? undefined : '/',
      // A session of its own: Ctrl-C reaches us alone, and we end them in order.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', ...(command.leashed ? ['ipc' as const] : [])],
    });
    this.process = child;
    const { pid } = child;
    const signal = this.spec.endSignal === 'SIGINT' ? 'INT' : 'TERM';
    if (pid !== undefined) this.watchdog.guard(pid, signal);
    if (child.stdout) this.output.pass(this.spec.name, child.stdout);
    if (child.stderr) this.output.pass(this.spec.name, child.stderr);
    const ended = new Promise<string>((resolve) => {
      child.once('error', (error) => resolve(`cannot be run: ${error.message}`));
      child.once('exit', (code, by) => resolve(by ? `was ended by ${by}` : `ended with ${code}`));
    });
    const silent = new Promise((resolve) => child.once('close', resolve));
    if (this.spec.kind === 'server') void this.announce(child, up);
    const ending = await ended;
    this.process = undefined;
    this.exitCode = child.exitCode;
    if (pid !== undefined) this.watchdog.release(pid);
    if (this.spec.kind === 'task' && child.exitCode === 0) up();
    if (child.exitCode !== null && this.isRefusal(child.exitCode)) {
      await inTime(silent, LAST_WORDS_MS);
    }
    return ending;
  }

  private async announce(child: ChildProcess, up: () => void): Promise<void> {
    while (this.process === child && !this.stopping) {
      if (await this.spec.isUp().catch(() => false)) return up();
      await sleep(POLL_MS, undefined, { ref: false });
    }
  }

  private signal(child: ChildProcess, name: NodeJS.Signals): void {
    try {
      child.kill(name);
    } catch {
      // Already gone.
    }
  }
}
