import { Body, Controller, Delete, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Allow } from '../http/allow.js';
import { Answers } from '../http/answers.js';
import { AccountId } from '../http/ids.js';
import { MintWidgetToken, WidgetTokenAnswer, WidgetTokenBody } from './mint-widget-token.js';
import { RevokeWidgetTokens } from './revoke-widget-tokens.js';

const tag = 'Widget tokens';
const ID = { schema: AccountId };

@Controller('v1')
export class WidgetTokensController {
  constructor(private readonly commands: CommandBus) {}

  @Post('accounts/:account_id/widget-tokens')
  @Allow('accounts:write')
  @Answers({
    id: 'createWidgetToken',
    tag,
    summary: 'Makes a token with which the widget of one account speaks to this API',
    description: 'For your backend, which hands it to the page. Good for 15 minutes at most.',
    status: 201,
    answer: WidgetTokenAnswer,
    problems: [409],
  })
  mint(
    @Param('account_id', ID) accountId: string,
    @Body({ schema: WidgetTokenBody }) body: WidgetTokenBody,
  ): Promise<WidgetTokenAnswer> {
    return this.commands.execute(new MintWidgetToken(accountId, body));
  }

  @Delete('accounts/:account_id/widget-tokens')
  @Allow('accounts:write')
  @Answers({
    id: 'revokeWidgetTokens',
    tag,
    summary: 'Ends all tokens of an account that were made before now, everywhere within a second',
    status: 204,
  })
  async revoke(@Param('account_id', ID) accountId: string): Promise<void> {
    await this.commands.execute(new RevokeWidgetTokens(accountId));
  }

  @Delete('widget-tokens')
  @Allow('ops:write')
  @Answers({
    id: 'revokeAllWidgetTokens',
    tag,
    summary: 'Ends the tokens of all accounts that were made before now',
    status: 204,
  })
  async revokeAll(): Promise<void> {
    await this.commands.execute(new RevokeWidgetTokens(undefined));
  }
}
