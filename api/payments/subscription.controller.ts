import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { z } from 'zod';
import { Allow } from '../auth/allow.js';
import { Caller } from '../auth/caller.js';
import { AnswerOf, IdempotencyKey } from '../http/idempotency.js';
import { Answers, Tagged } from '../openapi/answers.js';
import { AccountId } from '../shapes/ids.js';
import { OpenPortal, PortalAnswer, PortalBody } from './portal/open-portal.js';
import { checkReturnUrl } from './purchases/return-url.js';
import {
  AccountSubscription,
  SubscriptionBody,
  SubscriptionWritten,
} from './subscriptions/bodies.js';
import { ChangeSubscription } from './subscriptions/change-subscription.js';
import { SubscriptionPreview, SubscriptionPreviewBody } from './subscriptions/preview-shapes.js';
import { PreviewSubscription } from './subscriptions/preview-subscription.js';
import { ReadAccountSubscription } from './subscriptions/read-account-subscription.js';
import { SubscriptionCard, SubscriptionCardAnswer } from './subscriptions/subscription-card.js';

const ID = { schema: AccountId };

@Controller('v1/accounts/:account_id/subscription')
@Tagged('Subscriptions')
export class SubscriptionController {
  constructor(
    private readonly commands: CommandBus,
    private readonly previews: PreviewSubscription,
    private readonly reads: ReadAccountSubscription,
    private readonly cards: SubscriptionCard,
  ) {}

  @Post()
  @Allow('accounts:write', { widget: 'plan:change', staff: 'plans:write' })
  @Answers({
    id: 'changeSubscription',
    summary: 'Subscribes, or changes what was subscribed to',
    description:
      'Subscribing leads to a checkout page; `cancel` and `withdraw` are about the end of the ' +
      'period, and the last word wins. An `upgrade` charges the full price for the full bundle and ' +
      'begins a new period; until it is paid, nothing changes (`pending`), and what is not paid in ' +
      'time is dropped. A `downgrade` waits for the end of the period. People of staff downgrade, ' +
      'cancel and withdraw only (`plans:write`): they charge no cards. While an account is ' +
      'subscribed, another `subscribe` is 409 `subscription_active`.',
    answer: SubscriptionWritten,
    headers: { 'Idempotency-Hit': '`true` if the same key was answered before.' },
    problems: [409, 501],
  })
  change(
    @Param('account_id', ID) accountId: string,
    @Body({ schema: SubscriptionBody }) body: SubscriptionBody,
    @IdempotencyKey() key: IdempotencyKey,
    @Caller() caller: Caller,
    @AnswerOf() answerOf: AnswerOf,
  ): Promise<SubscriptionWritten> {
    checkReturnUrl(body.return_url, caller);
    return answerOf(this.commands.execute(new ChangeSubscription(accountId, body, key, caller)));
  }

  @Post('preview')
  @Allow('accounts:read', { widget: 'plan:change' })
  @Answers({
    id: 'previewSubscription',
    summary: 'What a change of a subscription would come to',
    description:
      'Charges and changes nothing, and is refused as the request itself would be. What an upgrade ' +
      'costs is Stripe’s own computation.',
    answer: SubscriptionPreview,
    problems: [409, 501],
  })
  preview(
    @Param('account_id', ID) accountId: string,
    @Body({ schema: SubscriptionPreviewBody }) body: SubscriptionPreviewBody,
    @Caller() caller: Caller,
  ): Promise<SubscriptionPreview> {
    return this.previews.of(accountId, body, caller);
  }

  @Post('portal')
  @Allow('accounts:write', { widget: 'plan:change', keysOnly: true })
  @Answers({
    id: 'openPortal',
    summary: 'A link into Stripe’s customer portal: card, invoices, cancelling',
    description:
      'For the buyer, at once: the link expires when nobody follows it within five minutes. In the ' +
      'portal they replace the card, see invoices, cancel at the end of the period and take that ' +
      'back; plans are changed here. Each call makes a new link. 409 `not_subscribed`: Stripe has no ' +
      'customer for the account.',
    status: 201,
    answer: PortalAnswer,
    problems: [409, 501],
  })
  portal(
    @Param('account_id', ID) accountId: string,
    @Body({ schema: PortalBody }) body: PortalBody,
    @Caller() caller: Caller,
  ): Promise<PortalAnswer> {
    checkReturnUrl(body.return_url, caller);
    return this.commands.execute(new OpenPortal(accountId, body.return_url));
  }

  @Get()
  @Allow('accounts:read', { widget: 'plan:change' })
  @Answers({
    id: 'getSubscription',
    summary: 'What an account has subscribed to, with its last invoices',
    answer: AccountSubscription,
  })
  get(@Param('account_id', ID) accountId: string): Promise<z.input<typeof AccountSubscription>> {
    return this.reads.of(accountId);
  }

  @Get('card')
  @Allow('accounts:read', { widget: 'plan:change' })
  @Answers({
    id: 'getSubscriptionCard',
    summary: 'The card that is charged for a subscription',
    description:
      'As Stripe has it now: the subscription’s own, or else the default of its customer. Automatic ' +
      'top-ups may charge another. Null: there is no subscription that goes on, or no card.',
    answer: SubscriptionCardAnswer,
    problems: [501],
  })
  card(@Param('account_id', ID) accountId: string): Promise<SubscriptionCardAnswer> {
    return this.cards.of(accountId);
  }
}
