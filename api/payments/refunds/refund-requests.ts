import { Injectable } from '@nestjs/common';
import type Stripe from 'stripe';
import { DataSource } from 'typeorm';
import type { Reason } from '../../../domain/account/commands.js';
import { DomainError } from '../../../domain/errors.js';
import { Clock } from '../../../platform/clock/clock.js';
import { Problem } from '../../http/problem.js';
import { DayLimits } from '../../money/day-limits.js';
import { AccountLeases, asUnavailable, type Lease } from '../converge/account-lease.js';
import { Inbox } from '../inbox/inbox.js';
import { convergeJob } from '../inbox/jobs.js';
import { newId } from '../records/ids.js';
import { RefundRequest } from '../records/refund-request.entity.js';
import { StripeAccess } from '../stripe/access.js';
import { StripeCalls } from '../stripe/calls.js';
import { isOutage, isStripeFailure, wordsOf } from '../stripe/client.js';
import { refundNaming } from '../stripe/read-refundable.js';
import { METADATA } from '../stripe/read-session.js';
import type { RefundAction } from './refund-action.js';

const ROUTE = 'POST /v1/refunds';
const MAX_REFUSAL_CHARS = 300;

/** Whose request it is: its key is unique on the account. */
export interface Asking {
  readonly key: string;
  readonly inputHash: string;
  readonly actor: string;
}

/**
 * Requests that money go back: a row first, then the call to Stripe under a key of the row, then
 * the row again. Sent again after whatever has failed, one request leads to one refund.
 */
@Injectable()
export class RefundRequests {
  constructor(
    private readonly stripe: StripeAccess,
    private readonly calls: StripeCalls,
    private readonly leases: AccountLeases,
    private readonly inbox: Inbox,
    private readonly dayLimits: DayLimits,
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /**
   * The request under a key: as it is, or `prepared` and then begun, and asked of Stripe. Throws as
   * `find`, `prepare`, `begin` and `submit` do.
   */
  async once<Prepared>(
    accountId: string,
    asking: Pick<Asking, 'key' | 'inputHash'>,
    prepare: () => Promise<Prepared>,
    begin: (lease: Lease, prepared: Prepared) => Promise<RefundRequest>,
  ): Promise<{ readonly request: RefundRequest; readonly hit: boolean }> {
    const known = await this.find(accountId, asking);
    // Without the lease, which a look at the payment takes; what it refuses may be this request.
    const [prepared] = known ? [] : await Promise.allSettled([prepare()]);
    return this.leases.alone(accountId, async (lease) => {
      const before = known ?? (await this.find(accountId, asking));
      const begun = before ?? (await begin(lease, valueOf(prepared)));
      const request = await this.submit(lease, begun);
      return { request, hit: before?.state === 'submitted' };
    });
  }

  /** Asks Stripe again for a request that was begun. Throws as `submit` does. */
  async resume(requestId: string, accountId: string): Promise<void> {
    await this.leases.alone(accountId, async (lease) =>
      this.submit(lease, await this.current(requestId)),
    );
  }

  /** The request under this key. Throws `idempotency_mismatch` if it was for something else. */
  async find(
    accountId: string,
    { key, inputHash }: Pick<Asking, 'key' | 'inputHash'>,
  ): Promise<RefundRequest | null> {
    const known = await this.dataSource.getRepository(RefundRequest).findOneBy({ accountId, key });
    if (known && known.inputHash !== inputHash) {
      throw new DomainError('idempotency_mismatch', { idempotency_key: key });
    }
    return known;
  }

  /** Writes a request, before Stripe is asked. */
  async begin(
    lease: Lease,
    { accountId, command }: RefundAction,
    reason: Reason,
    asking: Asking,
  ): Promise<RefundRequest> {
    const { paymentId, amount, policy, credits } = command;
    const requestId = newId('rfq');
    await lease.write((manager) =>
      manager.insert(RefundRequest, {
        requestId,
        accountId,
        paymentId,
        ...asking,
        amount: amount.minor,
        currency: amount.currency,
        policy,
        credits,
        reasonCode: reason.reasonCode,
        noteHmac: reason.noteHmac ?? null,
        ticket: reason.ticket ?? null,
        state: 'begun',
        createdAt: new Date(this.clock.now()),
      }),
    );
    return this.current(requestId);
  }

  /**
   * Asks Stripe for the refund, unless it has it. Throws `payment_refund_refused` with Stripe's
   * words, `payments_unavailable` if it is not known whether there is a refund.
   */
  async submit(lease: Lease, request: RefundRequest): Promise<RefundRequest> {
    const { requestId, paymentId } = request;
    if (request.state === 'refused') throw refused(request.error ?? '');
    if (request.state === 'submitted') return request;
    const refund = await this.refundOf(lease, request);
    await this.settle(lease, requestId, { state: 'submitted', refundId: refund.id });
    // Its webhook asks for the same: whoever is first.
    await this.inbox.enqueue([convergeJob(requestId, paymentId)]);
    return this.current(requestId);
  }

  private async refundOf(lease: Lease, request: RefundRequest): Promise<Stripe.Refund> {
    const { requestId } = request;
    try {
      const stripe = await this.stripe.need();
      return await this.make(lease, stripe, request);
    } catch (error) {
      if (!isStripeFailure(error) || isOutage(error)) throw asUnavailable(error);
      const words = wordsOf(error).slice(0, MAX_REFUSAL_CHARS);
      // What Stripe has refused counts in nobody's limit, whoever has asked it.
      const { accountId, key: commandId } = request;
      await this.dayLimits.forget({ accountId, commandId });
      await this.settle(lease, requestId, { state: 'refused', error: words });
      throw refused(words);
    }
  }

  /**
   * The same key as long as Stripe may answer it. After that the refund is looked up by its name
   * before another key is taken: it may be there.
   */
  private async make(
    lease: Lease,
    stripe: Stripe,
    { requestId, accountId, paymentId, amount, attempt: last }: RefundRequest,
  ): Promise<Stripe.Refund> {
    let attempt = last;
    if (!(await this.calls.isUsable(`${requestId}:${attempt}`))) {
      const found = await refundNaming(stripe, paymentId, requestId);
      if (found) return found;
      attempt += 1;
      await this.settle(lease, requestId, { attempt });
    }
    const call = { key: `${requestId}:${attempt}`, route: ROUTE, purchaseId: null };
    const params = {
      payment_intent: paymentId,
      amount: Number(amount),
      metadata: { [METADATA.account]: accountId, [METADATA.refund]: requestId },
    };
    return this.calls.make(call, (options) => stripe.refunds.create(params, options));
  }

  private settle(lease: Lease, requestId: string, changes: Partial<RefundRequest>) {
    return lease.write((manager) => manager.update(RefundRequest, { requestId }, changes));
  }

  private current(requestId: string): Promise<RefundRequest> {
    return this.dataSource.getRepository(RefundRequest).findOneByOrFail({ requestId });
  }
}

/** Throws what was thrown. */
function valueOf<Value>(settled: PromiseSettledResult<Value> | undefined): Value {
  if (!settled) throw new Problem('payments_unavailable');
  if (settled.status === 'rejected') throw settled.reason;
  return settled.value;
}

const refused = (words: string): Problem =>
  new Problem('payment_refund_refused', `Stripe does not refund this payment: ${words}`, {
    members: { stripe_says: words },
  });
