import { Body, Controller, Get, Param, Post, Put, Query, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { catalogueDecider, CATALOGUE_ID } from '../../domain/catalogue/decider.js';
import { FIRST_POLICY, policyAt } from '../../domain/catalogue/policy.js';
import { formatInstant } from '../../domain/instant.js';
import { Clock } from '../../platform/clock/clock.js';
import { EventStore } from '../../platform/event-store/event-store.js';
import { Allow } from '../auth/allow.js';
import { Answers, Tagged } from '../openapi/answers.js';
import { Caller } from '../auth/caller.js';
import { commandMeta } from '../auth/command-meta.js';
import { OptionalIdempotencyKey, markHit } from '../http/idempotency.js';
import { PositionText, presentPosition } from '../shapes/position.js';
import { InstantText, RequestInstant } from '../shapes/time.js';
import { AskGate, GateAnswer } from './ask-gate.js';
import { actionRules, GateBody, PolicyAnswer, PolicyBody, presentPolicy } from './bodies.js';
import { PutGatePolicy } from './publish-policy.js';
import { AccountId } from '../shapes/ids.js';
import { Label } from '../shapes/words.js';

const PolicyQuery = z.strictObject({
  at: RequestInstant.optional().describe('The policy of that instant; now unless told.'),
});
type PolicyQuery = z.output<typeof PolicyQuery>;

const PolicyShown = PolicyAnswer.extend({
  versions: z
    .array(z.object({ version: z.number().int(), effective_from: InstantText }))
    .describe('All there are, newest first; `at` shows each.'),
}).meta({ id: 'GatePolicyShown' });

const PolicyWritten = PolicyAnswer.extend({
  removed: z
    .array(Label)
    .describe('Actions of the policy before that end with it: they were left out.'),
  position: PositionText.nullable(),
}).meta({ id: 'GatePolicyWritten' });

@Controller('v1')
@Tagged('Gate')
export class GateController {
  constructor(
    private readonly commands: CommandBus,
    private readonly askGate: AskGate,
    private readonly store: EventStore,
    private readonly clock: Clock,
  ) {}

  @Post('accounts/:account_id/gate')
  @Allow('usage:read')
  @Answers({
    id: 'passGate',
    summary: 'Whether somebody may do something, and what would help if not',
    description: 'Nothing is reserved: parallel requests are kept apart by holds.',
    answer: GateAnswer,
  })
  pass(
    @Param('account_id', { schema: AccountId }) accountId: string,
    @Body({ schema: GateBody }) body: GateBody,
  ): Promise<GateAnswer> {
    return this.askGate.of(accountId, body);
  }

  @Get('gate-policy')
  @Allow('accounts:read')
  @Answers({
    id: 'getGatePolicy',
    summary: 'What needs credits, and what has a price of its own',
    answer: PolicyShown,
  })
  async policy(
    @Query({ schema: PolicyQuery }) { at = this.clock.now() }: PolicyQuery,
  ): Promise<z.input<typeof PolicyShown>> {
    // Reads the log itself, which is always current.
    const { state } = await this.store.load(catalogueDecider, CATALOGUE_ID);
    const versions = [FIRST_POLICY, ...state.policies].reverse();
    return {
      ...presentPolicy(policyAt(state.policies, at)),
      versions: versions.map(({ version, effectiveFrom }) => ({
        version,
        effective_from: formatInstant(effectiveFrom),
      })),
    };
  }

  @Put('gate-policy')
  @Allow('plans:write', { keysOnly: true })
  @Answers({
    id: 'putGatePolicy',
    summary: 'Publishes another policy, at least 60 seconds ahead',
    description:
      'Replaces the whole policy. The answer lists every action of the new one. A built-in action ' +
      'that is left out keeps its default: `ai_change`, `image_generation` and ' +
      '`connect_integration` need credits and have no price; `serve_app`, `publish`, ' +
      '`manage_data`, `export_data` and `share_app` are free. If the policy before says something ' +
      'else of it, such as a price, leaving it out is refused (422). An action of your own that is ' +
      'left out ends, and the answer names it in `removed`.',
    answer: PolicyWritten,
  })
  async putPolicy(
    @Body({ schema: PolicyBody }) body: PolicyBody,
    @OptionalIdempotencyKey() key: OptionalIdempotencyKey,
    @Caller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<z.input<typeof PolicyWritten>> {
    const command = {
      type: 'PublishGatePolicy' as const,
      actions: actionRules(body),
      effectiveFrom: body.effective_from,
    };
    const meta = commandMeta(key, caller);
    const result = await this.commands.execute(new PutGatePolicy(command, meta));
    markHit(reply, result);
    const { terms, removed, position } = result;
    return { ...presentPolicy(terms), removed: [...removed], position: presentPosition(position) };
  }
}
