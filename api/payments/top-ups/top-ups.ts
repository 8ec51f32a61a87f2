import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { DataSource, IsNull } from 'typeorm';
import { topUpDue, type AccountState, type AutoTopUp } from '../../../domain/account/state.js';
import { Clock } from '../../../platform/clock/clock.js';
import {
  Queues,
  type ActiveJob,
  type JobSpec,
  type Processor,
} from '../../../platform/queues/queues.js';
import { AccountStream } from '../../accounts/account-stream.js';
import { AccountLeases, type Lease } from '../converge/account-lease.js';
import { Inbox } from '../inbox/inbox.js';
import { MISSED_AFTER } from '../inbox/jobs.js';
import { Checkout } from '../purchases/checkout.js';
import { Purchase } from '../records/purchase.entity.js';
import { TopUp } from '../records/top-up.entity.js';
import { StripeAccess } from '../stripe/access.js';
import { TopUpAttempts } from './attempt.js';
import { TOP_UP, TopUpJob, topUpJob, topUpJobId } from './jobs.js';
import { hasRoom, TopUpMonth } from './month.js';
import { TellOfTopUps } from './tell.js';

const MAX_MISSED_PER_SWEEP = 500;
/** Pauses between tries of the sweep double up to this. */
const LONGEST_PAUSE_SECONDS = 3_600;
const MAX_DOUBLINGS = 7;
/** Asked again while it was seen to: seen to again, then left to the sweep. */
const MAX_LOOKS = 3;
/** An account has one open link at most; more would be of times that are past. */
const MAX_LINKS = 10;

const OF_ASK = 'WHERE account_id = $1 AND asked_by = $2';
const FORGET = `DELETE FROM app.top_up_checks ${OF_ASK}`;
/** Seen to again later: at zero no charge may come that would ask. */
const WAIT = `UPDATE app.top_up_checks
  SET is_held_back = true,
      due_at = clock_timestamp() + ${LONGEST_PAUSE_SECONDS} * interval '1 second' ${OF_ASK}`;

/** An account that is to be seen to, and the job that does so. */
interface Check {
  readonly account_id: string;
  readonly job_id: string | null;
}

/** Makes automatic top-ups that are due: one at a time for an account, within the month's cap. */
@Injectable()
export class TopUps {
  /** Processors of the queue `payments`. */
  readonly payments: Readonly<Record<string, Processor>> = {
    [TOP_UP]: ({ data }: ActiveJob) => this.see(TopUpJob.parse(data).account_id),
  };

  constructor(
    private readonly pool: Pool,
    private readonly dataSource: DataSource,
    private readonly accounts: AccountStream,
    private readonly leases: AccountLeases,
    private readonly stripe: StripeAccess,
    private readonly attempts: TopUpAttempts,
    private readonly checkout: Checkout,
    private readonly month: TopUpMonth,
    private readonly telling: TellOfTopUps,
    private readonly inbox: Inbox,
    private readonly queues: Queues,
    private readonly clock: Clock,
  ) {}

  /**
   * Adds jobs of accounts while none of theirs waits or runs: it was lost, or given up. Later each
   * time, but for ever. Safe to run concurrently. Throws QueuesUnavailable: all is then missed
   * again.
   */
  async findMissed(): Promise<void> {
    const due = await this.takeDue();
    if (due.length === 0) return;
    const known = due.flatMap(({ job_id: jobId }) => jobId ?? []);
    const unfinished = await this.queues.unfinished('payments', known);
    const missed = due.filter(({ job_id: jobId }) => jobId === null || !unfinished.has(jobId));
    const jobs = await this.askAgain(missed);
    if (jobs.length > 0) await this.inbox.enqueue(jobs);
  }

  /** Accounts that are to be seen to for longer than a job takes. */
  private async takeDue(): Promise<Check[]> {
    const { rows } = await this.pool.query<Check>(
      `UPDATE app.top_up_checks SET due_at = clock_timestamp() + ${MISSED_AFTER}
       WHERE account_id IN (
         SELECT account_id FROM app.top_up_checks WHERE due_at < clock_timestamp()
         ORDER BY due_at LIMIT ${MAX_MISSED_PER_SWEEP} FOR UPDATE SKIP LOCKED)
       RETURNING account_id, job_id`,
    );
    return rows;
  }

  /** Those that were seen to, or asked for anew, meanwhile are left out. */
  private async askAgain(missed: readonly Check[]): Promise<JobSpec[]> {
    const { rows } = await this.pool.query<{ account_id: string; asked: string }>(
      `UPDATE app.top_up_checks SET attempts = attempts + 1,
         job_id = $4 || asked_by || '-' || attempts + 1,
         due_at = clock_timestamp()
           + least($1, 30 * 2 ^ least(attempts, $2)) * interval '1 second'
       WHERE account_id IN (
         SELECT account_id
         FROM app.top_up_checks AS known
           JOIN unnest($3::text[], $5::text[]) AS missed (account_id, job_id) USING (account_id)
         WHERE known.job_id IS NOT DISTINCT FROM missed.job_id
         FOR UPDATE OF known SKIP LOCKED)
       RETURNING account_id, asked_by || '-' || attempts AS asked`,
      [
        LONGEST_PAUSE_SECONDS,
        MAX_DOUBLINGS,
        missed.map(({ account_id: accountId }) => accountId),
        topUpJobId(''),
        missed.map(({ job_id: jobId }) => jobId),
      ],
    );
    return rows.map(({ account_id: accountId, asked }) => topUpJob(accountId, asked));
  }

  /**
   * Sees whether an account's top-up is due, and makes it; finishes one that was interrupted.
   * Throws a StripeError, AccountBusy, or what the stores throw: it is then seen to later.
   */
  async see(accountId: string): Promise<void> {
    for (let looks = 0; looks < MAX_LOOKS; looks += 1) {
      const askedBy = await this.askedBy(accountId);
      if (askedBy === undefined) return;
      const isHeldBack = this.stripe.settings
        ? await this.leases.hold(accountId, (lease) => this.seeWithin(lease, accountId))
        : false;
      // Whoever asked meanwhile is answered, too.
      const { rowCount } = await this.pool.query(isHeldBack ? WAIT : FORGET, [accountId, askedBy]);
      if (rowCount === 1) return;
    }
  }

  private async askedBy(accountId: string): Promise<string | undefined> {
    const { rows } = await this.pool.query<{ asked_by: string }>(
      'SELECT asked_by FROM app.top_up_checks WHERE account_id = $1',
      [accountId],
    );
    return rows[0]?.asked_by;
  }

  /** Returns whether one is due that the cap, or money that is not settled, holds back. */
  private async seeWithin(lease: Lease, accountId: string): Promise<boolean> {
    const underWay = { accountId, endedAt: IsNull() };
    const begun = await this.dataSource.getRepository(TopUp).findOneBy(underWay);
    if (begun) await this.attempts.finish(lease, begun);
    if (!(await this.due(accountId))) return false;
    if (await this.isUnsettled(accountId)) return true;
    await this.closeLinks(lease, accountId);
    const due = await this.due(accountId);
    if (!due) return false;
    if (!(await this.isWithinCap(lease, due.state, due.consent))) return true;
    const attempt = await this.attempts.begin(lease, due.state, due.consent);
    await this.attempts.finish(lease, attempt);
    return false;
  }

  private async due(
    accountId: string,
  ): Promise<{ readonly state: AccountState; readonly consent: AutoTopUp } | undefined> {
    const { state } = await this.accounts.load(accountId);
    const { autoTopUp: consent } = state;
    return consent && topUpDue(state) ? { state, consent } : undefined;
  }

  /** Whether money of a top-up has arrived that has granted nothing: a person looks at it first. */
  private async isUnsettled(accountId: string): Promise<boolean> {
    const { rows } = await this.pool.query(
      `SELECT FROM app.purchases p
       WHERE p.account_id = $1 AND p.is_top_up AND (p.state = 'processing'
         OR (p.state = 'paid' AND NOT EXISTS (
           SELECT FROM app.findings f WHERE f.purchase_id = p.purchase_id AND f.state = 'resolved')))
       LIMIT 1`,
      [accountId],
    );
    return rows.length > 0;
  }

  /** Ends the links of earlier attempts, so that nobody pays both; one may have been paid. */
  private async closeLinks(lease: Lease, accountId: string): Promise<void> {
    const where = { accountId, isTopUp: true, state: 'open' } as const;
    const open = await this.dataSource
      .getRepository(Purchase)
      .find({ where, order: { createdAt: 'ASC' }, take: MAX_LINKS });
    for (const purchase of open) await this.checkout.expire(lease, purchase);
  }

  /** Tells once a month where the cap leaves no room. */
  private async isWithinCap(
    lease: Lease,
    state: AccountState,
    consent: AutoTopUp,
  ): Promise<boolean> {
    const { accountId } = state;
    const charged = await this.month.of(accountId, state, consent);
    if (hasRoom(charged, consent)) return true;
    const { month } = charged;
    const failed = {
      accountId,
      amount: consent.price,
      purchaseId: null,
      paymentId: null,
      code: 'monthly_cap',
      inARow: null,
      isOff: false,
      checkoutUrl: null,
    };
    await this.telling.with(lease, `cap:${month}`, failed, async (manager) => {
      const told: unknown[] = await manager.query(
        `INSERT INTO app.top_up_caps (account_id, month, told_at) VALUES ($1, $2, $3)
         ON CONFLICT DO NOTHING RETURNING month`,
        [accountId, month, new Date(this.clock.now())],
      );
      return told.length === 1;
    });
    return false;
  }
}
