import { Inject, Injectable } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type Stripe from 'stripe';
import { DataSource, type EntityManager } from 'typeorm';
import { z } from 'zod';
import { Clock, SystemClock } from '../../../platform/clock/clock.js';
import { loggedAs } from '../../../platform/failures/expected-failure.js';
import type { Logger } from '../../../platform/log.js';
import { Queues, QueuesUnavailable, type JobSpec } from '../../../platform/queues/queues.js';
import { LOG } from '../../http/log.js';
import { Problem } from '../../http/problem.js';
import { recordFindings } from '../converge/findings.js';
import { NOBODY } from '../converge/mirror.js';
import type { FindingDraft } from '../plan/plan.js';
import { StripeAccess } from '../stripe/access.js';
import { API_VERSION } from '../stripe/client.js';
import { convergeJob, MISSED_AFTER } from './jobs.js';
import { readEvent, type ReadEvent } from './read-event.js';
import { isSigned } from './signature.js';
import { StripeEvent } from '../records/stripe-event.entity.js';

/** Stores a webhook of Stripe, once it is known to be one. */
export class TakeWebhook extends Command<void> {
  constructor(
    readonly bytes: Buffer,
    readonly signature: string | undefined,
  ) {
    super();
  }
}

/** Takes webhooks of Stripe: stored as they came, then looked into by a worker. */
@Injectable()
export class Inbox {
  constructor(
    private readonly stripe: StripeAccess,
    private readonly dataSource: DataSource,
    private readonly queues: Queues,
    private readonly clock: Clock,
    private readonly systemClock: SystemClock,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  /** Stores a webhook once. Throws `invalid_signature`, and where payments are not set up. */
  async take(bytes: Buffer, signature: string | undefined): Promise<void> {
    const { settings } = this.stripe;
    if (!settings) throw new Problem('payments_not_set_up');
    // Signatures have real time, not that of a test clock.
    const now = this.systemClock.now();
    if (!isSigned(bytes, signature ?? '', settings.webhookSecrets, now)) {
      throw new Problem('invalid_signature');
    }
    const { isLive: livemode } = settings;
    await this.keep([readEvent(bytes, { livemode, apiVersion: API_VERSION })]);
  }

  /**
   * Takes events as Stripe lists them; those that came as webhooks stay as they are. They are in
   * the version of the account, which does not matter: only the id of their object is read.
   */
  async takeListed(events: readonly Stripe.Event[]): Promise<void> {
    const livemode = this.stripe.settings?.isLive ?? false;
    const read = events.map((event) =>
      readEvent(Buffer.from(JSON.stringify(event)), { livemode, apiVersion: event.api_version }),
    );
    await this.keep(read);
  }

  /** Stores events that are not known yet, and has their objects looked at. */
  private async keep(events: readonly ReadEvent[]): Promise<void> {
    if (events.length === 0) return;
    const found = events.flatMap(({ finding }) => finding ?? []);
    const store = (manager: EntityManager) => this.store(manager, events, found);
    const { dataSource } = this;
    // Most have no finding: one statement needs no transaction.
    const isNew = await (found.length > 0
      ? dataSource.transaction(store)
      : store(dataSource.manager));
    const jobs = events.flatMap(({ row: { id, objectId, state } }) =>
      isNew.has(id) && state === 'received' && objectId !== null
        ? [convergeJob(id, objectId, id)]
        : [],
    );
    if (jobs.length > 0) await this.enqueue(jobs);
  }

  private async store(
    manager: EntityManager,
    events: readonly ReadEvent[],
    found: readonly FindingDraft[],
  ): Promise<ReadonlySet<string>> {
    const due = () => `clock_timestamp() + ${MISSED_AFTER}`;
    const { raw } = await manager
      .getRepository(StripeEvent)
      .createQueryBuilder()
      .insert()
      .values(events.map(({ row }) => ({ ...row, dueAt: row.state === 'received' ? due : null })))
      .orIgnore()
      .returning('id')
      .execute();
    await recordFindings(manager, found, NOBODY, this.clock.now());
    return new Set(
      z
        .array(z.object({ id: z.string() }))
        .parse(raw)
        .map(({ id }) => id),
    );
  }

  /** Adds jobs. Throws QueuesUnavailable: nobody adds them once more. */
  async add(jobs: readonly JobSpec[]): Promise<void> {
    if (jobs.length > 0) await this.queues.addAll(jobs);
  }

  /** Adds jobs. If the queues are unavailable, the sweep adds those of webhooks once more. */
  async enqueue(jobs: readonly JobSpec[]): Promise<void> {
    try {
      await this.add(jobs);
    } catch (error) {
      if (!(error instanceof QueuesUnavailable)) throw error;
      this.log.warn({ ...loggedAs(error), jobs: jobs.length }, 'payments wait for the queues');
    }
  }
}

@CommandHandler(TakeWebhook)
export class TakeWebhookHandler implements ICommandHandler<TakeWebhook> {
  constructor(private readonly inbox: Inbox) {}

  execute({ bytes, signature }: TakeWebhook): Promise<void> {
    return this.inbox.take(bytes, signature);
  }
}
