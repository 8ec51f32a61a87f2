import { Body, Controller, Post, Req } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { FastifyRequest } from 'fastify';
import { Allow } from '../auth/allow.js';
import { Answers, Tagged } from '../openapi/answers.js';
import { Caller } from '../auth/caller.js';
import { BATCH_LIMIT_BYTES } from '../http/json-body.js';
import { BatchAnswer, BatchBody, DebitBatch } from './debit-batch.js';

@Controller('v1/usage/batch')
@Tagged('Usage')
export class BatchController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @Allow('usage:write', { bodyLimitBytes: BATCH_LIMIT_BYTES })
  @Answers({
    id: 'debitBatch',
    summary: 'Up to 1,000 debits of any accounts, each with its own result',
    description:
      'Each item is a debit with its account and key, and is written or refused by itself: look ' +
      'at every `status`. Items of one account happen in their order. The whole batch can be sent ' +
      'again: what was written is a `hit`, what was not is tried anew.',
    answer: BatchAnswer,
  })
  write(
    @Body({ schema: BatchBody }) body: BatchBody,
    @Caller() caller: Caller,
    @Req() { id: requestId, url }: FastifyRequest,
  ): Promise<BatchAnswer> {
    return this.commands.execute(new DebitBatch(body, { caller, requestId, url }));
  }
}
