import { Body, Controller, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { z } from 'zod';
import { formatInstant } from '../../domain/instant.js';
import { MAX_YEARS_AHEAD, type Advance } from '../../platform/clock/clock.js';
import { Allow } from '../auth/allow.js';
import { Answers, Tagged } from '../openapi/answers.js';
import { InstantText, RequestInstant } from '../shapes/time.js';
import { AdvanceTestClock } from './advance-test-clock.js';

const MAX_BY_S = MAX_YEARS_AHEAD * 366 * 86_400;

const AdvanceBody = z
  .strictObject({
    to: RequestInstant.optional(),
    by: z.number().min(0).max(MAX_BY_S).optional().describe('Seconds.'),
  })
  .refine(({ to, by }) => (to === undefined) !== (by === undefined), {
    path: ['to'],
    message: 'expected either `to` or `by`',
  })
  .meta({ id: 'AdvanceTestClock', examples: [{ by: 86_400 }] });
type AdvanceBody = z.output<typeof AdvanceBody>;

const Now = z.object({ now: InstantText }).meta({ id: 'Now' });

@Controller('v1/test-clock')
@Tagged('Operations')
export class TestClockController {
  constructor(private readonly commands: CommandBus) {}

  @Post('advance')
  @Allow('clock:write')
  @Answers({
    id: 'advanceTestClock',
    summary: 'Sets the clock of all processes forward; sandbox mode only',
    description:
      'What falls due in between happens at its own instant, in order. The clock never goes back, ' +
      `and at most ${MAX_YEARS_AHEAD} years ahead of real time. With \`STRIPE_SANDBOX_TOKEN\`, the ` +
      'time of the double of Stripe goes along: from one instant at which something is due there ' +
      'to the next, each time until its webhooks and the payments are dealt with. What that ' +
      'stops is a 503 `test_clock_stuck`; the clock stays where it got to.',
    answer: Now,
    problems: [404, 503],
  })
  async advance(@Body({ schema: AdvanceBody }) body: AdvanceBody): Promise<z.input<typeof Now>> {
    return { now: formatInstant(await this.commands.execute(new AdvanceTestClock(target(body)))) };
  }
}

const target = ({ to, by = 0 }: AdvanceBody): Advance =>
  to === undefined ? { byMs: Math.round(by * 1_000) } : { to };
