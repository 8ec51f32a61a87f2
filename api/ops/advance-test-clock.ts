import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Instant } from '../../domain/instant.js';
import { Clock, TestClock, TestClockRefused, type Advance } from '../../platform/clock/clock.js';
import { invalid, Problem } from '../http/problem.js';
import { StripeDouble } from './stripe-double.js';

/**
 * Sets the test clock of all processes forward, and with it that of a double of Stripe, if there is
 * one. 404 outside sandbox mode.
 */
export class AdvanceTestClock extends Command<Instant> {
  constructor(readonly advance: Advance) {
    super();
  }
}

@CommandHandler(AdvanceTestClock)
export class AdvanceTestClockHandler implements ICommandHandler<AdvanceTestClock> {
  constructor(
    private readonly clock: Clock,
    private readonly double: StripeDouble,
  ) {}

  async execute({ advance }: AdvanceTestClock): Promise<Instant> {
    if (!(this.clock instanceof TestClock)) {
      throw new Problem('not_found', 'the test clock exists in sandbox mode only');
    }
    try {
      return await this.double.takeAlong(this.clock, advance);
    } catch (error) {
      if (!(error instanceof TestClockRefused)) throw error;
      throw invalid([{ name: 'to' in advance ? 'to' : 'by', reason: error.message }]);
    }
  }
}
