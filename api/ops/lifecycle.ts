import { setTimeout as sleep } from 'node:timers/promises';
import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationShutdown,
} from '@nestjs/common';
import type { Logger } from '../../platform/log.js';
import { ThrottledWarnings } from '../../platform/failures/throttled-warnings.js';
import { Announcements } from './announcements.js';
import { BalanceStreams } from '../balance-stream/balance-streams.js';
import { CatalogueFeed } from '../catalogue/feed.js';
import { CatalogueSeed } from '../catalogue/seed.js';
import { LOG } from '../http/log.js';
import { FirstAdmin } from '../sign-in/first-admin.js';
import { unavailable, type Problem } from '../http/problem.js';

const RETRY_MS = 250;

/**
 * State of the process: starting, open, leaving (still serving, but not ready), closing (no new
 * connections; requests on open ones are answered).
 */
@Injectable()
export class Lifecycle implements BeforeApplicationShutdown, OnApplicationShutdown {
  private state: 'beginning' | 'open' | 'leaving' | 'closing' = 'beginning';

  constructor(
    private readonly feed: CatalogueFeed,
    private readonly seed: CatalogueSeed,
    private readonly firstAdmin: FirstAdmin,
    private readonly announcements: Announcements,
    private readonly streams: BalanceStreams,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  /** Opens once all plans and rates are loaded. Only the API makes the first administrator. */
  async begin(process: 'api' | 'worker'): Promise<void> {
    await this.announcements.start();
    await this.feed.start();
    await this.untilDone('the catalogue cannot be seeded: trying again', () => this.seed.run());
    if (process === 'api') {
      await this.untilDone('the first administrator cannot be made: trying again', () =>
        this.firstAdmin.make(),
      );
    }
    if (this.state === 'beginning') this.state = 'open';
  }

  /** Reports not ready and stops keeping connections alive. */
  leave(): void {
    this.state = 'leaving';
  }

  /** Ends event streams, so that the server can close. */
  drain(): void {
    this.state = 'closing';
    this.streams.close();
  }

  /** Whether the process is shutting down: kept connections would be lost. */
  get isEnding(): boolean {
    return this.state === 'leaving' || this.state === 'closing';
  }

  /** Why a request cannot be served now; undefined: it can. */
  refusal(): Problem | undefined {
    return this.state === 'beginning' ? unavailable('starting') : undefined;
  }

  /** `ok`, or why this process should get no requests. */
  get check(): 'ok' | 'starting' | 'shutting_down' {
    switch (this.state) {
      case 'open':
        return 'ok';
      case 'beginning':
        return 'starting';
      case 'leaving':
      case 'closing':
        return 'shutting_down';
    }
  }

  /** Runs before the server waits for its connections. */
  beforeApplicationShutdown(): void {
    this.drain();
  }

  async onApplicationShutdown(): Promise<void> {
    this.state = 'closing';
    await Promise.all([this.feed.stop(), this.announcements.stop()]);
  }

  private async untilDone(complaint: string, work: () => Promise<void>): Promise<void> {
    const complaints = new ThrottledWarnings(this.log);
    while (this.state === 'beginning') {
      try {
        return await work();
      } catch (error) {
        complaints.warn(error, {}, complaint);
        await sleep(RETRY_MS);
      }
    }
  }
}
