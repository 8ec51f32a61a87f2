import { DAY_MS, SECOND_MS } from '../../domain/instant.js';
import { lostMailJob, type DueMail } from '../../api/mails/outbox.js';
import type { MailResources } from './send-mail.js';

/** How long it is known that a mail was sent. */
const RETENTION_MS = 400 * DAY_MS;
const MAX_MAILS_PER_BATCH = 1_000;
const MAX_BATCHES_PER_SWEEP = 50;
/** A mail overdue by this much, without an active attempt, has lost its job. */
const LOST_AFTER_MS = 20 * SECOND_MS;
const MAX_LOST_PER_SWEEP = 1_000;

/** What an attempt that was cut off leaves behind. */
const CUT_OFF = 'cut off: the mail server may have taken it';

/**
 * Adds a job for every overdue mail without one, and gives up attempts that were cut off: those
 * mails may have been taken, so they are not sent again. Returns how many of each.
 */
export async function findLostMails({
  pool,
  clock,
  queues,
}: Pick<MailResources, 'pool' | 'clock' | 'queues'>): Promise<{ found: number; unknown: number }> {
  const now = clock.now();
  const cutOff = await pool.query(
    `UPDATE app.mails
     SET state = 'unknown', error = $1, due_at = NULL, busy_until = NULL, data = NULL
     WHERE mail_id IN (
       SELECT mail_id FROM app.mails
       WHERE state = 'sending' AND busy_until < clock_timestamp()
       LIMIT ${MAX_LOST_PER_SWEEP} FOR UPDATE SKIP LOCKED)`,
    [CUT_OFF],
  );
  const { rows } = await pool.query<DueMail>(
    `UPDATE app.mails SET due_at = $2 WHERE mail_id IN (
       SELECT mail_id FROM app.mails
       WHERE state = 'queued' AND due_at < $1
       ORDER BY due_at LIMIT ${MAX_LOST_PER_SWEEP} FOR UPDATE SKIP LOCKED)
     RETURNING mail_id, attempts`,
    [new Date(now - LOST_AFTER_MS), new Date(now)],
  );
  await queues.addAll(rows.map((due) => lostMailJob(due, now)));
  return { found: rows.length, unknown: cutOff.rowCount ?? 0 };
}

/** Deletes mails older than 400 days; returns how many. Safe to run concurrently. */
export async function forgetMails({
  pool,
  clock,
}: Pick<MailResources, 'pool' | 'clock'>): Promise<number> {
  const before = new Date(clock.now() - RETENTION_MS);
  let forgotten = 0;
  for (let batch = 0; batch < MAX_BATCHES_PER_SWEEP; batch++) {
    const { rowCount } = await pool.query(
      `DELETE FROM app.mails WHERE mail_id IN (
         SELECT mail_id FROM app.mails WHERE created_at < $1 AND state NOT IN ('queued', 'sending')
         ORDER BY created_at LIMIT ${MAX_MAILS_PER_BATCH} FOR UPDATE SKIP LOCKED)`,
      [before],
    );
    forgotten += rowCount ?? 0;
    if ((rowCount ?? 0) < MAX_MAILS_PER_BATCH) break;
  }
  return forgotten;
}
