import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { requireOpenHold } from '../../domain/account/decide/hold.js';
import { invalidParameter } from '../../domain/errors.js';
import { formatInstant, SECOND_MS } from '../../domain/instant.js';
import { priceUsage } from '../../domain/model/pricing.js';
import { AccountStream } from '../accounts/account-stream.js';
import { notRefused, type PricedRequest } from '../debits/price-request.js';
import {
  afterWrite,
  afterWriteOrNow,
  factOf,
  type CommandResult,
} from '../accounts/command-result.js';
import { commandMeta } from '../auth/command-meta.js';
import { RatesView } from '../models/rates-view.js';
import type { ExtendBody } from './bodies.js';
import { FindHold } from './find-hold.js';
import { presentExtended, type ExtendAnswer } from './present-hold.js';
import { HoldCommand } from './hold-command.js';

/** Increases or prolongs an open hold. */
export class ExtendHold extends HoldCommand<ExtendBody, ExtendAnswer> {}

@CommandHandler(ExtendHold)
export class ExtendHoldHandler implements ICommandHandler<ExtendHold> {
  constructor(
    private readonly stream: AccountStream,
    private readonly rates: RatesView,
    private readonly findHold: FindHold,
  ) {}

  async execute(asked: ExtendHold): Promise<CommandResult<ExtendAnswer>> {
    const { accountId, holdId, body, key, caller } = asked;
    const { credits, refusal } = await this.priced(asked);
    const { expires_in_s: seconds } = body;
    const forMs = seconds === undefined ? undefined : seconds * SECOND_MS;
    const command = { type: 'ExtendHold' as const, holdId, credits, forMs };
    const meta = commandMeta(key, caller);
    const objection = refusal && (() => refusal);
    const executed = await this.stream.execute(accountId, command, meta, objection);
    const { hit } = executed;
    const extended = factOf(
      executed.events.map(({ fact }) => fact),
      'HoldExtended',
    );
    if (extended) return { answer: presentExtended(extended, afterWrite(executed)), hit };
    const after = await afterWriteOrNow(this.stream, accountId, executed);
    return { answer: { ...(await this.asItIs(accountId, holdId)), ...after }, hit };
  }

  /** By the hold's own rate. */
  private async priced({ accountId, holdId, body }: ExtendHold): Promise<PricedRequest> {
    const { credits = 0n, usage_estimate: usage } = body;
    if (!usage) return { credits };
    const { task, rateVersion } = await this.findHold.termsOf(accountId, holdId);
    const { model, mode, complexity } = task;
    return notRefused(async () => {
      if (model === undefined || rateVersion === null) {
        throw invalidParameter('usage_estimate', 'must be credits: the hold names no model');
      }
      const rate = await this.rates.rateOfVersion(model, rateVersion);
      const metered = { usage, mode, complexity, outcome: 'ok' as const };
      return priceUsage(rate, metered, 'usage_estimate');
    });
  }

  /** The result if nothing changes. */
  private async asItIs(accountId: string, holdId: string) {
    const { state } = await this.stream.load(accountId);
    const { expiresAt } = requireOpenHold(state, holdId);
    return {
      hold_id: holdId,
      account_id: accountId,
      credits: '0',
      lots: [],
      expires_at: formatInstant(expiresAt),
      unchanged: true as const,
    };
  }
}
