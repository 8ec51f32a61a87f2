import { Body, Controller, Get, Param, Post, Query, type StreamableFile } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { z } from 'zod';
import { Allow } from '../auth/allow.js';
import { ALSO_CSV, pageOrCsv, CsvExport } from '../exports/csv-export.js';
import { ReadPosition } from '../http/read-position.js';
import { Answers, Tagged } from '../openapi/answers.js';
import { Caller } from '../auth/caller.js';
import { AnswerOf, IdempotencyKey } from '../http/idempotency.js';
import { ACCOUNT_COLUMNS } from './columns.js';
import { GetAccount } from './get-account.js';
import { AccountsAnswer, AccountsQuery, ListAccounts } from './list-accounts.js';
import { OpenAccount, OpenAccountBody } from './open-account.js';
import { AccountAnswer } from './present-account.js';
import { freshnessQuery } from './schemas.js';
import { AccountId } from '../shapes/ids.js';
import { knownAtQuery } from '../shapes/known-at.js';

const ID = { schema: AccountId };

const AccountQuery = z.strictObject({ ...freshnessQuery, ...knownAtQuery });
type AccountQuery = z.output<typeof AccountQuery>;

@Controller('v1/accounts')
@Tagged('Accounts')
export class AccountsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly listAccounts: ListAccounts,
    private readonly getAccount: GetAccount,
    private readonly readPosition: ReadPosition,
  ) {}

  @Post()
  @Allow('accounts:write', { keysOnly: true })
  @Answers({
    id: 'openAccount',
    summary: 'Opens an account',
    status: 201,
    answer: AccountAnswer,
  })
  open(
    @Body({ schema: OpenAccountBody }) body: OpenAccountBody,
    @IdempotencyKey() key: IdempotencyKey,
    @Caller() caller: Caller,
    @AnswerOf() answerOf: AnswerOf,
  ): Promise<AccountAnswer> {
    return answerOf(this.commands.execute(new OpenAccount(body, key, caller)));
  }

  @Get()
  @Allow('accounts:read')
  @Answers({
    id: 'listAccounts',
    summary: 'All accounts, newest first',
    description: ALSO_CSV,
    answer: AccountsAnswer,
  })
  list(
    @Query({ schema: AccountsQuery }) query: AccountsQuery,
    @Caller() caller: Caller,
    @CsvExport() csv: CsvExport | undefined,
  ): Promise<z.input<typeof AccountsAnswer> | StreamableFile> {
    return pageOrCsv(csv, query, (asked) => this.listAccounts.execute(asked, caller), {
      name: 'accounts',
      subject: 'accounts',
      columns: ACCOUNT_COLUMNS,
      position: () => this.readPosition.of('accounts', 'balances'),
    });
  }

  @Get(':account_id')
  @Allow('accounts:read')
  @Answers({
    id: 'getAccount',
    summary: 'One account, now or as it had been recorded by a moment',
    description: 'Name, e-mail and metadata are those of now; what they were is not kept.',
    answer: AccountAnswer,
  })
  get(
    @Param('account_id', ID) accountId: string,
    @Query({ schema: AccountQuery }) query: AccountQuery,
    @Caller() caller: Caller,
  ): Promise<AccountAnswer> {
    const { known_at: knownAt, min_position: minPosition } = query;
    return knownAt
      ? this.getAccount.at(accountId, knownAt, caller)
      : this.getAccount.of(accountId, minPosition, caller);
  }
}
