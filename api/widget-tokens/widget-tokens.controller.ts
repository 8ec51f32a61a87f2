import { Body, Controller, Delete, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Allow } from '../auth/allow.js';
import { Answers, Tagged } from '../openapi/answers.js';
import { AccountId } from '../shapes/ids.js';
import { MINUTE_MS } from '../../domain/instant.js';
import { MintWidgetToken, WidgetTokenAnswer, WidgetTokenBody } from './mint-widget-token.js';
import { RevokeWidgetTokens } from './revoke-widget-tokens.js';
import { RotateWidgetKey, WidgetKeyAnswer, WidgetKeyRotation } from './rotate-widget-key.js';

const ID = { schema: AccountId };

@Controller('v1')
@Tagged('Widget tokens')
export class WidgetTokensController {
  constructor(private readonly commands: CommandBus) {}

  @Post('accounts/:account_id/widget-tokens')
  @Allow('accounts:write', { keysOnly: true })
  @Answers({
    id: 'createWidgetToken',
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
  @Allow('accounts:write', { keysOnly: true })
  @Answers({
    id: 'revokeWidgetTokens',
    summary: 'Ends all tokens of an account that were made before now, everywhere within a second',
    status: 204,
  })
  async revoke(@Param('account_id', ID) accountId: string): Promise<void> {
    await this.commands.execute(new RevokeWidgetTokens(accountId));
  }

  @Post('widget-tokens/rotate-key')
  @Allow('ops:write')
  @Answers({
    id: 'rotateWidgetKey',
    summary: 'Has another key sign the tokens of widgets',
    description:
      'A key is followed by another every 30 days by itself. Tokens that the keys before it have ' +
      'signed are good for `overlap_minutes` more; with 0 they end, everywhere within a second.',
    answer: WidgetKeyAnswer,
  })
  rotate(@Body({ schema: WidgetKeyRotation }) body: WidgetKeyRotation): Promise<WidgetKeyAnswer> {
    return this.commands.execute(new RotateWidgetKey(body.overlap_minutes * MINUTE_MS));
  }

  @Delete('widget-tokens')
  @Allow('ops:write')
  @Answers({
    id: 'revokeAllWidgetTokens',
    summary: 'Ends the tokens of all accounts that were made before now',
    status: 204,
  })
  async revokeAll(): Promise<void> {
    await this.commands.execute(new RevokeWidgetTokens(undefined));
  }
}
