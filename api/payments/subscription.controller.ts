import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { Allow } from '../auth/allow.js';
import { Caller } from '../auth/caller.js';
import { IdempotencyKey, markHit } from '../http/idempotency.js';
import { Answers } from '../openapi/answers.js';
import { AccountId } from '../shapes/ids.js';
import { checkReturnUrl } from './purchases/return-url.js';
import {
  AccountSubscription,
  SubscriptionBody,
  SubscriptionWritten,
} from './subscriptions/bodies.js';
import { ChangeSubscription } from './subscriptions/change-subscription.js';
import { ReadAccountSubscription } from './subscriptions/read-account-subscription.js';

const tag = 'Subscriptions';
const ID = { schema: AccountId };

@Controller('v1/accounts/:account_id/subscription')
export class SubscriptionController {
  constructor(
    private readonly commands: CommandBus,
    private readonly reads: ReadAccountSubscription,
  ) {}

  @Post()
  @Allow('accounts:write', { widget: 'plan:change' })
  @Answers({
    id: 'changeSubscription',
    tag,
    summary: 'Subscribes, or changes what was subscribed to',
    description:
      'Subscribing leads to a checkout page; `cancel` and `withdraw` are about the end of the ' +
      'period, and the last word wins. `upgrade` and `downgrade` are 501 `payments_not_set_up` for ' +
      'now. People of staff cancel and withdraw only: they charge no cards. While an account is ' +
      'subscribed, another `subscribe` is 409 `subscription_active`.',
    answer: SubscriptionWritten,
    headers: { 'Idempotency-Hit': '`true` if the same key was answered before.' },
    problems: [409, 501],
  })
  async change(
    @Param('account_id', ID) accountId: string,
    @Body({ schema: SubscriptionBody }) body: SubscriptionBody,
    @IdempotencyKey() key: IdempotencyKey,
    @Caller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SubscriptionWritten> {
    checkReturnUrl(body.return_url, caller);
    const result = await this.commands.execute(
      new ChangeSubscription(accountId, body, key, caller),
    );
    markHit(reply, result);
    return result.answer;
  }

  @Get()
  @Allow('accounts:read', { widget: 'plan:change' })
  @Answers({
    id: 'getSubscription',
    tag,
    summary: 'What an account has subscribed to, with its last invoices',
    answer: AccountSubscription,
  })
  get(@Param('account_id', ID) accountId: string): Promise<z.input<typeof AccountSubscription>> {
    return this.reads.of(accountId);
  }
}
