import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { ApiKeysModule } from '../api-keys/api-keys.module.js';
import { BalanceModule } from '../balance/balance.module.js';
import { StaffModule } from '../staff/staff.module.js';
import { WidgetTokensModule } from '../widget-tokens/widget-tokens.module.js';
import { BalanceStreamController } from './balance-stream.controller.js';
import { BalanceStreams } from './balance-streams.js';
import { Credentials } from './credentials.js';

/** Live balances as server-sent events. */
@Module({
  imports: [AccountsModule, ApiKeysModule, BalanceModule, StaffModule, WidgetTokensModule],
  controllers: [BalanceStreamController],
  providers: [BalanceStreams, Credentials],
  exports: [BalanceStreams],
})
export class BalanceStreamModule {}
