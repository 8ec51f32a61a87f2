import { z } from 'zod';
import { letHeapGrow } from '../../platform/heap.js';
import { BEHAVIOURS, VERSIONS, banner } from './behaviour.js';
import { readVariables } from '../../platform/config/config.js';
import { explainStart } from '../../platform/start-failure.js';
import { startNode } from './node.js';

// The process entry of the sandbox's event store. It ends with 78 for a setting
// that somebody has to change, and with another code when it cannot start or go on.

const Environment = z.object({
  DATABASE_URL: z.string().min(1),
  PORT: z.coerce.number().int().min(0).max(65_535).default(2113),
  /** The version of EventStoreDB to behave as. */
  SANDBOX_EVENTSTORE_VERSION: z.enum(VERSIONS).default('24.10'),
});

const log = (message: string): void => console.log(message);

async function main(): Promise<void> {
  letHeapGrow();
  const environment = readVariables(Environment, process.env);
  const { DATABASE_URL: databaseUrl, PORT: port } = environment;
  const version = environment.SANDBOX_EVENTSTORE_VERSION;
  const node = await startNode({ databaseUrl, port, version, log });
  log(banner(BEHAVIOURS[version]));
  log(`listening on ${node.url}`);
  const end = (code: number): void => {
    void node.stop().then(() => process.exit(code));
  };
  process.on('SIGTERM', () => end(0));
  process.on('SIGINT', () => end(0));
  void node.lost.then(() => end(1));
}

main().catch((error: unknown) => {
  const { text, exitCode } = explainStart(error);
  const said = exitCode === 1 && error instanceof Error ? error.message : text;
  console.error(`the sandbox event store cannot start: ${said}`);
  process.exit(exitCode);
});
