import { Controller, Get, Query } from '@nestjs/common';
import { Allow } from '../auth/allow.js';
import { Caller } from '../auth/caller.js';
import { Answers, Tagged } from '../openapi/answers.js';
import { Search, SearchAnswer, SearchQuery } from './search.js';

@Controller('v1/search')
@Tagged('Accounts')
export class SearchController {
  constructor(private readonly search: Search) {}

  @Get()
  @Allow('accounts:read')
  @Answers({
    id: 'searchAccounts',
    summary: 'Finds accounts, tickets, and whatever an id names',
    description:
      'By an account id or how it begins, by a whole e-mail address, by how a name begins, by a ' +
      'ticket, or by any id of an account (`dbt_ hld_ lot_ adj_ rfd_ apr_`). At most 10 of each kind.',
    answer: SearchAnswer,
  })
  find(
    @Query({ schema: SearchQuery }) query: SearchQuery,
    @Caller() caller: Caller,
  ): Promise<SearchAnswer> {
    return this.search.find(query, caller);
  }
}
