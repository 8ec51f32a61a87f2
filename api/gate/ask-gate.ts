import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { percentLeft } from '../../domain/account/level.js';
import { controlOf, type AccountState } from '../../domain/account/state.js';
import { formatCredits, type Credits } from '../../domain/credits.js';
import { passGate, type GateAnswer as Passed, type GateReason } from '../../domain/gate/gate.js';
import { policyAt } from '../../domain/catalogue/policy.js';
import { formatInstant, type Instant } from '../../domain/instant.js';
import { formatPosition } from '../../platform/event-store/records/metadata.js';
import { priceUsage } from '../../domain/model/pricing.js';

import { Remedy, remedies } from '../accounts/remedies.js';
import { CatalogueView } from '../catalogue/catalogue-view.js';
import { CreditsText } from '../shapes/credits.js';
import { RatesView } from '../models/rates-view.js';
import { AccountsAsOf } from '../accounts/accounts-as-of.js';
import type { GateBody } from './bodies.js';
import { GATE } from '../openapi/examples.js';
import { AccountId } from '../shapes/ids.js';
import { BalanceLevel, Label } from '../shapes/words.js';
import { InstantText } from '../shapes/time.js';
import { PositionText } from '../shapes/position.js';

const REASONS = [
  'enough_credits',
  'needs_no_credits',
  'insufficient_credits',
  'account_suspended',
  'account_closed',
  'member_limit_reached',
  'member_not_found',
] as const satisfies readonly GateReason[];

/** Decision, reason, remaining credits, and remedies. */
export const GateAnswer = z
  .object({
    account_id: AccountId,
    action: Label,
    allowed: z.boolean(),
    reason: z.enum(REASONS),
    cost_estimate: CreditsText.nullable().describe(
      "What the model would cost, or else the action's own price; null: not known.",
    ),
    available: CreditsText,
    held: CreditsText,
    debt: CreditsText,
    level: BalanceLevel,
    percent_left: z.number().nullable().describe('At most two decimals.'),
    policy_version: z.number().int(),
    renews_at: InstantText.nullable().describe(
      'When the period ends; null for a closed account, which renews no more.',
    ),
    options: z
      .array(Remedy)
      .describe('What would let it through; also where nothing is left for what comes next.'),
    decided_at: InstantText.describe('Given back as `at`, the answer is the same.'),
    position: PositionText.describe('Up to where the account was known.'),
  })
  .meta({ id: 'GateAnswer', examples: [GATE] });
export type GateAnswer = z.input<typeof GateAnswer>;

/** Decides from the account's stream, now or in the past, without writing. */
@Injectable()
export class AskGate {
  constructor(
    private readonly accounts: AccountsAsOf,
    private readonly rates: RatesView,
    private readonly catalogue: CatalogueView,
  ) {}

  /** Throws DomainError for an invalid question, or `account_not_found`. */
  async of(accountId: string, body: GateBody): Promise<GateAnswer> {
    const { action, member_id: memberId } = body;
    await this.catalogue.fresh();
    const { state, at, position } = body.at
      ? await this.accounts.at(accountId, body.at, 'at')
      : await this.accounts.now(accountId);
    const estimate = await this.estimate(body, at);
    const policy = policyAt(this.catalogue.current().policies, at);
    const passed = passGate(policy, state, { action, estimate, memberId }, at);
    const { available, held, debt } = controlOf(state);
    return {
      account_id: accountId,
      action,
      allowed: passed.allowed,
      reason: passed.reason,
      cost_estimate: passed.cost === null ? null : formatCredits(passed.cost),
      available: formatCredits(available),
      held: formatCredits(held),
      debt: formatCredits(debt),
      level: state.level,
      percent_left: percentLeft(controlOf(state)),
      policy_version: passed.policyVersion,
      renews_at: state.status === 'closed' ? null : formatInstant(state.period.endsAt),
      options: this.optionsFor(state, passed, at),
      decided_at: formatInstant(at),
      position: formatPosition(position),
    };
  }

  private async estimate(body: GateBody, at: Instant): Promise<Credits | undefined> {
    const { model, usage_estimate: usage, mode, complexity } = body;
    if (model === undefined || !usage) return undefined;
    const rate = await this.rates.chargeableRateAt(model, at);
    const metered = { usage, mode, complexity, outcome: 'ok' as const };
    return priceUsage(rate, metered, 'usage_estimate').credits;
  }

  private optionsFor(state: AccountState, { reason, cost }: Passed, at: Instant) {
    switch (reason) {
      case 'insufficient_credits':
      case 'enough_credits':
      case 'needs_no_credits': {
        const isOut = state.level === 'empty' || state.level === 'overdrawn';
        if (reason !== 'insufficient_credits' && !isOut) return [];
        // Something must be left for what follows, whatever this costs.
        const credits = cost === null || cost === 0n ? 1n : cost;
        return remedies({ state, credits }, this.catalogue.current(), at).options;
      }
      case 'member_limit_reached': {
        const available_at = formatInstant(state.period.endsAt);
        return state.period.endsAt > at ? [{ kind: 'wait' as const, available_at }] : [];
      }
      // Buying would not help.
      case 'account_suspended':
      case 'account_closed':
      case 'member_not_found':
        return [];
    }
  }
}
