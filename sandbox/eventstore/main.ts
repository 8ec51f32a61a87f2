import { z } from 'zod';
import { startNode } from './node.js';
import { VERSION } from './services.js';

// The process entry of the sandbox's event store. It ends with 1 when it cannot start or go on.

const Environment = z.object({
  DATABASE_URL: z.string().min(1),
  PORT: z.coerce.number().int().min(0).max(65_535).default(2113),
});

const log = (message: string): void => console.log(message);

async function main(): Promise<void> {
  const { DATABASE_URL, PORT } = Environment.parse(process.env);
  const node = await startNode({ databaseUrl: DATABASE_URL, port: PORT, log });
  log(
    `Sandbox event store ${VERSION}: speaks EventStoreDB's protocol, keeps events in PostgreSQL. ` +
      'For development and tests on one machine; it has no TLS, no users and no replicas.',
  );
  log(`listening on ${node.url}`);
  const end = (code: number): void => {
    void node.stop().then(() => process.exit(code));
  };
  process.on('SIGTERM', () => end(0));
  process.on('SIGINT', () => end(0));
  void node.lost.then(() => end(1));
}

main().catch((error: unknown) => {
  console.error(
    `the sandbox event store cannot start: ${error instanceof Error ? error.message : error}`,
  );
  process.exit(1);
});
