import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { Search } from './search.js';
import { SearchController } from './search.controller.js';

/** One search for accounts, tickets, and everything that an id names. */
@Module({
  imports: [AccountsModule],
  controllers: [SearchController],
  providers: [Search],
})
export class SearchModule {}
