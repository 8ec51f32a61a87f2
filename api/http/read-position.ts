import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';

/** How long a read waits for what its caller has just written. */
const WAIT_LIMIT_MS = 2_000;
const FIRST_PAUSE_MS = 5;
const MAX_PAUSE_MS = 100;

/** How far a read model has come. Questions that arrive together are one query. */
@Injectable()
export class ReadPosition {
  private readonly asking = new Map<string, Promise<bigint>>();

  constructor(private readonly pool: Pool) {}

  /** Waits until a projection has handled a position, at most 2 s; false: the read is stale. */
  async reached(projection: string, position: bigint | undefined): Promise<boolean> {
    if (position === undefined) return true;
    const deadlineMs = performance.now() + WAIT_LIMIT_MS;
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(2 * pauseMs, MAX_PAUSE_MS)) {
      if ((await this.of(projection)) >= position) return true;
      if (performance.now() + pauseMs > deadlineMs) return false;
      await sleep(pauseMs);
    }
  }

  private async of(projection: string): Promise<bigint> {
    // A question already under way may have been answered from before the caller's write became
    // visible; that costs it one more round, never a wrong answer.
    const asked = this.asking.get(projection) ?? this.ask(projection);
    return await asked;
  }

  private ask(projection: string): Promise<bigint> {
    const asked = this.read(projection).finally(() => this.asking.delete(projection));
    this.asking.set(projection, asked);
    return asked;
  }

  private async read(projection: string): Promise<bigint> {
    const { rows } = await this.pool.query<{ position: string | null }>({
      name: 'read-position',
      text: 'SELECT position::text FROM read.checkpoints WHERE projection = $1',
      values: [projection],
    });
    const position = rows[0]?.position;
    return position === null || position === undefined ? -1n : BigInt(position);
  }
}
