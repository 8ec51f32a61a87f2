import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import { chargeOf } from '../../domain/account/charge.js';
import type { DebitCredits as DebitCommand } from '../../domain/account/commands.js';
import type { Purpose } from '../../domain/account/purpose.js';
import type { Credits } from '../../domain/credits.js';
import { DomainError, IntegrityError } from '../../domain/errors.js';
import { HOUR_MS, type Instant } from '../../domain/instant.js';
import { Clock } from '../../platform/clock/clock.js';
import { KeyReused } from '../../platform/event-store/round.js';
import { CatalogueView } from '../catalogue/catalogue-view.js';
import { demand, forbidden, isAllowed, type Caller } from '../auth/caller.js';
import { commandMeta } from '../auth/command-meta.js';
import { PositiveCredits } from '../shapes/credits.js';
import { RequestInstant } from '../shapes/time.js';
import { mannerBody, UsageBody } from '../models/bodies.js';
import { AccountStream, type Objection, type DryRunOptions } from '../accounts/account-stream.js';
import { checkAmount } from './amount-body.js';
import { presentNewDebit, type NewDebitAnswer } from './present-debit.js';
import { PriceRequests } from './price-request.js';
import { type BalanceAfter, presentFigures } from '../accounts/schemas.js';
import {
  afterWrite,
  factOf,
  requireEventOf,
  type CommandResult,
} from '../accounts/command-result.js';
import { AccountId, ModelId } from '../shapes/ids.js';
import { Label } from '../shapes/words.js';
import { AccountRequest } from '../accounts/account-request.js';

/** Older usage counts as backfill and needs its scope. */
const MAX_AGE_MS = 24 * HOUR_MS;

/** A debit: an amount, a model with usage, or an action with a price. */
export const DebitBody = z
  .strictObject({
    credits: PositiveCredits.optional(),
    model: ModelId.optional(),
    usage: UsageBody.optional(),
    ...mannerBody,
    action: Label.optional(),
    feature: Label.optional(),
    member_id: AccountId.optional(),
    occurred_at: RequestInstant.optional().describe(
      'When it was used. Now unless told; older than a day needs usage:backfill.',
    ),
    policy: z
      .literal('allow_debt')
      .optional()
      .describe('Usage that has happened already: what is missing becomes debt.'),
  })
  .superRefine(checkAmount({ usage: 'usage', what: 'debit' }))
  .meta({
    id: 'NewDebit',
    examples: [
      { credits: '2.5', action: 'ai_change' },
      { model: 'swift-1', usage: { input_tokens: 1_200, output_tokens: 450 }, feature: 'editor' },
      { action: 'connect_integration' },
    ],
  });
export type DebitBody = z.output<typeof DebitBody>;

/** Charges an account for usage. */
export class DebitCredits extends AccountRequest<DebitBody, NewDebitAnswer> {}

/** A debit command with its objection. */
export interface PreparedDebit {
  readonly command: DebitCommand;
  readonly objection: Objection | undefined;
}

@CommandHandler(DebitCredits)
export class DebitCreditsHandler implements ICommandHandler<DebitCredits> {
  constructor(
    private readonly stream: AccountStream,
    private readonly prices: PriceRequests,
    private readonly catalogue: CatalogueView,
    private readonly clock: Clock,
  ) {}

  async execute(asked: DebitCredits): Promise<CommandResult<NewDebitAnswer>> {
    return this.write(asked, await this.prepare(asked));
  }

  /**
   * Resolves what the decision needs: the price at `occurred_at`. Throws for requests the caller
   * may not make.
   */
  async prepare({ body, caller }: DebitCredits): Promise<PreparedDebit> {
    if (body.policy === 'allow_debt') demand(caller, 'debt:allow');
    const { usage, policy } = body;
    // Priced and recorded at the same instant, however long the decision takes.
    const pricedAt = body.occurred_at ?? this.clock.now();
    const { refusal, ...priced } = await this.prices.priced(body, pricedAt);
    const occurredAt = body.credits === undefined ? pricedAt : body.occurred_at;
    const purpose = purposeOf(body);
    return {
      command: { type: 'DebitCredits', ...priced, purpose, usage, occurredAt, policy },
      objection: refusal ? () => refusal : tooOldFor(caller, body.occurred_at),
    };
  }

  /** Writes a prepared debit; debits written in one tick share an append. */
  async write(
    { accountId, key, caller }: DebitCredits,
    { command, objection }: PreparedDebit,
  ): Promise<CommandResult<NewDebitAnswer>> {
    const meta = commandMeta(key, caller);
    const executed = await this.stream
      .execute(accountId, command, meta, objection)
      .catch((error: unknown) => this.namingDebit(accountId, error));
    const debit = requireEventOf(executed, 'CreditsDebited');
    const { policies } = this.catalogue.current();
    return { answer: presentNewDebit(debit, afterWrite(executed), policies), hit: executed.hit };
  }

  /** The result of `write` without writing, with the same refusals. */
  async dryRun(
    { accountId, key, caller }: DebitCredits,
    { command, objection }: PreparedDebit,
    options: DryRunOptions,
  ): Promise<DryRunDebit> {
    const meta = commandMeta(key, caller);
    const dryRun = await this.stream
      .dryRun(accountId, command, meta, objection, options)
      .catch((error: unknown) => this.namingDebit(accountId, error));
    const { facts, control, hit } = dryRun;
    const debit = factOf(facts, 'CreditsDebited');
    if (!debit || !control)
      throw new IntegrityError('a dry run of a debit led to no CreditsDebited');
    const { credits, overdrawn } = chargeOf(debit);
    return { credits, overdrawn, balance: presentFigures(control), hit };
  }

  /** Adds the debit's id to the refusal of a reused key, so that it can be refunded. */
  private async namingDebit(accountId: string, error: unknown): Promise<never> {
    if (!(error instanceof KeyReused)) throw error;
    const event = await this.stream.eventAt(accountId, error.revision);
    const fact = event?.fact;
    if (fact?.type !== 'CreditsDebited') throw error;
    const { debitId } = fact.data;
    throw new DomainError(error.code, { ...error.details, debit_id: debitId });
  }
}

/** Result of a dry run. */
export interface DryRunDebit {
  /** Micro-credits. */
  readonly credits: Credits;
  /** Micro-credits that would become debt. */
  readonly overdrawn: Credits;
  readonly balance: z.output<typeof BalanceAfter>;
  /** Already written under its key. */
  readonly hit: boolean;
}

/** Checked when decided: a repetition a day later still gets its first answer. */
function tooOldFor(caller: Caller, occurredAt: Instant | undefined): Objection | undefined {
  if (occurredAt === undefined || isAllowed(caller, 'usage:backfill')) return undefined;
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
