import { withTimeout } from '../../platform/patience/timeout.js';
import type { Watchdog } from '../processes/watchdog.js';
import type { Lock } from './lock.js';
import type { Output } from './output.js';
import type { Product } from './product.js';

/** All is over by then; what still runs is left to the watchdog. */
const LIMIT_MS = 4_700;
const LOCK_CHECK_MS = 2_000;
const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;

/** The end of the launcher: once, in order, within 5 s, whatever brings it about. */
export class Ending {
  private product: Product | undefined;
  private begun = false;
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly output: Output,
    private readonly watchdog: Watchdog,
    private readonly lock: Lock,
  ) {
    for (const signal of SIGNALS) process.on(signal, () => void this.begin(undefined, 0));
    process.on('uncaughtException', (error) => void this.begin(error.stack ?? error.message, 1));
    this.timer = setInterval(() => void this.checkLock(), LOCK_CHECK_MS);
  }

  /** What has to be ended first. */
  watch(product: Product): void {
    this.product = product;
  }

  /** Ends everything, then this process. */
  async begin(reason: string | undefined, code: number): Promise<void> {
    if (this.begun) return;
    this.begun = true;
    clearInterval(this.timer);
    this.output.say(reason === undefined ? 'Scrip is ending …' : `Scrip is ending: ${reason}`);
    await withTimeout(this.endAll(), LIMIT_MS, () => undefined);
    await this.output.flush();
    process.exit(code);
  }

  private async endAll(): Promise<void> {
    await this.product?.stop();
    await this.lock.release();
    this.watchdog.close();
  }

  private async checkLock(): Promise<void> {
    if (!(await this.lock.isOurs())) void this.begin('its data folder is no longer its own', 1);
  }
}
