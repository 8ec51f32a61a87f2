import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Queues, type QueueName } from '../../platform/queues/queues.js';
import { Problem } from '../http/problem.js';

/** Tries a job that was given up again, at once. 404 unless it is one. */
export class RetryJob extends Command<void> {
  constructor(
    readonly queue: QueueName,
    readonly id: string,
  ) {
    super();
  }
}

@CommandHandler(RetryJob)
export class RetryJobHandler implements ICommandHandler<RetryJob> {
  constructor(private readonly queues: Queues) {}

  /** Throws QueuesUnavailable. */
  async execute({ queue, id }: RetryJob): Promise<void> {
    if (await this.queues.retry(queue, id)) return;
    throw new Problem('not_found', 'there is no such failed job');
  }
}
