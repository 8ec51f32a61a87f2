import type { Pool } from 'pg';
import { DAY_MS, HOUR_MS, SECOND_MS } from '../../domain/instant.js';
import { MailJob, mailJob, waitingMailJob } from '../../api/mails/outbox.js';
import { enqueue } from '../../api/webhook-sending/outbox.js';
import type { Config } from '../../platform/config/config.js';
import type { MailSettings } from '../../platform/config/mail.js';
import type { Clock } from '../../platform/clock/clock.js';
import type { ThrottledWarnings } from '../../platform/failures/throttled-warnings.js';
import type { Logger } from '../../platform/log.js';
import type { JobSpec, Queues } from '../../platform/queues/queues.js';
import { pauseAfter, type Schedule } from '../deliveries/schedule.js';
import type { EndpointSlots } from '../deliveries/slots.js';
import { sendBySmtp, SMTP_LIMITS, type SmtpLimits, type SmtpResult } from './smtp.js';
import { writeMail, type KeptMail, type Written } from './written-mail.js';

/** Pauses of 30 s, 90 s … 6 h at most, with full jitter: about a day in all. */
export const MAIL_SCHEDULE: Schedule = {
  firstPauseMs: 30 * SECOND_MS,
  longestPauseMs: 6 * HOUR_MS,
  maxAttempts: 14,
};
/** A mail that could not be sent for this long says nothing new. */
const TOO_OLD_MS = 3 * DAY_MS;
/** An attempt still open after this was cut off: its own limit plus its statements. */
const MARGIN_MS = 30 * SECOND_MS;
/** All mails go to one server. */
const SERVER = 'smtp';

/** Dependencies of sending. */
export interface MailResources {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly queues: Queues;
  readonly mail: MailSettings;
  readonly publicUrl: Config['publicUrl'];
  readonly slots: EndpointSlots;
  readonly log: Pick<Logger, 'warn'>;
  readonly complaints: ThrottledWarnings;
  /** Called for each attempt, with what came of it. */
  readonly onSent?: (outcome: SmtpResult['outcome']) => void;
  readonly schedule?: Schedule;
  readonly limits?: SmtpLimits;
  readonly marginMs?: number;
}

interface MailRow extends KeptMail {
  readonly state: 'queued' | 'sending' | 'sent' | 'failed' | 'unknown';
  readonly attempts: number;
  readonly due_at: Date | null;
  readonly created_at: Date;
}

/**
 * Makes one attempt and adds the job of the next one, if any. A mail is `sending` before the server
 * hears of it: whatever cuts the attempt off leaves it so, and it is not sent again.
 */
export async function sendMail(resources: MailResources, data: unknown): Promise<void> {
  const job = MailJob.parse(data);
  const row = await findMail(resources, job.mail_id);
  if (row?.state !== 'queued') return;
  await enqueue(resources, await nextJobs(resources, row, job));
}

async function nextJobs(
  resources: MailResources,
  row: MailRow,
  job: MailJob,
): Promise<readonly JobSpec[]> {
  const now = resources.clock.now();
  if (row.attempts >= job.attempt) {
    // The attempt was made, but its worker did not add the next job.
    return [mailJob(row, Math.max(0, (row.due_at?.getTime() ?? 0) - now))];
  }
  const slot = resources.slots.take(SERVER);
  if ('waitMs' in slot) {
    await putOff(resources, row, slot.waitMs);
    return [waitingMailJob(job, slot.waitMs)];
  }
  try {
    const isOld = row.created_at.getTime() < now - TOO_OLD_MS;
    const written = isOld ? { dropped: 'too late' } : await writeMail(resources, row);
    if ('dropped' in written) {
      await drop(resources, row, written.dropped);
      return [];
    }
    return await attempt(resources, row, written);
  } finally {
    slot.release();
  }
}

async function attempt(
  resources: MailResources,
  row: MailRow,
  written: Exclude<Written, { dropped: string }>,
): Promise<readonly JobSpec[]> {
  const { limits = SMTP_LIMITS, schedule = MAIL_SCHEDULE, marginMs = MARGIN_MS } = resources;
  if (!(await begin(resources, row, limits.totalMs + marginMs))) return [];
  const result = await sendBySmtp(resources.mail, written, limits);
  resources.onSent?.(result.outcome);
  const attempts = row.attempts + 1;
  if (result.outcome === 'sent') {
    await record(resources, row, { state: 'sent', error: null });
    return [];
  }
  const { outcome, error } = result;
  const said = { mail_id: row.mail_id, kind: row.kind, outcome, reason: error };
  const pauseMs = outcome === 'later' ? pauseAfter(attempts, schedule, null) : undefined;
  if (pauseMs !== undefined) {
    resources.complaints.warn(new Error(error), said, 'a mail could not be sent: trying again');
    await record(resources, row, { state: 'queued', error, pauseMs });
    return [mailJob({ mail_id: row.mail_id, attempts }, pauseMs)];
  }
  resources.log.warn(said, outcome === 'unknown' ? UNKNOWN : 'a mail could not be sent');
  await record(resources, row, { state: outcome === 'unknown' ? 'unknown' : 'failed', error });
  return [];
}

const UNKNOWN = 'the mail server may have taken a mail: it is not sent again';

/** Marks an attempt as active; false if one is active or has been made since. */
async function begin({ pool }: MailResources, row: MailRow, limitMs: number): Promise<boolean> {
  const { rowCount } = await pool.query(
    `UPDATE app.mails
     SET state = 'sending', attempts = attempts + 1, error = NULL,
         busy_until = clock_timestamp() + $3 * interval '1 millisecond'
     WHERE mail_id = $1 AND state = 'queued' AND attempts = $2`,
    [row.mail_id, row.attempts, limitMs],
  );
  return rowCount === 1;
}

interface Record {
  readonly state: 'sent' | 'queued' | 'failed' | 'unknown';
  readonly error: string | null;
  readonly pauseMs?: number;
}

/** Records what came of an attempt, also of one that was given up for lost meanwhile. */
async function record(
  { pool, clock }: MailResources,
  { mail_id, attempts }: MailRow,
  { state, error, pauseMs }: Record,
): Promise<void> {
  const now = clock.now();
  await pool.query(
    `UPDATE app.mails
     SET state = $3, error = $4, due_at = $5, sent_at = $6, busy_until = NULL,
         data = CASE WHEN $3 = 'queued' THEN data END
     WHERE mail_id = $1 AND attempts = $2 AND (state = 'sending' OR (state = 'unknown' AND $3 = 'sent'))`,
    [
      mail_id,
      attempts + 1,
      state,
      error,
      pauseMs === undefined ? null : new Date(now + pauseMs),
      state === 'sent' ? new Date(now) : null,
    ],
  );
}

/** Gives a mail up before the server has heard of it. */
const drop = ({ pool }: MailResources, { mail_id, attempts }: MailRow, why: string) =>
  pool.query(
    `UPDATE app.mails SET state = 'failed', error = $3, due_at = NULL, data = NULL
     WHERE mail_id = $1 AND state = 'queued' AND attempts = $2`,
    [mail_id, attempts, why],
  );

/** Postpones the next expected attempt, so that the sweep does not count it as lost. */
const putOff = ({ pool, clock }: MailResources, { mail_id }: MailRow, waitMs: number) =>
  pool.query("UPDATE app.mails SET due_at = $2 WHERE mail_id = $1 AND state = 'queued'", [
    mail_id,
    new Date(clock.now() + waitMs),
  ]);

async function findMail({ pool }: MailResources, id: string): Promise<MailRow | undefined> {
  const { rows } = await pool.query<MailRow>(
    `SELECT mail_id, account_id, kind, addressee, state, data, attempts, due_at, created_at
     FROM app.mails WHERE mail_id = $1`,
    [id],
  );
  return rows[0];
}
