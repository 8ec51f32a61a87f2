import type pg from 'pg';

/**
 * The time of the double, in whole seconds since 1970: the real one plus what it was advanced by.
 * It only goes forward, and outlives a restart.
 */
export class SandboxClock {
  private constructor(
    private readonly pool: pg.Pool,
    private aheadSeconds: number,
  ) {}

  static async load(pool: pg.Pool): Promise<SandboxClock> {
    const { rows } = await pool.query<{ ahead_s: string }>('SELECT ahead_s FROM clock');
    return new SandboxClock(pool, Number(rows[0]?.ahead_s ?? 0));
  }

  now(): number {
    return Math.floor(Date.now() / 1_000) + this.aheadSeconds;
  }

  /** Goes forward to this instant; stays where it is when that has passed. */
  async advanceTo(instant: number): Promise<void> {
    const by = instant - this.now();
    if (by <= 0) return;
    this.aheadSeconds += by;
    await this.pool.query('UPDATE clock SET ahead_s = $1', [this.aheadSeconds]);
  }
}
