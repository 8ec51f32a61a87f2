import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { PlaceHold as PlaceCommand } from '../../domain/account/commands.js';
import { taskOf } from '../../domain/account/purpose.js';
import { SECOND_MS } from '../../domain/instant.js';
import { Clock } from '../../platform/clock/clock.js';
import { AccountStream } from '../accounts/account-stream.js';
import { PriceRequests } from '../debits/price-request.js';
import { afterWrite, requireEventOf, type CommandResult } from '../accounts/command-result.js';
import { CatalogueView } from '../catalogue/catalogue-view.js';
import { commandMeta } from '../auth/command-meta.js';
import type { HoldBody } from './bodies.js';
import { FindHold } from './find-hold.js';
import { presentNewHold, type HoldAnswer } from './present-hold.js';
import { AccountRequest } from '../accounts/account-request.js';

/** Reserves credits for work whose cost is known when it ends. */
export class PlaceHold extends AccountRequest<HoldBody, HoldAnswer> {}

@CommandHandler(PlaceHold)
export class PlaceHoldHandler implements ICommandHandler<PlaceHold> {
  constructor(
    private readonly stream: AccountStream,
    private readonly prices: PriceRequests,
    private readonly findHold: FindHold,
    private readonly catalogue: CatalogueView,
    private readonly clock: Clock,
  ) {}

  async execute({ accountId, body, key, caller }: PlaceHold): Promise<CommandResult<HoldAnswer>> {
    const { usage_estimate: estimate, member_id: memberId, expires_in_s: seconds } = body;
    const asked = { ...body, usage: estimate, usageField: 'usage_estimate' as const };
    const { refusal, ...priced } = await this.prices.priced(asked, this.clock.now());
    const command: PlaceCommand = {
      type: 'PlaceHold',
      ...priced,
      task: taskOf({ ...body, ...(memberId !== undefined && { memberId }) }),
      estimate,
      ...(seconds !== undefined && { forMs: seconds * SECOND_MS }),
    };
    const meta = commandMeta(key, caller);
    const objection = refusal && (() => refusal);
    const executed = await this.stream.execute(accountId, command, meta, objection);
    const placed = requireEventOf(executed, 'HoldPlaced');
    this.findHold.remember(placed);
    const { policies } = this.catalogue.current();
    const answer = presentNewHold(placed.fact, afterWrite(executed), policies);
    return { answer, hit: executed.hit };
  }
}
