import type pg from 'pg';
import { openClient, type ClientOptions } from './client.js';
import { DatabaseRefusal } from './explain.js';

/**
 * Statements sent on each of two connections: an idle pooler maps both to one server connection.
 */
const LOOKS = 4;

/**
 * Throws a Refusal if the address leads to a transaction pooler such as PgBouncer with `pool_mode =
 * transaction`, where locks, LISTEN and settings would leak between clients. `client` is connected
 * to this address. The backend process id reveals a pooler.
 */
export async function refuseSharedSession(
  client: pg.Client,
  options: ClientOptions,
): Promise<void> {
  const told = 'processID' in client ? client.processID : undefined;
  const first = await backendOf(client);
  if (first === told) return;
  const other = await openClient(options);
  try {
    for (let look = 0; look < LOOKS; look += 1) {
      const [theirs, ours] = [await backendOf(other), await backendOf(client)];
      if (ours === theirs || ours !== first) throw refusal();
    }
  } finally {
    await other.end().catch(() => undefined);
  }
}

const refusal = () =>
  new DatabaseRefusal(
    'DATABASE_URL leads to a pooler in transaction mode: set DATABASE_DIRECT_URL to the server ' +
      'itself beside it, or pool_mode = session',
    {
      brief: 'a pooler in transaction mode (DATABASE_DIRECT_URL)',
      isFinal: true,
      cause: undefined,
    },
  );

async function backendOf(client: pg.Client): Promise<number | undefined> {
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  return rows[0]?.pid;
}
