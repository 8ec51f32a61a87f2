import { Controller, Get, Param, Query } from '@nestjs/common';
import { Allow } from '../auth/allow.js';
import { Answers, Tagged } from '../openapi/answers.js';
import { EstimatesAnswer, EstimatesQuery, GetEstimates } from './get-estimates.js';
import { AccountId } from '../shapes/ids.js';

@Controller('v1/accounts/:account_id/estimates')
@Tagged('Models')
export class EstimatesController {
  constructor(private readonly getEstimates: GetEstimates) {}

  @Get()
  @Allow('usage:read', { widget: 'models:read' })
  @Answers({
    id: 'listEstimates',
    summary: 'What one more message like the last ones would cost, model by model',
    description: 'By the mean usage of the last ten messages that named a model and what it used.',
    answer: EstimatesAnswer,
  })
  estimates(
    @Param('account_id', { schema: AccountId }) accountId: string,
    @Query({ schema: EstimatesQuery }) query: EstimatesQuery,
  ): Promise<EstimatesAnswer> {
    return this.getEstimates.of(accountId, query);
  }
}
