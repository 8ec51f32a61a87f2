import { setTimeout as sleep } from 'node:timers/promises';
import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationShutdown,
} from '@nestjs/common';
import type { Logger } from '../../platform/log.js';
import { Announcements } from './announcements.js';
import { BalanceStreams } from '../balance-stream/balance-streams.js';
import { CatalogueFeed } from '../catalogue/feed.js';
import { CatalogueSeed } from '../catalogue/seed.js';
import { LOG } from '../http/log.js';
import { Problem, unavailable } from '../http/problem.js';

const RETRY_MS = 250;

/** What this process is doing: it begins, it is open, it ends. Only an open one takes requests. */
@Injectable()
export class Lifecycle implements BeforeApplicationShutdown, OnApplicationShutdown {
  private state: 'beginning' | 'open' | 'closing' = 'beginning';

  constructor(
    private readonly feed: CatalogueFeed,
    private readonly seed: CatalogueSeed,
    private readonly announcements: Announcements,
    private readonly streams: BalanceStreams,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  /** Opens once this process knows all plans and rates: nothing is decided on half of them. */
  async begin(): Promise<void> {
    await this.announcements.start();
    await this.feed.start();
    await this.plant();
    if (this.state === 'beginning') this.state = 'open';
  }

  /** From now on requests are refused; those under way go on, but for streams, which never end. */
  drain(): void {
    this.state = 'closing';
    this.streams.close();
  }

  /** Why a request cannot be taken now; undefined: it can. */
  refusal(): Problem | undefined {
    switch (this.state) {
      case 'open':
        return undefined;
      case 'beginning':
        return unavailable('starting');
      case 'closing':
        return unavailable('shutting_down');
    }
  }

  /** Before the server waits for its connections. */
  beforeApplicationShutdown(): void {
    this.drain();
  }

  async onApplicationShutdown(): Promise<void> {
    this.state = 'closing';
    await Promise.all([this.feed.stop(), this.announcements.stop()]);
  }

  private async plant(): Promise<void> {
    while (this.state === 'beginning') {
      try {
        return await this.seed.run();
      } catch (error) {
        this.log.warn({ err: error }, 'the catalogue cannot be seeded; again');
        await sleep(RETRY_MS);
      }
    }
  }
}
