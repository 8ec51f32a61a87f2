import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { FreshQuery } from '../accounts/schemas.js';
import { Allow } from '../auth/allow.js';
import { Answers, Tagged } from '../openapi/answers.js';
import { AccountId } from '../shapes/ids.js';
import { CheckSlots, untilGone } from './check-slots.js';
import { RecomputeBalance, RecomputedBalance } from './recompute-balance.js';

@Controller('v1/accounts/:account_id/balance')
@Tagged('Balance')
export class RecomputedBalanceController {
  constructor(
    private readonly recompute: RecomputeBalance,
    private readonly slots: CheckSlots,
  ) {}

  @Get('recomputed')
  @Allow('accounts:read')
  @Answers({
    id: 'getRecomputedBalance',
    summary: 'The balance, computed anew from all events and compared with the one that is shown',
    description: 'Two at once are answered by a process; others get 429 with `retry-after`.',
    answer: RecomputedBalance,
  })
  async recomputed(
    @Param('account_id', { schema: AccountId }) accountId: string,
    // Compares at the event that the read models have reached.
    @Query({ schema: FreshQuery }) _query: z.output<typeof FreshQuery>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RecomputedBalance> {
    const free = this.slots.take();
    try {
      return await this.recompute.of(accountId, untilGone(reply));
    } finally {
      free();
    }
  }
}
