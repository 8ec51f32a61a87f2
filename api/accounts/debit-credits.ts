import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import type { DebitCredits as DebitCommand } from '../../domain/account/commands.js';
import type { Purpose } from '../../domain/account/purpose.js';
import { DomainError } from '../../domain/errors.js';
import { HOUR_MS, type Instant } from '../../domain/instant.js';
import { ModelId } from '../../domain/model/commands.js';
import { Label } from '../../domain/model/price.js';
import { priceUsage } from '../../domain/model/pricing.js';
import { Clock } from '../../platform/clock.js';
import { demand, forbidden, type Caller } from '../http/caller.js';
import { commandMeta } from '../http/command-meta.js';
import { PositiveCredits } from '../http/credits.js';
import { AccountId } from '../http/ids.js';
import type { IdempotencyKey } from '../http/idempotency.js';
import { RequestInstant } from '../http/time.js';
import { mannerBody, UsageBody } from '../models/bodies.js';
import { RatesView } from '../models/rates-view.js';
import { AccountStream, type Objection } from './account-stream.js';
import { presentNewDebit, type NewDebitAnswer } from './present-debit.js';
import { afterWrite, requireEventOf, type Written } from './written.js';

/** Usage that is older is put in later, and needs the scope for that. */
const MAX_AGE_MS = 24 * HOUR_MS;

/** What a debit is for: an amount, or a model and what it used. */
export const DebitBody = z
  .strictObject({
    credits: PositiveCredits.optional(),
    model: ModelId.optional(),
    usage: UsageBody.optional(),
    ...mannerBody,
    action: Label.optional(),
    feature: Label.optional(),
    member_id: AccountId.optional(),
    occurred_at: RequestInstant.optional().meta({
      description: 'When it was used. Now unless told; older than a day needs usage:backfill.',
    }),
    policy: z.literal('allow_debt').optional().meta({
      description: 'Usage that has happened already: what is missing becomes debt.',
    }),
  })
  .superRefine((body, context) => {
    const amiss = (path: string, message: string) => {
      context.issues.push({ code: 'custom', input: body, path: [path], message });
    };
    if (body.credits === undefined) {
      if (body.model === undefined) amiss('credits', 'expected credits, or model and usage');
      else if (body.usage === undefined) amiss('usage', 'expected what the model used');
      return;
    }
    for (const name of ['model', 'usage', 'mode', 'complexity'] as const) {
      if (body[name] !== undefined) amiss(name, 'must be left out of a debit that names credits');
    }
  })
  .meta({
    id: 'NewDebit',
    examples: [
      { credits: '2.5', action: 'ai_change' },
      { model: 'swift-1', usage: { input_tokens: 1_200, output_tokens: 450 }, feature: 'editor' },
    ],
  });
export type DebitBody = z.output<typeof DebitBody>;

/** Takes credits from an account for something that was used. */
export class DebitCredits extends Command<Written<NewDebitAnswer>> {
  constructor(
    readonly accountId: string,
    readonly body: DebitBody,
    readonly key: IdempotencyKey,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** A debit as it is asked of the account, and what speaks against it. */
interface Prepared {
  readonly command: DebitCommand;
  readonly objection: Objection | undefined;
}

@CommandHandler(DebitCredits)
export class DebitCreditsHandler implements ICommandHandler<DebitCredits> {
  constructor(
    private readonly stream: AccountStream,
    private readonly rates: RatesView,
    private readonly clock: Clock,
  ) {}

  async execute({ accountId, body, key, caller }: DebitCredits): Promise<Written<NewDebitAnswer>> {
    if (body.policy === 'allow_debt') demand(caller, 'debt:allow');
    const { command, objection } = await this.prepare(body, caller);
    const meta = commandMeta(key, caller);
    const executed = await this.stream.execute(accountId, command, meta, objection);
    const debit = requireEventOf(executed, 'CreditsDebited');
    return { answer: presentNewDebit(debit, afterWrite(executed)), hit: executed.hit };
  }

  /** Looks up what the decision needs: the rate at `occurred_at`. */
  private async prepare(body: DebitBody, caller: Caller): Promise<Prepared> {
    const { model, usage, mode, complexity, outcome = 'ok' } = body;
    const tooOld = tooOldFor(caller, body.occurred_at);
    const common = { purpose: purposeOf(body), policy: body.policy };
    if (model === undefined || usage === undefined) {
      const { credits = 0n, occurred_at: occurredAt } = body;
      const command: DebitCommand = { type: 'DebitCredits', credits, occurredAt, ...common };
      return { command, objection: tooOld };
    }
    // Priced and recorded at the same instant, whatever passes until it is decided.
    const occurredAt = body.occurred_at ?? this.clock.now();
    const asked = { type: 'DebitCredits' as const, usage, occurredAt, ...common };
    try {
      const rate = await this.rates.chargeableRateAt(model, occurredAt);
      const { credits, price } = priceUsage(rate, { usage, mode, complexity, outcome });
      return { command: { ...asked, credits, price }, objection: tooOld };
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return { command: { ...asked, credits: 0n }, objection: () => error };
    }
  }
}

/** Judged when it is decided and not before: a repetition a day later gets its first answer. */
function tooOldFor({ scopes }: Caller, occurredAt: Instant | undefined): Objection | undefined {
  if (occurredAt === undefined || scopes.has('usage:backfill')) return undefined;
  return (now) => (occurredAt < now - MAX_AGE_MS ? forbidden('usage:backfill') : undefined);
}

function purposeOf(body: DebitBody): Purpose {
  const { model, mode, complexity, action, feature, member_id, outcome = 'ok' } = body;
  return {
    ...(model !== undefined && { model }),
    ...(mode !== undefined && { mode }),
    ...(complexity !== undefined && { complexity }),
    ...(action !== undefined && { action }),
    ...(feature !== undefined && { feature }),
    ...(member_id !== undefined && { memberId: member_id }),
    outcome,
  };
}
