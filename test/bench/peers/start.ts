import pg from 'pg';
import { startProgram, type Child } from '../children.js';
import type { PeerVariant } from './ledger.js';
import { checkPeer, setUpPeer, type PeerCheck } from './schema.js';

/** Connections of a peer's pool: 64 callers on many accounts, 8 where they would only queue. */
export const PEER_POOL = { many: 64, hot: 8 } as const;
/** Statements that the batched peer has in flight. */
const BATCH_WRITERS = 2;

export interface PeerOptions {
  readonly variant: PeerVariant;
  readonly databaseUrl: string;
  readonly accounts: number;
  /** Connections of its pool; the batched peer needs its writers only. */
  readonly pool: number;
}

export interface RunningPeer {
  readonly port: number;
  readonly pid: number;
  /** The invariants of its ledger, from its tables. */
  check(): Promise<PeerCheck>;
  stop(): Promise<void>;
}

/** A fresh peer: empty tables, its own process, all connections open. */
export async function startPeer(options: PeerOptions): Promise<RunningPeer> {
  const admin = new pg.Pool({ connectionString: options.databaseUrl, max: 1 });
  await setUpPeer(admin, options.accounts);
  const pool = options.variant === 'batched' ? BATCH_WRITERS + 1 : options.pool;
  const child: Child = await startProgram('test/bench/peers/server.ts', [
    `--variant=${options.variant}`,
    `--database=${options.databaseUrl}`,
    `--pool=${pool}`,
    `--writers=${BATCH_WRITERS}`,
  ]);
  const { port } = child.hello as { port: number };
  return {
    port,
    pid: child.process.pid ?? 0,
    check: () => checkPeer(admin),
    stop: async () => {
      await child.stop();
      await admin.end();
    },
  };
}
