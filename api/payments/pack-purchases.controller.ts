import { Body, Controller, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Allow } from '../auth/allow.js';
import { Answers } from '../openapi/answers.js';
import { IdempotencyKey } from '../http/idempotency.js';
import { BuyPack, PackPurchaseAnswer, PackPurchaseBody } from './buy-pack.js';
import { AccountId } from '../shapes/ids.js';

@Controller('v1/accounts/:account_id/pack-purchases')
export class PackPurchasesController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @Allow('accounts:write', { widget: 'checkout:create', keysOnly: true })
  @Answers({
    id: 'createPackPurchase',
    tag: 'Purchases',
    summary: 'Begins the purchase of a pack',
    description:
      'The browser names a pack, or an amount for a custom one; the price is ours. Until payments ' +
      'are set up the answer is 501 `payments_not_set_up`, and nothing is charged.',
    status: 201,
    answer: PackPurchaseAnswer,
    problems: [501],
  })
  buy(
    @Param('account_id', { schema: AccountId }) accountId: string,
    @Body({ schema: PackPurchaseBody }) body: PackPurchaseBody,
    // Already required, so that callers need not change when payments come.
    @IdempotencyKey() _key: IdempotencyKey,
  ): Promise<PackPurchaseAnswer> {
    return this.commands.execute(new BuyPack(accountId, body));
  }
}
