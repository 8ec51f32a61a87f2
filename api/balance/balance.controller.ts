import { Controller, Get, Param, Query, type StreamableFile } from '@nestjs/common';
import type { z } from 'zod';
import { Allow } from '../auth/allow.js';
import { Caller } from '../auth/caller.js';
import { ALSO_CSV, pageOrCsv, CsvExport } from '../exports/csv-export.js';
import { ReadPosition } from '../http/read-position.js';
import { Answers, Tagged } from '../openapi/answers.js';
import { ExplainAnswer, ExplainBalance, ExplainQuery } from './explain-balance.js';
import { BalanceAnswer, BalanceQuery, GetBalance } from './get-balance.js';
import { GetLedger, LedgerAnswer, LedgerQuery } from './get-ledger.js';
import { LEDGER_COLUMNS } from './ledger-columns.js';
import { LOT_COLUMNS } from './lot-columns.js';
import { GetLots, LotsAnswer, LotsQuery } from './get-lots.js';
import { AccountId } from '../shapes/ids.js';

const ID = { schema: AccountId };

@Controller('v1/accounts/:account_id')
@Tagged('Balance')
export class BalanceController {
  constructor(
    private readonly getBalance: GetBalance,
    private readonly getLots: GetLots,
    private readonly getLedger: GetLedger,
    private readonly explainBalance: ExplainBalance,
    private readonly readPosition: ReadPosition,
  ) {}

  @Get('balance')
  @Allow('accounts:read', { widget: 'balance:read' })
  @Answers({
    id: 'getBalance',
    summary: 'The balance now, or as two clocks say',
    description:
      'With `as_of` or `known_at` there are no lots: `level`, `plan` and what else is of now are ' +
      'null then.',
    answer: BalanceAnswer,
  })
  balance(
    @Param('account_id', ID) accountId: string,
    @Query({ schema: BalanceQuery }) query: BalanceQuery,
  ): Promise<BalanceAnswer> {
    return this.getBalance.of(accountId, query);
  }

  @Get('lots')
  @Allow('accounts:read', { widget: 'balance:read' })
  @Answers({
    id: 'listLots',
    summary: 'Lots in the order of consumption',
    description: ALSO_CSV,
    answer: LotsAnswer,
  })
  lots(
    @Param('account_id', ID) accountId: string,
    @Query({ schema: LotsQuery }) query: LotsQuery,
    @Caller() caller: Caller,
    @CsvExport() csv: CsvExport | undefined,
  ): Promise<z.output<typeof LotsAnswer> | StreamableFile> {
    return pageOrCsv(csv, query, (asked) => this.getLots.of(accountId, asked, caller), {
      name: 'lots',
      subject: 'account',
      columns: LOT_COLUMNS,
      position: () => this.readPosition.of('lots'),
    });
  }

  @Get('ledger')
  @Allow('accounts:read', { widget: 'history:read' })
  @Answers({
    id: 'listLedger',
    summary: 'Every event that moved credits, newest first',
    description: ALSO_CSV,
    answer: LedgerAnswer,
  })
  ledger(
    @Param('account_id', ID) accountId: string,
    @Query({ schema: LedgerQuery }) query: LedgerQuery,
    @Caller() caller: Caller,
    @CsvExport() csv: CsvExport | undefined,
  ): Promise<z.output<typeof LedgerAnswer> | StreamableFile> {
    return pageOrCsv(csv, query, (asked) => this.getLedger.of(accountId, asked, caller), {
      name: 'ledger',
      subject: 'account',
      columns: LEDGER_COLUMNS,
      position: () => this.readPosition.of('ledger_entries'),
    });
  }

  @Get('explain')
  @Allow('accounts:read')
  @Answers({
    id: 'explainBalance',
    summary: 'How the balance came about between two instants',
    description: 'opening + lines = closing. Each line opens to its entries by `entries_url`.',
    answer: ExplainAnswer,
  })
  explain(
    @Param('account_id', ID) accountId: string,
    @Query({ schema: ExplainQuery }) query: ExplainQuery,
  ): Promise<ExplainAnswer> {
    return this.explainBalance.of(accountId, query);
  }
}
