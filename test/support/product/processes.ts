import { type ChildProcess, spawn } from 'node:child_process';
import { TEST_KEY, TEST_SECRET_KEY, type TestProduct } from './app.js';

/** A process as it is started in production, and what it has logged. */
export class Process {
  said = '';
  private readonly child: ChildProcess;

  constructor(args: readonly string[], env: NodeJS.ProcessEnv) {
    this.child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
    this.child.stdout?.on('data', (chunk: Buffer) => (this.said += chunk.toString()));
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

/** A projections process, from its source. */
export const startProjections = (
  databaseUrl: string,
  eventStoreUrl: string,
  environment: Readonly<Record<string, string>> = {},
): Process =>
  new Process(['--import', './test/support/ts.mjs', 'projections/main.ts'], {
    ...process.env,
    DATABASE_URL: databaseUrl,
    EVENTSTORE_URL: eventStoreUrl,
    ...environment,
  });

/** Another API process on the stores of a product, from what was built. */
export const startApiProcess = (
  product: TestProduct,
  port: number,
  environment: Readonly<Record<string, string>> = {},
): Process => {
  const own = { PORT: String(port), SCRIP_API_KEY: TEST_KEY };
  return fromBuild('dist/api/main.js', product, { ...own, ...environment });
};

/**
 * A worker on the stores of a product, from what was built; `environment` says where the queues
 * are. It says `the worker takes jobs` once it does.
 */
export const startWorker = (
  product: TestProduct,
  environment: Readonly<Record<string, string>>,
): Process => fromBuild('dist/worker/main.js', product, environment);

function fromBuild(
  program: string,
  product: TestProduct,
  environment: Readonly<Record<string, string>>,
): Process {
  const { NODE_OPTIONS: _jest, ...inherited } = process.env;
  return new Process([program], {
    ...inherited,
    SCRIP_MODE: 'sandbox',
    DATABASE_URL: product.databaseUrl,
    EVENTSTORE_URL: product.eventStoreUrl,
    SCRIP_SECRET_KEY: TEST_SECRET_KEY,
    DATABASE_POOL_SIZE: '12',
    SCRIP_DRAIN_SECONDS: '1',
    ...environment,
  });
}
