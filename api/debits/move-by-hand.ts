import { Injectable } from '@nestjs/common';
import type { AdjustCredits, RefundDebit } from '../../domain/account/commands.js';
import type { AccountEvent } from '../../domain/account/events.js';
import { AccountStream } from '../accounts/account-stream.js';
import { afterWrite, beforeWrite, requireEventOf } from '../accounts/command-result.js';
import type { Caller } from '../auth/caller.js';
import { commandMeta } from '../auth/command-meta.js';
import type { IdempotencyKey } from '../http/idempotency.js';
import { MoneyChecks } from '../money/money-checks.js';
import type { Confirmation } from '../money/money-preview.js';
import { ReasonNotes, type ReasonBody } from '../personal/reason-notes.js';

/** Who asks for it, why, what they confirm, and under which key. */
interface Asked {
  readonly accountId: string;
  readonly body: ReasonBody & Confirmation;
  readonly key: IdempotencyKey;
  readonly caller: Caller;
}

/** Carries out what people give, take or refund by hand. */
@Injectable()
export class MoveByHand {
  constructor(
    private readonly stream: AccountStream,
    private readonly notes: ReasonNotes,
    private readonly checks: MoneyChecks,
  ) {}

  /**
   * Executes a command within the limits of whoever asks for it, with its reason. Returns the event
   * of the type that it leaves, and the balance before and after it. Throws as
   * `MoneyChecks.limited`.
   */
  async execute<Type extends AccountEvent['type']>(
    command: AdjustCredits | RefundDebit,
    leaves: Type,
    { accountId, body, key, caller }: Asked,
  ) {
    const meta = commandMeta(key, caller);
    const action = { accountId, command };
    const executed = await this.checks.limited(action, { caller, body, key }, (review) =>
      this.notes.keepWith({ accountId, caller, body }, (reason) =>
        this.stream.execute(accountId, { ...command, reason }, meta, undefined, review),
      ),
    );
    const event = requireEventOf(executed, leaves);
    const figures = { balance_before: beforeWrite(executed, event), ...afterWrite(executed) };
    return { event, figures, hit: executed.hit };
  }
}
