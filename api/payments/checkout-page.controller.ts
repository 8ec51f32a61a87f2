import { Controller, Get, Header, Param, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { DataSource, Not } from 'typeorm';
import { SystemClock } from '../../platform/clock/clock.js';
import { Public } from '../auth/allow.js';
import { Problem } from '../http/problem.js';
import { checkoutPage, saidOf } from './checkout-page.js';
import { Inbox } from './inbox/inbox.js';
import { convergeJob } from './inbox/jobs.js';
import { Finding } from './records/finding.entity.js';
import { PurchaseId } from './records/ids.js';
import { Purchase } from './records/purchase.entity.js';
import { SubscriptionPages } from './subscriptions/subscription-pages.js';
import { SubscriptionCheckoutId } from './records/ids.js';

const POLICY =
  "default-src 'none';style-src 'self';img-src 'self' data:;base-uri 'none';form-action 'none';" +
  "frame-ancestors 'none'";
/** However often a page is read, its purchase is looked at this often at most. */
const LOOK_PERIOD_MS = 2_000;

/** Buyers have no credentials here: the id of a purchase is all that opens its page. */
@ApiExcludeController()
@Controller('checkout')
export class CheckoutPageController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly inbox: Inbox,
    private readonly clock: SystemClock,
    private readonly subscriptions: SubscriptionPages,
  ) {}

  /** Says how a purchase stands, and has it looked at: buyers may be quicker than webhooks. */
  @Get(':purchase_id')
  @Public()
  @Header('content-security-policy', POLICY)
  @Header('content-type', 'text/html; charset=utf-8')
  async page(
    @Param('purchase_id', { schema: PurchaseId }) purchaseId: string,
    @Query('paid') paid: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const purchase = await this.dataSource.getRepository(Purchase).findOneBy({ purchaseId });
    if (!purchase) throw new Problem('not_found', 'there is no such purchase');
    const { sessionId } = purchase;
    const isHeldUp = await this.dataSource
      .getRepository(Finding)
      .existsBy({ purchaseId, state: Not('resolved') });
    const shown = { ...purchase, isHeldUp, hasPaid: paid !== undefined };
    const { again } = saidOf(shown);
    if (again !== undefined) {
      void reply.header('refresh', String(again));
      const turn = Math.floor(this.clock.now() / LOOK_PERIOD_MS);
      const jobs = sessionId === null ? [] : [convergeJob(`${purchaseId}-${turn}`, sessionId)];
      await this.inbox.enqueue(jobs);
    }
    return checkoutPage(shown);
  }

  /** The same of a checkout of a subscription. */
  @Get('subscriptions/:checkout_id')
  @Public()
  @Header('content-security-policy', POLICY)
  @Header('content-type', 'text/html; charset=utf-8')
  async subscribed(
    @Param('checkout_id', { schema: SubscriptionCheckoutId }) checkoutId: string,
    @Query('paid') paid: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const page = await this.subscriptions.of(checkoutId, paid !== undefined);
    if (!page) throw new Problem('not_found', 'there is no such checkout');
    const { shown, sessionId } = page;
    const { again } = saidOf(shown);
    if (again !== undefined) {
      void reply.header('refresh', String(again));
      const turn = Math.floor(this.clock.now() / LOOK_PERIOD_MS);
      const jobs = sessionId === null ? [] : [convergeJob(`${checkoutId}-${turn}`, sessionId)];
      await this.inbox.enqueue(jobs);
    }
    return checkoutPage(shown);
  }
}
