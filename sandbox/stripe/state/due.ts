import type pg from 'pg';
import type { SandboxClock } from './clock.js';
import { BY_ITSELF, type Turn } from './turn.js';
import type { Turns } from './turns.js';

/** What Stripe does by itself to an object, by the name of the action. */
export type Actions = Readonly<Record<string, (turn: Turn, object: string) => Promise<void>>>;

interface Due {
  readonly seq: string;
  readonly at: string;
  readonly action: string;
  readonly object: string;
}

const LONGEST_WAIT_MS = 60_000;
/** After a failure. */
const AGAIN_MS = 1_000;
/** More than this in one advance is a loop that feeds itself. */
const MAX_STEPS = 100_000;

/** Does what is due: as real time passes, and instant by instant when the clock is advanced. */
export class DueWork {
  private timer: NodeJS.Timeout | undefined;
  private arming: Promise<void> | undefined;
  private armAgain = false;
  private stopped = false;

  constructor(
    private readonly pool: pg.Pool,
    private readonly clock: SandboxClock,
    private readonly turns: Turns,
    /** Resolves once the webhooks of what happened are delivered. */
    private readonly delivered: () => Promise<unknown>,
    private readonly actions: Actions,
    private readonly log: (message: string) => void,
  ) {}

  /** Waits for what is due next; called again whenever that may have changed. */
  arm(): void {
    if (this.stopped) return;
    this.armAgain = true;
    // However many turns end meanwhile, one look at what is due is enough.
    this.arming ??= this.armOnce().finally(() => {
      this.arming = undefined;
      if (this.armAgain) this.arm();
    });
  }

  private async armOnce(): Promise<void> {
    this.armAgain = false;
    try {
      const next = await this.next();
      clearTimeout(this.timer);
      if (next === undefined || this.stopped) return;
      const waitMs = Math.min(Math.max((next - this.clock.now()) * 1_000, 0), LONGEST_WAIT_MS);
      this.timer = setTimeout(() => void this.work(), waitMs);
    } catch (error) {
      this.log(`what is due cannot be looked up: ${String(error)}`);
      if (!this.stopped) this.timer = setTimeout(() => this.arm(), AGAIN_MS);
    }
  }

  /** The next instant at which something is due; undefined when nothing is. */
  async next(): Promise<number | undefined> {
    const { rows } = await this.pool.query<{ at: string | null }>('SELECT min(at) AS at FROM due');
    const at = rows[0]?.at;
    return typeof at === 'string' ? Number(at) : undefined;
  }

  /**
   * Advances the clock: from one due instant to the next, each time until the webhooks of what
   * happened are delivered. Jumping at once would let everything expire that was to be renewed.
   */
  async advanceTo(instant: number): Promise<void> {
    for (let step = 0; step < MAX_STEPS; step += 1) {
      const next = await this.next();
      const at = next === undefined ? instant : Math.min(next, instant);
      await this.clock.advanceTo(at);
      const did = await this.doAll(at);
      await this.delivered();
      if (did === 0 && at >= instant) return;
    }
    throw new Error('the clock was advanced over more instants than it can be');
  }

  /** Ends; what was not done is done after the next start. */
  async stop(): Promise<void> {
    this.stopped = true;
    await this.arming;
    clearTimeout(this.timer);
  }

  private async work(): Promise<void> {
    try {
      await this.doAll();
      this.arm();
    } catch (error) {
      this.log(`what is due cannot be done: ${String(error)}`);
      if (!this.stopped) this.timer = setTimeout(() => void this.work(), AGAIN_MS);
    }
  }

  /** At that instant, though real seconds may pass meanwhile. */
  private async doAll(at?: number): Promise<number> {
    let done = 0;
    while (!this.stopped && (await this.doNext(at))) done += 1;
    return done;
  }

  private doNext(at: number | undefined): Promise<boolean> {
    return this.turns.write(BY_ITSELF, (turn) => this.doOne(turn), at);
  }

  private async doOne(turn: Turn): Promise<boolean> {
    const { rows } = await turn.query<Due>(
      `DELETE FROM due WHERE seq = (
         SELECT seq FROM due WHERE at <= $1 ORDER BY at, seq LIMIT 1
       ) RETURNING *`,
      [turn.now],
    );
    const [due] = rows;
    if (!due) return false;
    const action = this.actions[due.action];
    if (!action) throw new Error(`nothing does ${due.action}`);
    await action(turn, due.object);
    return true;
  }
}
