import { once } from 'node:events';
import { openSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ChildProcess, spawn } from 'node:child_process';
import { z } from 'zod';
import { Credits } from '../../domain/credits.js';
import { freePort } from '../../sandbox/processes/ports.js';
import { codeOf, expectBody, refusal, succeeded } from '../../tools/lib/answer.js';
import { Client } from '../../tools/lib/client.js';
import { Gate } from '../../tools/lib/gate.js';
import { environmentOf, PROGRAMS, type ProgramName } from '../support/product/programs.js';
import { keepRunning, stop } from './children.js';
import { uuid7 } from './load/uuid7.js';

export interface ScripOptions {
  readonly databaseUrl: string;
  /** Folder for logs. */
  readonly home: string;
  /** Port of the HTTP API; a free one by default. */
  readonly port?: number;
  /** Further settings of its programs. */
  readonly environment?: Readonly<Record<string, string>>;
}

const API_KEY = 'bench-key-of-this-run-alone';
const READY_WITHIN_MS = 60_000;
const REQUESTS_AT_ONCE = 64;
/** The most that one request may name. */
const LARGEST_GRANT = '1000000000';

const BalanceBody = z.object({ available: Credits, stale: z.literal(true).optional() });
const Written = z.object({ position: z.string() });
/** Debited for nothing but its position in the log. */
const MARKER_ACCOUNT = 999_999;

type Program = Extract<ProgramName, 'eventstore' | 'projections' | 'api' | 'worker'>;

/** The product under measurement: the processes of `npm start`, from dist, on our stores. */
export class Scrip {
  readonly apiKey = API_KEY;
  readonly client: Client;
  private readonly processes = new Map<Program, ChildProcess>();
  private readonly funded = new Set<number>();

  private constructor(
    private readonly options: ScripOptions,
    /** Port of the HTTP API. */
    readonly port: number,
    private readonly nodePort: number,
    readonly eventStoreUrl: string,
  ) {
    const url = `http://127.0.0.1:${port}`;
    this.client = new Client({ url, apiKey: API_KEY, maxRequests: REQUESTS_AT_ONCE });
  }

  /** The event store alone: nothing when EVENTSTORE_URL names one. */
  static async startStore(options: ScripOptions): Promise<Scrip> {
    const [port, nodePort] = [options.port ?? (await freePort()), await freePort()];
    const given = process.env['EVENTSTORE_URL'];
    const url = given ?? `esdb://127.0.0.1:${nodePort}?tls=false`;
    const scrip = new Scrip(options, port, nodePort, url);
    if (!given) await scrip.run('eventstore');
    return scrip;
  }

  static async start(options: ScripOptions): Promise<Scrip> {
    const scrip = await Scrip.startStore(options);
    await scrip.migrate();
    await scrip.run('projections');
    await scrip.run('api');
    await scrip.untilReady();
    return scrip;
  }

  /** Process ids of everything that runs, by name. */
  get pids(): Record<string, number> {
    return Object.fromEntries([...this.processes.keys()].map((name) => [name, this.pid(name)]));
  }

  pid(program: Program): number {
    const pid = this.processes.get(program)?.pid;
    if (pid === undefined) throw new Error(`${program} does not run`);
    return pid;
  }

  /** Ends a program and starts it again, with other arguments for Node if need be. */
  async restart(program: Program, nodeArguments: readonly string[] = []): Promise<void> {
    await this.end(program);
    await this.run(program, nodeArguments);
    await this.untilReady();
  }

  async end(program: Program): Promise<void> {
    const running = this.processes.get(program);
    this.processes.delete(program);
    if (running) await stop(running);
  }

  /** Another API process on the same stores; gives its port and what ends it. */
  async another(): Promise<{ port: number; stop: () => Promise<void> }> {
    const port = await freePort();
    const child = this.spawn('api', [], port);
    keepRunning(child);
    await once(child, 'spawn');
    await this.untilReady(port);
    return { port, stop: () => stop(child) };
  }

  async stop(): Promise<void> {
    for (const program of ['worker', 'api', 'projections', 'eventstore'] as const)
      await this.end(program);
  }

  /** Opens the accounts that were not opened yet and gives each what it cannot spend. */
  async fund(accounts: readonly number[]): Promise<void> {
    await this.forEach(
      accounts.filter((account) => !this.funded.has(account)),
      async (account) => {
        await this.open(account);
        const body = { credits: LARGEST_GRANT, reason_code: 'test_data', note: 'bench' };
        const path_ = `/v1/accounts/${account}/adjustments`;
        const answer = await this.client.call('POST', path_, { body, key: `fund-${account}` });
        if (!succeeded(answer)) throw new Error(`account ${account}: ${refusal(answer)}`);
        this.funded.add(account);
      },
    );
  }

  /** Opens an account on the free plan unless it is there. */
  async open(account: number): Promise<void> {
    const body = { account_id: String(account), name: 'Bench', email: 'bench@example.com' };
    const answer = await this.client.call('POST', '/v1/accounts', { body, key: `open-${account}` });
    if (!succeeded(answer) && codeOf(answer) !== 'account_exists') {
      throw new Error(`account ${account}: ${refusal(answer)}`);
    }
  }

  /** What these accounts have available together, in micro-credits, all earlier writes included. */
  async available(accounts: readonly number[]): Promise<bigint> {
    const position = await this.latestPosition();
    let total = 0n;
    await this.forEach(accounts, async (account) => {
      const path_ = `/v1/accounts/${account}/balance?min_position=${position}`;
      const answer = await this.client.call('GET', path_);
      const { available, stale } = expectBody(answer, BalanceBody, `balance of ${account}`);
      if (stale) throw new Error('the read models are more than two seconds behind');
      total += available;
    });
    return total;
  }

  /** A position that is not before any write acknowledged so far: that of a write made now. */
  private async latestPosition(): Promise<string> {
    await this.fund([MARKER_ACCOUNT]);
    const body = { credits: '1', feature: 'marker' };
    const path_ = `/v1/accounts/${MARKER_ACCOUNT}/debits`;
    const answer = await this.client.call('POST', path_, { body, key: uuid7() });
    return expectBody(answer, Written, 'marker').position;
  }

  /** Runs a request for each of these, 64 at once. */
  async forEach(items: readonly number[], task: (item: number) => Promise<void>): Promise<void> {
    const gate = new Gate(REQUESTS_AT_ONCE);
    for (const item of items) await gate.start(() => task(item));
    await gate.drain();
  }

  async untilReady(port = this.port): Promise<void> {
    const deadline = Date.now() + READY_WITHIN_MS;
    const url = `http://127.0.0.1:${port}/health/ready`;
    while (Date.now() < deadline) {
      const ready = await fetch(url).then(
        (response) => response.ok,
        () => false,
      );
      if (ready) return;
      for (const [program, { exitCode, signalCode }] of this.processes) {
        if (exitCode !== null || signalCode !== null) {
          throw new Error(`${program} has ended; see ${this.logOf(program)}`);
        }
      }
      await sleep(25);
    }
    throw new Error(`the API was not ready in time; see ${this.logOf('api')}`);
  }

  private async migrate(): Promise<void> {
    const [code] = await once(this.spawn('migrations', []), 'exit');
    if (code !== 0) throw new Error(`the migrations failed; see ${this.logOf('migrations')}`);
  }

  /** Starts a program that does not run yet. */
  async run(program: Program, nodeArguments: readonly string[] = []): Promise<void> {
    const child = this.spawn(program, nodeArguments);
    keepRunning(child);
    await once(child, 'spawn');
    this.processes.set(program, child);
  }

  private spawn(
    program: Program | 'migrations',
    nodeArguments: readonly string[],
    port = program === 'eventstore' ? this.nodePort : program === 'worker' ? 0 : this.port,
  ): ChildProcess {
    const log = openSync(this.logOf(program), 'a');
    return spawn(process.execPath, [...nodeArguments, path.resolve(PROGRAMS[program])], {
      env: {
        ...environmentOf({
          port,
          databaseUrl: this.options.databaseUrl,
          eventStoreUrl: this.eventStoreUrl,
          apiKey: API_KEY,
        }),
        ...this.options.environment,
      },
      stdio: ['ignore', log, log],
    });
  }

  private logOf(program: string): string {
    return path.join(this.options.home, `${program}.log`);
  }
}
