import { Inject, Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { Clock } from '../../platform/clock/clock.js';
import { Config } from '../../platform/config/config.js';
import { ThrottledWarnings } from '../../platform/failures/throttled-warnings.js';
import type { Logger } from '../../platform/log.js';
import { Queues, type Processor } from '../../platform/queues/queues.js';
import { LOG } from '../../api/http/log.js';
import { SEND_MAIL } from '../../api/mails/outbox.js';
import { EndpointSlots } from '../deliveries/slots.js';
import { JobCounters } from '../metrics/job-counters.js';
import { findLostMails, forgetMails } from './lost-mails.js';
import { sendMail, type MailResources } from './send-mail.js';

/** Name of the sweep that finds mails without a job, and attempts that were cut off. */
export const FIND_LOST_MAILS = 'lost-mails';
/** Name of the sweep that deletes old mails. */
export const FORGET_MAILS = 'mails';

/** Handles the jobs of mails by name. Without a mail server, what is queued waits for one. */
@Injectable()
export class MailJobs {
  private readonly resources: MailResources | undefined;

  constructor(
    pool: Pool,
    clock: Clock,
    queues: Queues,
    counters: JobCounters,
    { mail, publicUrl, stripe }: Config,
    @Inject(LOG) log: Logger,
  ) {
    this.resources = mail && {
      pool,
      clock,
      queues,
      mail,
      publicUrl: publicUrl ?? stripe?.publicUrl,
      slots: new EndpointSlots(),
      log,
      complaints: new ThrottledWarnings(log),
      onSent: counters.mailed,
    };
  }

  readonly deliveries: Readonly<Record<string, Processor>> = {
    [SEND_MAIL]: async ({ data }) => {
      if (this.resources) await sendMail(this.resources, data);
    },
  };
  readonly sweeps: Readonly<Record<string, Processor>> = {
    [FIND_LOST_MAILS]: async () => {
      if (this.resources) await findLostMails(this.resources);
    },
    [FORGET_MAILS]: async () => {
      if (this.resources) await forgetMails(this.resources);
    },
  };
}
