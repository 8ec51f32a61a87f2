import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { SettleHold as SettleCommand } from '../../domain/account/commands.js';
import type { ExpiredHold } from '../../domain/account/hold-book.js';
import { invalidParameter } from '../../domain/errors.js';
import type { Rate } from '../../domain/model/state.js';
import { priceUsage } from '../../domain/model/pricing.js';
import { AccountStream } from '../accounts/account-stream.js';
import { notRefused, type PricedRequest } from '../debits/price-request.js';
import { afterWrite, requireEventOf, type CommandResult } from '../accounts/command-result.js';
import { commandMeta } from '../auth/command-meta.js';
import { RatesView } from '../models/rates-view.js';
import type { SettleBody } from './bodies.js';
import { FindHold } from './find-hold.js';
import { presentSettled, type SettleAnswer } from './present-hold.js';
import { HoldCommand } from './hold-command.js';

/** Settles a hold with its final cost. */
export class SettleHold extends HoldCommand<SettleBody, SettleAnswer> {}

@CommandHandler(SettleHold)
export class SettleHoldHandler implements ICommandHandler<SettleHold> {
  constructor(
    private readonly stream: AccountStream,
    private readonly rates: RatesView,
    private readonly findHold: FindHold,
  ) {}

  async execute(asked: SettleHold): Promise<CommandResult<SettleAnswer>> {
    const { accountId, holdId, body, key, caller } = asked;
    const { refusal, ...priced } = await this.priced(asked);
    const { model, mode, complexity, usage, outcome = 'ok' } = body;
    const done = { model, mode, complexity, usage, outcome };
    const command: SettleCommand = { type: 'SettleHold', holdId, ...done, ...priced };
    const meta = commandMeta(key, caller);
    const objection = refusal && (() => refusal);
    const executed = await this.stream.execute(accountId, command, meta, objection);
    const { fact } = requireEventOf(executed, 'HoldSettled');
    return { answer: presentSettled(fact, afterWrite(executed)), hit: executed.hit };
  }

  private async priced({ accountId, holdId, body }: SettleHold): Promise<PricedRequest> {
    const { credits, usage, outcome = 'ok' } = body;
    if (credits !== undefined || !usage) return { credits: credits ?? 0n };
    const hold = await this.findHold.termsOf(accountId, holdId);
    const { mode = hold.task.mode, complexity = hold.task.complexity } = body;
    return notRefused(async () => {
      const rate = await this.rateFor(hold, body.model ?? hold.task.model);
      return priceUsage(rate, { usage, mode, complexity, outcome });
    });
  }

  /**
   * The hold's rate version; for another model, the rate in force when it was placed. So the price
   * does not depend on the time of the request.
   */
  private rateFor({ task, rateVersion, placedAt }: ExpiredHold, model?: string): Promise<Rate> {
    if (model === undefined) {
      throw invalidParameter(
        'model',
        'is missing, and the hold names none: send `model`, too, or settle it by `credits`',
      );
    }
    const isHolds = model === task.model && rateVersion !== null;
    return isHolds
      ? this.rates.rateOfVersion(model, rateVersion)
      : this.rates.chargeableRateAt(model, placedAt);
  }
}
