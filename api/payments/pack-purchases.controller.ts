import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { z } from 'zod';
import { Allow } from '../auth/allow.js';
import { Caller } from '../auth/caller.js';
import { AnswerOf, IdempotencyKey } from '../http/idempotency.js';
import { Answers, Tagged } from '../openapi/answers.js';
import { pageQuery, type Page } from '../shapes/cursor.js';
import { AccountId } from '../shapes/ids.js';
import { PurchaseId } from './records/ids.js';
import { BuyPack, PackPurchaseAnswer, PackPurchaseBody } from './purchases/buy-pack.js';
import { PurchaseAnswer, PurchasesAnswer, ReadPurchases } from './purchases/read-purchases.js';
import { checkReturnUrl } from './purchases/return-url.js';
import { seenBy } from './purchases/seen-by.js';

const PurchasesQuery = z.strictObject({ ...pageQuery });
type PurchasesQuery = z.output<typeof PurchasesQuery>;

const WHO_SEES =
  "The payment's id, fee, net and receipt are null for callers without `payments:read`; a widget " +
  'token has the receipt.';

@Controller('v1/accounts/:account_id/pack-purchases')
@Tagged('Purchases')
export class PackPurchasesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly purchases: ReadPurchases,
  ) {}

  @Post()
  @Allow('accounts:write', { widget: 'checkout:create', keysOnly: true })
  @Answers({
    id: 'createPackPurchase',
    summary: 'Begins the purchase of a pack',
    description:
      'The browser names a pack, or an amount for a custom one; the price is ours. While a checkout ' +
      'page of the same account, pack and amount can be paid for another half hour, it is answered ' +
      'again, whatever the key. The same key answers the same, with one exception: once the page has expired, the ' +
      'purchase gets another `checkout_url`. Where payments are not set up the answer is 501 ' +
      '`payments_not_set_up`, and nothing is charged; where Stripe refuses the checkout page it is ' +
      '409 `checkout_refused`, and the same key tries again.',
    status: 201,
    answer: PackPurchaseAnswer,
    headers: { 'Idempotency-Hit': '`true` if the same key was answered before.' },
    problems: [409, 501],
  })
  buy(
    @Param('account_id', { schema: AccountId }) accountId: string,
    @Body({ schema: PackPurchaseBody }) body: PackPurchaseBody,
    @IdempotencyKey() key: IdempotencyKey,
    @Caller() caller: Caller,
    @AnswerOf() answerOf: AnswerOf,
  ): Promise<PackPurchaseAnswer> {
    checkReturnUrl(body.return_url, caller);
    return answerOf(this.commands.execute(new BuyPack(accountId, body, key)));
  }

  @Get()
  @Allow('accounts:read', { widget: 'checkout:create' })
  @Answers({
    id: 'listPackPurchases',
    summary: 'Packs that an account has bought or begun to buy, newest first',
    description: WHO_SEES,
    answer: PurchasesAnswer,
  })
  async list(
    @Param('account_id', { schema: AccountId }) accountId: string,
    @Query({ schema: PurchasesQuery }) query: PurchasesQuery,
    @Caller() caller: Caller,
  ): Promise<Page<PurchaseAnswer>> {
    const listed = await this.purchases.list(accountId, query);
    return { ...listed, data: listed.data.map((purchase) => seenBy(caller, purchase)) };
  }

  @Get(':purchase_id')
  @Allow('accounts:read', { widget: 'checkout:create' })
  @Answers({
    id: 'getPackPurchase',
    summary: 'How one purchase stands',
    description: WHO_SEES,
    answer: PurchaseAnswer,
  })
  async get(
    @Param('account_id', { schema: AccountId }) accountId: string,
    @Param('purchase_id', { schema: PurchaseId }) purchaseId: string,
    @Caller() caller: Caller,
  ): Promise<PurchaseAnswer> {
    return seenBy(caller, await this.purchases.one(accountId, purchaseId));
  }
}
