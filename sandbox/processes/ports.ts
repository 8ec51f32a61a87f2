import { randomInt } from 'node:crypto';
import { mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { types } from 'node:util';

// Below every system's range for outgoing connections: a client that knocks again and again while
// its server is being restarted can neither take the server's port nor, by chance, reach itself.
const LOWEST_PORT = 20_000;
const HIGHEST_PORT = 29_999;
const ATTEMPTS = 200;
/** Whoever is given a port listens there by then. */
const RESERVED_MS = 120_000;
const POLL_MS = 50;

/**
 * A free TCP port on loopback, outside the range of outgoing connections. For two minutes no other
 * process of this user is given the same: servers take a while to begin, and products that start
 * side by side would take each other's.
 */
export async function freePort(): Promise<number> {
  const folder = join(tmpdir(), `scrip-ports-${userInfo().uid}`);
  await mkdir(folder, { recursive: true });
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const port = randomInt(LOWEST_PORT, HIGHEST_PORT + 1);
    if ((await reserve(join(folder, String(port)))) && (await isFree(port))) return port;
  }
  throw new Error(`no free port between ${LOWEST_PORT} and ${HIGHEST_PORT} on 127.0.0.1`);
}

/** Reserves a port by its file; one that is too old is removed for whoever asks next. */
async function reserve(path: string): Promise<boolean> {
  try {
    await writeFile(path, '', { flag: 'wx' });
    return true;
  } catch (error) {
    // A full disk, say, is no matter of the port.
    if (!(types.isNativeError(error) && 'code' in error && error.code === 'EEXIST')) throw error;
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Infinity }));
    if (Date.now() - mtimeMs > RESERVED_MS) await rm(path, { force: true });
    return false;
  }
}

const isFree = (port: number): Promise<boolean> =>
  tryToListen(port, '127.0.0.1').then(
    () => true,
    () => false,
  );

/**
 * The same once the port is free, for which it waits at most so long; tells once that it waits.
 * Rejects as that does.
 */
export async function untilFree(
  port: number,
  host: string,
  { limitMs, waits }: { readonly limitMs: number; readonly waits: () => void },
): Promise<void> {
  const deadline = performance.now() + limitMs;
  for (let tries = 0; ; tries += 1) {
    try {
      return await tryToListen(port, host);
    } catch (error) {
      const isTaken = types.isNativeError(error) && 'code' in error && error.code === 'EADDRINUSE';
      if (!isTaken || performance.now() >= deadline) throw error;
      if (tries === 0) waits();
      await sleep(POLL_MS);
    }
  }
}

/** Listens on the port for a moment; rejects with the system's error if that is not possible. */
export function tryToListen(port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve()));
  });
}
