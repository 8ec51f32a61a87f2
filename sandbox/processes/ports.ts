import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

// Below every system's range for outgoing connections: a client that knocks again and again while
// its server is being restarted can neither take the server's port nor, by chance, reach itself.
const LOWEST_PORT = 20_000;
const HIGHEST_PORT = 29_999;
const ATTEMPTS = 200;

/** A free TCP port on loopback, outside the range of outgoing connections. */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const port = randomInt(LOWEST_PORT, HIGHEST_PORT + 1);
    if (await isFree(port)) return port;
  }
  throw new Error(`no free port between ${LOWEST_PORT} and ${HIGHEST_PORT} on 127.0.0.1`);
}

const isFree = (port: number): Promise<boolean> =>
  tryToListen(port, '127.0.0.1').then(
    () => true,
    () => false,
  );

/** Listens on the port for a moment; rejects with the system's error if that is not possible. */
export function tryToListen(port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve()));
  });
}
