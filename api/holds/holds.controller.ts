import { Body, Controller, Get, Param, Post, Query, type StreamableFile } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { z } from 'zod';
import { freshnessQuery, FreshQuery, ReasonIfAnyBody } from '../accounts/schemas.js';
import { Allow } from '../auth/allow.js';
import { ALSO_CSV, pageOrCsv, CsvExport } from '../exports/csv-export.js';
import { Answers, Tagged } from '../openapi/answers.js';
import { Caller } from '../auth/caller.js';
import { MoneyChecks } from '../money/money-checks.js';
import { MoneyPreview } from '../money/money-preview.js';
import { knownAtQuery } from '../shapes/known-at.js';
import { pageQuery } from '../shapes/cursor.js';
import { AnswerOf, IdempotencyKey } from '../http/idempotency.js';
import { ExtendBody, HoldBody, SettleBody } from './bodies.js';
import { ExtendHold } from './extend-hold.js';
import { HOLD_COLUMNS } from './hold-columns.js';
import { PlaceHold } from './place-hold.js';
import { ExtendAnswer, HoldAnswer, ReleaseAnswer, SettleAnswer } from './present-hold.js';
import { HoldDetails, HoldsAnswer, ReadHolds } from './read-holds.js';
import { ReleaseBody, ReleaseHold } from './release-hold.js';
import { SettleHold } from './settle-hold.js';
import { AccountId, HoldId } from '../shapes/ids.js';

const ID = { schema: AccountId };
const HOLD = { schema: HoldId };

const ListQuery = z.strictObject({ ...pageQuery, ...freshnessQuery, ...knownAtQuery });
type ListQuery = z.output<typeof ListQuery>;

@Controller('v1/accounts/:account_id/holds')
@Tagged('Holds')
export class HoldsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly readHolds: ReadHolds,
    private readonly checks: MoneyChecks,
  ) {}

  @Post()
  @Allow('usage:write')
  @Answers({
    id: 'placeHold',
    summary: 'Reserves credits for something whose cost is known once it is done',
    description:
      'Either `credits`, or `model` and `usage_estimate`, or an `action` that has a price. Nobody ' +
      'else can spend what is reserved until the hold is settled or released, or expires.',
    status: 201,
    answer: HoldAnswer,
    problems: [402],
  })
  place(
    @Param('account_id', ID) accountId: string,
    @Body({ schema: HoldBody }) body: HoldBody,
    @IdempotencyKey() key: IdempotencyKey,
    @Caller() caller: Caller,
    @AnswerOf() answerOf: AnswerOf,
  ): Promise<HoldAnswer> {
    return answerOf(this.commands.execute(new PlaceHold(accountId, body, key, caller)));
  }

  @Post(':hold_id/extend')
  @Allow('usage:write')
  @Answers({
    id: 'extendHold',
    summary: 'Reserves more, or for longer, while the work goes on',
    description: 'Until 24 hours after it was placed at the latest. Refused, it stays as it was.',
    answer: ExtendAnswer,
    problems: [402],
  })
  extend(
    @Param('account_id', ID) accountId: string,
    @Param('hold_id', HOLD) holdId: string,
    @Body({ schema: ExtendBody }) body: ExtendBody,
    @IdempotencyKey() key: IdempotencyKey,
    @Caller() caller: Caller,
    @AnswerOf() answerOf: AnswerOf,
  ): Promise<ExtendAnswer> {
    return answerOf(this.commands.execute(new ExtendHold(accountId, holdId, body, key, caller)));
  }

  @Post(':hold_id/settle')
  @Allow('usage:write')
  @Answers({
    id: 'settleHold',
    summary: 'Charges what it came to, and gives back the rest',
    description:
      'Usage is priced by the rate that the hold keeps. What is beyond the available credits ' +
      'becomes debt. An expired hold is settled all the same; one that was settled or released ' +
      'is 409. A settle is a debit: it can be refunded by its `debit_id`. Usage that the rate has no ' +
      'price for is 422 `unpriced_usage` and leaves the hold as it was: settle it by `credits`.',
    answer: SettleAnswer,
  })
  settle(
    @Param('account_id', ID) accountId: string,
    @Param('hold_id', HOLD) holdId: string,
    @Body({ schema: SettleBody }) body: SettleBody,
    @IdempotencyKey() key: IdempotencyKey,
    @Caller() caller: Caller,
    @AnswerOf() answerOf: AnswerOf,
  ): Promise<SettleAnswer> {
    return answerOf(this.commands.execute(new SettleHold(accountId, holdId, body, key, caller)));
  }

  @Post(':hold_id/release')
  @Allow('holds:release', { requests: ['release'] })
  @Answers({
    id: 'releaseHold',
    summary: 'Lets go of what was reserved: nothing came of it',
    answer: ReleaseAnswer,
  })
  release(
    @Param('account_id', ID) accountId: string,
    @Param('hold_id', HOLD) holdId: string,
    @Body({ schema: ReleaseBody }) body: ReleaseBody,
    @IdempotencyKey() key: IdempotencyKey,
    @Caller() caller: Caller,
    @AnswerOf() answerOf: AnswerOf,
  ): Promise<ReleaseAnswer> {
    return answerOf(this.commands.execute(new ReleaseHold(accountId, holdId, body, key, caller)));
  }

  @Post(':hold_id/release/preview')
  @Allow('accounts:read')
  @Answers({
    id: 'previewRelease',
    summary: 'What a release would give back, and to which lots',
    answer: MoneyPreview,
    problems: [409],
  })
  previewRelease(
    @Param('account_id', ID) accountId: string,
    @Param('hold_id', HOLD) holdId: string,
    @Body({ schema: ReasonIfAnyBody }) _body: ReasonIfAnyBody,
    @Caller() caller: Caller,
  ): Promise<MoneyPreview> {
    return this.checks.preview({ accountId, command: { type: 'ReleaseHold', holdId } }, caller);
  }

  @Get()
  @Allow('usage:read')
  @Answers({
    id: 'listHolds',
    summary: 'Open holds, oldest first',
    description: ALSO_CSV,
    answer: HoldsAnswer,
  })
  list(
    @Param('account_id', ID) accountId: string,
    // Reads the log itself, which is always current.
    @Query({ schema: ListQuery }) query: ListQuery,
    @CsvExport() csv: CsvExport | undefined,
  ): Promise<z.input<typeof HoldsAnswer> | StreamableFile> {
    const read = (asked: typeof query) => this.readHolds.open(accountId, asked, asked.known_at);
    return pageOrCsv(csv, query, read, {
      name: 'holds',
      subject: 'account',
      columns: HOLD_COLUMNS,
    });
  }

  @Get(':hold_id')
  @Allow('usage:read')
  @Answers({
    id: 'getHold',
    summary: 'One hold and what has happened to it',
    answer: HoldDetails,
  })
  get(
    @Param('account_id', ID) accountId: string,
    @Param('hold_id', HOLD) holdId: string,
    @Query({ schema: FreshQuery }) _query: z.output<typeof FreshQuery>,
  ): Promise<HoldDetails> {
    return this.readHolds.one(accountId, holdId);
  }
}
