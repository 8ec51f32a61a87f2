import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { Search } from './search.js';
import { SearchController } from './search.controller.js';

/** Search for accounts, tickets, and ids. */
@Module({
  imports: [AccountsModule],
  controllers: [SearchController],
  providers: [Search],
})
export class SearchModule {}
