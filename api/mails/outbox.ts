/** Mails that are to be sent, stored in the transaction of the fact that causes them. */
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Instant } from '../../domain/instant.js';
import { Config } from '../../platform/config/config.js';
import type { Logger } from '../../platform/log.js';
import { Queues, type JobSpec } from '../../platform/queues/queues.js';
import { LOG } from '../http/log.js';
import { enqueue, type Queryable } from '../webhook-sending/outbox.js';
import { newMailId } from './ids.js';
import type { MailDraft } from './kinds/kind.js';
import type { MailNews } from './news.js';

/** Name of the job that makes one attempt. */
export const SEND_MAIL = 'send-mail';

/** Data of an attempt's job; `waits` increases when it had to wait for other mails. */
export const MailJob = z.strictObject({
  mail_id: z.string(),
  attempt: z.number().int(),
  waits: z.number().int(),
});
export type MailJob = z.output<typeof MailJob>;

/** A mail to attempt. */
export interface DueMail {
  readonly mail_id: string;
  readonly attempts: number;
}

/** The job of the next attempt; adding it twice has no effect. */
export const mailJob = ({ mail_id, attempts }: DueMail, delayMs = 0): JobSpec =>
  jobOf({ mail_id, attempt: attempts + 1, waits: 0 }, delayMs);

/** The job of the same attempt, later. */
export const waitingMailJob = (job: MailJob, delayMs: number): JobSpec =>
  jobOf({ ...job, waits: job.waits + 1 }, delayMs);

/** Replaces the lost job of an attempt; `now` makes its id different. */
export function lostMailJob(due: DueMail, now: Instant): JobSpec {
  const job = mailJob(due);
  return { ...job, jobId: `${job.jobId}-lost-${now}` };
}

/** Beside the webhooks: both mostly wait for other servers. */
function jobOf(data: MailJob, delayMs: number): JobSpec {
  const { mail_id, attempt, waits } = data;
  const jobId = `${mail_id}-${attempt}-${waits}`;
  return { queue: 'deliveries', name: SEND_MAIL, data: { ...data }, jobId, delayMs };
}

/** Stores mails; nothing where no mails are sent. */
@Injectable()
export class MailOutbox {
  /** Whether mails are sent. */
  readonly isOn: boolean;
  private readonly hasFinance: boolean;

  constructor(
    { mail }: Config,
    private readonly queues: Queues,
    @Inject(LOG) private readonly log: Logger,
  ) {
    this.isOn = mail !== undefined;
    this.hasFinance = mail?.finance !== undefined;
  }

  /** Takes news in their order. Returns the new mails. */
  async take(client: Queryable, news: readonly MailNews[], now: Instant): Promise<DueMail[]> {
    if (!this.isOn) return [];
    const due: DueMail[] = [];
    for (const part of parts(news)) {
      if (part.begun.length > 0) await beginPeriods(client, part.begun);
      due.push(...(await this.store(client, part.drafts, now)));
    }
    return due;
  }

  /**
   * Stores mails, unless one about the same fact, or of the same period, is there; the account has
   * no address; it has switched such mails off; or it never had the subscription that they are of.
   * Returns the new ones.
   */
  async store(client: Queryable, drafts: readonly MailDraft[], now: Instant): Promise<DueMail[]> {
    const wanted = drafts.filter(({ to }) => this.isOn && (to === 'account' || this.hasFinance));
    if (wanted.length === 0) return [];
    const { rows } = await client.query<DueMail>(
      `INSERT INTO app.mails (mail_id, fact, period_key, account_id, kind, addressee, state, data,
                              created_at, due_at)
       SELECT new.mail_id, new.fact, new.period_key, new.account_id, new.kind, new.addressee,
              'queued', new.data::jsonb, $9, $9
       FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[],
                   $7::text[], $8::text[], $10::text[], $11::timestamptz[])
         AS new (mail_id, fact, period_key, account_id, kind, addressee, data, switch, plan, until)
       WHERE new.addressee = 'finance' OR (
         EXISTS (SELECT FROM app.account_profiles p
                 WHERE p.account_id = new.account_id AND p.email IS NOT NULL)
         AND NOT EXISTS (SELECT FROM app.mail_settings s
                         WHERE s.account_id = new.account_id AND new.switch = ANY (s.switched_off))
         AND (new.plan IS NULL OR EXISTS (
           SELECT FROM app.subscriptions s
           WHERE s.account_id = new.account_id AND s.plan = new.plan AND s.besides IS NULL
             AND s.period_ends_at >= new.until)))
       ON CONFLICT DO NOTHING
       RETURNING mail_id, attempts`,
      [
        wanted.map(newMailId),
        wanted.map(({ fact }) => fact),
        wanted.map((draft) =>
          draft.isOnceAPeriod ? periodKey(draft.kind, draft.accountId) : null,
        ),
        wanted.map(({ accountId }) => accountId),
        wanted.map(({ kind }) => kind),
        wanted.map(({ to }) => to),
        wanted.map(({ data }) => JSON.stringify(data)),
        wanted.map((draft) => draft.switch),
        new Date(now),
        wanted.map(({ subscribed }) => subscribed?.plan ?? null),
        wanted.map(({ subscribed }) => (subscribed ? new Date(subscribed.until) : null)),
      ],
    );
    return rows;
  }

  /** Adds the jobs of stored mails; those that are lost are missed and added again. */
  async enqueue(due: readonly DueMail[]): Promise<void> {
    const jobs = due.map((mail) => mailJob(mail));
    if (jobs.length > 0) await enqueue({ queues: this.queues, log: this.log }, jobs);
  }
}

const periodKey = (kind: string, accountId: string): string => `${accountId}/${kind}`;

/** Mails of the period that has ended no longer stand in the way of others. */
const beginPeriods = (client: Queryable, accountIds: readonly string[]) =>
  client.query(
    `UPDATE app.mails SET period_key = NULL
     WHERE account_id = ANY ($1) AND period_key IS NOT NULL`,
    [[...new Set(accountIds)]],
  );

interface Part {
  readonly begun: string[];
  readonly drafts: MailDraft[];
}

/** Parts of the news of which each begins periods first, and then only has mails. */
function parts(news: readonly MailNews[]): readonly Part[] {
  const all: Part[] = [];
  for (const each of news) {
    const last = all.at(-1);
    if ('periodOf' in each) {
      if (last && last.drafts.length === 0) last.begun.push(each.periodOf);
      else all.push({ begun: [each.periodOf], drafts: [] });
    } else if (last) last.drafts.push(each);
    else all.push({ begun: [], drafts: [each] });
  }
  return all;
}
