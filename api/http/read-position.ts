import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Pool } from 'pg';
import { Config } from '../../platform/config/config.js';
import { formatPosition } from '../../platform/event-store/records/metadata.js';
import { PositionWatch } from '../../projections/follow/position.js';

/** How long a read waits for its caller's own write. */
const WAIT_LIMIT_MS = 2_000;

/** Waits for read models to show a write. */
@Injectable()
export class ReadPosition implements OnApplicationShutdown {
  private readonly watch: PositionWatch;

  constructor(
    private readonly pool: Pool,
    config: Config,
  ) {
    this.watch = new PositionWatch(pool, config.need('directUrl'));
  }

  /** Waits until a projection has reached a position, at most 2 s; false: the read is stale. */
  async reached(projection: string, position: bigint | undefined): Promise<boolean> {
    return position === undefined || this.watch.reached([projection], position, WAIT_LIMIT_MS);
  }

  /** The position up to which all of these projections show everything. */
  async of(...projections: readonly string[]): Promise<string> {
    const { rows } = await this.pool.query<{ position: string | null }>(
      'SELECT min(position) AS position FROM read.checkpoints WHERE projection = ANY($1)',
      [projections],
    );
    return formatPosition(BigInt(rows[0]?.position ?? 0));
  }

  async onApplicationShutdown(): Promise<void> {
    await this.watch.close();
  }
}
