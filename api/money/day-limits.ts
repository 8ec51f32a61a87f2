import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Pool, type PoolClient } from 'pg';
import type { Credits } from '../../domain/credits.js';
import { DAY_MS, formatInstant, MINUTE_MS } from '../../domain/instant.js';
import { Clock } from '../../platform/clock/clock.js';
import { inTransaction } from '../../platform/database/database.js';
import type { StaffCaller } from '../auth/caller.js';

/** An attempt whose outcome stayed unknown: by then the register has it, or it did not happen. */
const LAPSES_AFTER_MS = 10 * MINUTE_MS;

/** A command of a person: its id is unique on its account. */
export interface OfCommand {
  readonly accountId: string;
  readonly commandId: string;
}

/** Credits that one attempt of a command may move today. */
export interface Reservation {
  readonly attemptId: string;
  readonly credits: Credits;
}

/**
 * What people have given and taken today (UTC): the register, and what is reserved and not in it
 * yet. Reserving locks the person's row, so that requests at once, at any number of processes,
 * cannot use the same credits. What others approved does not count.
 */
@Injectable()
export class DayLimits {
  constructor(
    private readonly pool: Pool,
    private readonly clock: Clock,
  ) {}

  /** Credits used today. */
  used(person: StaffCaller): Promise<Credits> {
    return this.usedBy(this.pool, person, { accountId: '', commandId: '' });
  }

  /** Reserves credits of a command; undefined if the day's limit leaves too few. */
  reserve(
    person: StaffCaller,
    command: OfCommand,
    credits: Credits,
    perDay: Credits,
  ): Promise<Reservation | undefined> {
    return inTransaction(this.pool, async (client) => {
      await client.query('SELECT FROM app.staff WHERE id = $1 FOR UPDATE', [person.id]);
      const used = await this.usedBy(client, person, command);
      if (used + credits > perDay) return undefined;
      const attemptId = randomUUID();
      const { accountId, commandId } = command;
      const now = this.clock.now();
      await client.query(
        `INSERT INTO app.limit_reservations
           (attempt_id, staff_id, day, account_id, command_id, credits, reserved_at, done)
         VALUES ($1, $2, $3, $4, $5, $6, $7, false)`,
        [attemptId, person.id, dayOf(now), accountId, commandId, credits, formatInstant(now)],
      );
      return { attemptId, credits };
    });
  }

  /** The command was executed: its credits count until the register has them, however late. */
  async keep({ attemptId }: Reservation): Promise<void> {
    await this.pool.query('UPDATE app.limit_reservations SET done = true WHERE attempt_id = $1', [
      attemptId,
    ]);
  }

  /** The command was refused. */
  async drop({ attemptId }: Reservation): Promise<void> {
    await this.pool.query('DELETE FROM app.limit_reservations WHERE attempt_id = $1', [attemptId]);
  }

  /** The command was refused after it had been kept. */
  async forget({ accountId, commandId }: OfCommand): Promise<void> {
    await this.pool.query(
      'DELETE FROM app.limit_reservations WHERE account_id = $1 AND command_id = $2',
      [accountId, commandId],
    );
  }

  /**
   * One statement, so one snapshot: a command counts by its reservation or by the register. Of
   * several attempts of a command the largest counts, of `own` none.
   */
  private async usedBy(
    client: Pool | PoolClient,
    { actor, id }: StaffCaller,
    own: OfCommand,
  ): Promise<Credits> {
    const now = this.clock.now();
    const { rows } = await client.query<{ used: string }>(
      `SELECT coalesce((
           SELECT sum(abs(credits)) FROM read.adjustments
           WHERE actor = $1 AND recorded_at >= $2
             AND (command_id IS NULL OR command_id NOT LIKE 'approval %')), 0)
         + coalesce((
           SELECT sum(credits) FROM (
             SELECT max(r.credits) AS credits FROM app.limit_reservations r
             WHERE r.staff_id = $3 AND r.day = $2 AND (r.done OR r.reserved_at > $4)
               AND (r.account_id, r.command_id) <> ($5, $6)
               AND NOT EXISTS (SELECT FROM read.adjustments a
                 WHERE a.account_id = r.account_id AND a.command_id = r.command_id)
             GROUP BY r.account_id, r.command_id) unmatched), 0) AS used`,
      [actor, dayOf(now), id, formatInstant(now - LAPSES_AFTER_MS), own.accountId, own.commandId],
    );
    return BigInt(rows[0]?.used ?? 0);
  }
}

const dayOf = (now: number): string => formatInstant(now - (now % DAY_MS));
