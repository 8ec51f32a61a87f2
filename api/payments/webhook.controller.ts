import { Controller, Headers, HttpCode, Post, RawBody } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '../auth/allow.js';
import { TakeWebhook } from './inbox/inbox.js';

/** Stripe's own events are far smaller. */
const WEBHOOK_LIMIT_BYTES = 4 * 1_048_576;

/** Called by Stripe, whose signature over the bytes is all that opens it. */
@ApiExcludeController()
@Controller('webhooks/stripe')
export class StripeWebhookController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @Public({ bodyLimitBytes: WEBHOOK_LIMIT_BYTES })
  @HttpCode(200)
  async take(
    @RawBody() bytes: Buffer,
    @Headers('stripe-signature') signature?: string,
  ): Promise<{ received: true }> {
    await this.commands.execute(new TakeWebhook(bytes, signature));
    return { received: true };
  }
}
