import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { MintWidgetTokenHandler } from './mint-widget-token.js';
import { RevokeWidgetTokensHandler } from './revoke-widget-tokens.js';
import { RotateWidgetKeyHandler } from './rotate-widget-key.js';
import { SigningKeys } from './signing-keys.js';
import { WidgetTokensController } from './widget-tokens.controller.js';
import { WidgetTokens } from './widget-tokens.js';

/** Tokens that give a widget access to one account. */
@Module({
  imports: [AccountsModule],
  controllers: [WidgetTokensController],
  providers: [
    SigningKeys,
    WidgetTokens,
    MintWidgetTokenHandler,
    RevokeWidgetTokensHandler,
    RotateWidgetKeyHandler,
  ],
  exports: [SigningKeys, WidgetTokens],
})
export class WidgetTokensModule {}
