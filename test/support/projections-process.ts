import { type ChildProcess, spawn } from 'node:child_process';

/** A projections process as it is started in production, and what it has logged. */
export class ProjectionsProcess {
  said = '';
  private readonly child: ChildProcess;

  constructor(
    databaseUrl: string,
    eventStoreUrl: string,
    environment: Readonly<Record<string, string>> = {},
  ) {
    const told = { DATABASE_URL: databaseUrl, EVENTSTORE_URL: eventStoreUrl, ...environment };
    this.child = spawn(
      process.execPath,
      ['--import', './test/support/ts.mjs', 'projections/main.ts'],
      { env: { ...process.env, ...told }, stdio: ['ignore', 'pipe', 'inherit'] },
    );
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
