import { Body, Controller, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { Allow } from '../auth/allow.js';
import { Answers } from '../openapi/answers.js';
import { IdempotencyKey } from '../http/idempotency.js';
import { BuyPack, PackPurchaseBody } from './buy-pack.js';
import { AccountId } from '../shapes/ids.js';

const PackPurchaseAnswer = z
  .object({
    purchase_id: z.string(),
    checkout_url: z.string().meta({ description: 'Where the buyer pays.' }),
  })
  .meta({ id: 'PackPurchase' });

@Controller('v1/accounts/:account_id/pack-purchases')
export class PackPurchasesController {
  constructor(private readonly buyPack: BuyPack) {}

  @Post()
  @Allow('accounts:write', { widget: 'checkout:create' })
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
    // Demanded already, so that no buyer has to change when payments come.
    @IdempotencyKey() _key: IdempotencyKey,
  ): Promise<z.output<typeof PackPurchaseAnswer>> {
    return this.buyPack.execute(accountId, body);
  }
}
