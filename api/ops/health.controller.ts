import { Controller, Get } from '@nestjs/common';
import { z } from 'zod';
import { Public } from '../auth/allow.js';
import { Answers, Tagged } from '../openapi/answers.js';
import { Problem } from '../http/problem.js';
import { isReady } from '../../platform/health/health.js';
import { Readiness } from './readiness.js';

const Alive = z.object({ status: z.literal('live') });
const Ready = z.object({
  status: z.literal('ready'),
  checks: z.record(z.string(), z.string()),
  warnings: z
    .array(z.string())
    .optional()
    .describe(
      'What is wrong though requests can be taken, such as a stopped projection, or a key that Stripe refuses.',
    ),
});

@Controller()
@Tagged('Operations')
export class HealthController {
  constructor(private readonly readiness: Readiness) {}

  @Get('health/live')
  @Public()
  @Answers({
    id: 'getLiveness',
    summary: 'Whether this process runs',
    description: 'Asks no store: a process that answers is to be left alone.',
    answer: Alive,
  })
  live(): z.input<typeof Alive> {
    return { status: 'live' };
  }

  @Get('health/ready')
  @Public()
  @Answers({
    id: 'getReadiness',
    summary: 'Whether this process can do all it is there for',
    description: 'Stores answer, migrations are in, projections have caught up with the start.',
    answer: Ready,
    problems: [503],
  })
  async ready(): Promise<z.input<typeof Ready>> {
    const { checks, warnings } = await this.readiness.check();
    if (isReady(checks)) {
      return { status: 'ready', checks, ...(warnings.length > 0 && { warnings: [...warnings] }) };
    }
    throw new Problem('not_ready', undefined, {
      members: { checks },
      headers: { 'retry-after': '1' },
    });
  }
}
