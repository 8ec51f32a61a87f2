import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { MintWidgetTokenHandler } from './mint-widget-token.js';
import { RevokeWidgetTokensHandler } from './revoke-widget-tokens.js';
import { RotateWidgetKeyHandler } from './rotate-widget-key.js';
import { SigningKeys } from './signing-keys.js';
import { WidgetTokensController } from './widget-tokens.controller.js';
import { WidgetTokens } from './widget-tokens.js';

/** Tokens that open an account to a widget. */
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
