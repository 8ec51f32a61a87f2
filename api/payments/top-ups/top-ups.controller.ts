import {
  Body,
  Controller,
  Get,
  Param,
  Post,
  Put,
  Query,
  type StreamableFile,
} from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { z } from 'zod';
import { ReasonIfAnyBody } from '../../accounts/schemas.js';
import { Allow } from '../../auth/allow.js';
import { Caller } from '../../auth/caller.js';
import { subjectOf, ALSO_CSV, pageOrCsv, CsvExport } from '../../exports/csv-export.js';
import { AnswerOf, IdempotencyKey, OptionalIdempotencyKey } from '../../http/idempotency.js';
import { Answers, Tagged } from '../../openapi/answers.js';
import { AccountId } from '../../shapes/ids.js';
import { checkReturnUrl } from '../purchases/return-url.js';
import { TOP_UP_COLUMNS } from './attempt-columns.js';
import { BeginCard, BegunCard, CardAnswer, CardBody, TopUpCards } from './card.js';
import { AutoTopUpBody, AutoTopUpWritten, ConfigureTopUps } from './configure.js';
import { ReadAttempts, TopUpsAnswer, TopUpsQuery } from './read-attempts.js';
import { AutoTopUpAnswer, ReadTopUp } from './read-top-up.js';
import { TurnedOff, TurnOffTopUps } from './turn-off.js';

const ID = { schema: AccountId };
const widget = 'autotopup:write' as const;

@Controller('v1/accounts/:account_id/auto-top-up')
@Tagged('Top-ups')
export class AutoTopUpController {
  constructor(
    private readonly commands: CommandBus,
    private readonly reading: ReadTopUp,
    private readonly cards: TopUpCards,
  ) {}

  @Get()
  @Allow('accounts:read', { widget })
  @Answers({
    id: 'getAutoTopUp',
    summary: 'Consent, what the month has charged, and how the last attempt went',
    answer: AutoTopUpAnswer,
  })
  get(@Param('account_id', ID) accountId: string): Promise<AutoTopUpAnswer> {
    return this.reading.of(accountId);
  }

  @Put()
  @Allow('accounts:write', { widget, keysOnly: true })
  @Answers({
    id: 'putAutoTopUp',
    summary: 'Consents to automatic top-ups, or to other terms of them',
    description:
      'The price and the credits are those of the pack now, and stay so for this consent. The words ' +
      'that were shown are kept in the log. Without them the answer is 409 `consent_required`; ' +
      'without a saved card it is 409 `card_required`, and 501 `payments_not_set_up` where nothing ' +
      'is sold.',
    answer: AutoTopUpWritten,
    headers: { 'Idempotency-Hit': '`true` if the same key was answered before.' },
    problems: [409, 501],
  })
  put(
    @Param('account_id', ID) accountId: string,
    @Body({ schema: AutoTopUpBody }) body: AutoTopUpBody,
    @IdempotencyKey() key: IdempotencyKey,
    @Caller() caller: Caller,
    @AnswerOf() answerOf: AnswerOf,
  ): Promise<AutoTopUpWritten> {
    return answerOf(this.commands.execute(new ConfigureTopUps(accountId, body, key, caller)));
  }

  @Post('turn-off')
  @Allow('accounts:write', { widget })
  @Answers({
    id: 'turnOffAutoTopUp',
    summary: 'Takes the consent back',
    description: 'An attempt that is under way still ends; none is begun any more.',
    answer: TurnedOff,
  })
  turnOff(
    @Param('account_id', ID) accountId: string,
    @Body({ schema: ReasonIfAnyBody }) body: ReasonIfAnyBody,
    @OptionalIdempotencyKey() key: OptionalIdempotencyKey,
    @Caller() caller: Caller,
    @AnswerOf() answerOf: AnswerOf,
  ): Promise<TurnedOff> {
    return answerOf(this.commands.execute(new TurnOffTopUps(accountId, body, key, caller)));
  }

  @Get('card')
  @Allow('accounts:read', { widget })
  @Answers({
    id: 'getTopUpCard',
    summary: 'The saved card that a top-up would charge',
    description:
      'As Stripe has it now: the default of its customer, or the one saved last. A subscription ' +
      'may have a card of its own.',
    answer: CardAnswer,
    problems: [501],
  })
  card(@Param('account_id', ID) accountId: string): Promise<CardAnswer> {
    return this.cards.of(accountId);
  }

  @Post('card')
  @Allow('accounts:write', { widget, keysOnly: true })
  @Answers({
    id: 'saveTopUpCard',
    summary: 'Begins to save a card: the page on which its owner enters it',
    description:
      'Nothing is charged there. The card is charged from then on, also instead of an earlier one.',
    status: 201,
    answer: BegunCard,
    problems: [409, 501],
  })
  async saveCard(
    @Param('account_id', ID) accountId: string,
    @Body({ schema: CardBody }) body: CardBody,
    @Caller() caller: Caller,
  ): Promise<BegunCard> {
    checkReturnUrl(body.return_url, caller);
    return this.commands.execute(new BeginCard(accountId, body.return_url));
  }
}

/** Attempts of all accounts. */
@Controller('v1/top-ups')
@Tagged('Top-ups')
export class TopUpsController {
  constructor(private readonly attempts: ReadAttempts) {}

  @Get()
  @Allow('payments:read')
  @Answers({
    id: 'listTopUps',
    summary: 'Attempts of automatic top-ups, newest first',
    description: ALSO_CSV,
    answer: TopUpsAnswer,
  })
  async list(
    @Query({ schema: TopUpsQuery }) query: TopUpsQuery,
    @CsvExport() csv: CsvExport | undefined,
  ): Promise<z.input<typeof TopUpsAnswer> | StreamableFile> {
    return pageOrCsv(csv, query, (asked) => this.attempts.list(asked), {
      name: 'top-ups',
      subject: subjectOf(query),
      columns: TOP_UP_COLUMNS,
    });
  }
}
