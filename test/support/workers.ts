import { type ChildProcess, spawn } from 'node:child_process';
import type { TestProduct } from './app.js';

/** A worker process as it is started in production, from what was built, and what it has logged. */
export class WorkerProcess {
  said = '';
  private readonly child: ChildProcess;

  /** Starts one on the stores of a product; `environment` says where the queues are. */
  constructor(product: TestProduct, environment: Readonly<Record<string, string>>) {
    const { NODE_OPTIONS: _jest, ...inherited } = process.env;
    this.child = spawn(process.execPath, ['dist/api/worker.js'], {
      env: {
        ...inherited,
        SCRIP_MODE: 'sandbox',
        DATABASE_URL: product.databaseUrl,
        EVENTSTORE_URL: product.eventStoreUrl,
        DATABASE_POOL_SIZE: '4',
        SCRIP_DRAIN_SECONDS: '1',
        ...environment,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.child.stdout?.on('data', (chunk: Buffer) => (this.said += chunk.toString()));
  }

  get isReady(): boolean {
    return this.said.includes('the worker takes jobs');
  }

  send(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** Its exit code; null when a signal has ended it. */
  async ended(): Promise<number | null> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      await new Promise((resolve) => this.child.once('exit', resolve));
    }
    return this.child.exitCode;
  }
}
