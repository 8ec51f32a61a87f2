import { createServer, connect, type AddressInfo, type Socket } from 'node:net';

/** A way to a server on this machine that takes as long as if it were far away. */
export interface FarAway {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Passes everything on to a port, and back, so many milliseconds late each way; in order. Listens
 * on a free port unless told.
 */
export async function startFarAway(port: number, delayMs: number, listensOn = 0): Promise<FarAway> {
  const open = new Set<Socket>();
  const late = (from: Socket, to: Socket) => {
    open.add(from);
    from.setNoDelay(true);
    from.on('data', (chunk: Buffer) => setTimeout(() => to.write(chunk), delayMs));
    from.on('error', () => to.destroy());
    from.on('close', () => {
      open.delete(from);
      setTimeout(() => to.destroy(), delayMs);
    });
  };
  const server = createServer((near) => {
    const far = connect({ port, host: '127.0.0.1' });
    late(near, far);
    late(far, near);
  });
  await new Promise<void>((resolve) =>
    server.listen({ port: listensOn, host: '127.0.0.1' }, resolve),
  );
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}
