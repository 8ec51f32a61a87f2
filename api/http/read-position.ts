import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Pool } from 'pg';
import { Config } from '../../platform/config/config.js';
import { PositionWatch } from '../../projections/follow/position.js';

/** How long a read waits for its caller's own write. */
const WAIT_LIMIT_MS = 2_000;

/** Waits for read models to show a write. */
@Injectable()
export class ReadPosition implements OnApplicationShutdown {
  private readonly watch: PositionWatch;

  constructor(pool: Pool, config: Config) {
    this.watch = new PositionWatch(pool, config.need('directUrl'));
  }

  /** Waits until a projection has reached a position, at most 2 s; false: the read is stale. */
  async reached(projection: string, position: bigint | undefined): Promise<boolean> {
    return position === undefined || this.watch.reached([projection], position, WAIT_LIMIT_MS);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.watch.close();
  }
}
