import { Injectable } from '@nestjs/common';
import type { Credits } from '../../domain/credits.js';
import { DomainError, invalidParameter } from '../../domain/errors.js';
import { policyAt, ruleOf } from '../../domain/catalogue/policy.js';
import type { Instant } from '../../domain/instant.js';
import type { Outcome, Price, Usage } from '../../domain/model/price.js';
import { priceUsage } from '../../domain/model/pricing.js';
import { CatalogueView } from '../catalogue/catalogue-view.js';
import { RatesView } from '../models/rates-view.js';

/** What to price: an amount, a model with usage, or an action with a price. */
export interface PriceRequest {
  readonly credits?: Credits | undefined;
  readonly model?: string | undefined;
  readonly usage?: Usage | undefined;
  /** The request's field; `usage` by default. */
  readonly usageField?: 'usage_estimate';
  readonly mode?: string | undefined;
  readonly complexity?: string | undefined;
  readonly outcome?: Outcome | undefined;
  readonly action?: string | undefined;
}

/** The price; with a `refusal` it cannot be priced, which does not matter for a repetition. */
export interface PricedRequest {
  readonly credits: Credits;
  readonly price?: Price;
  readonly refusal?: DomainError;
}

/** Prices requests by the rate or policy in force at an instant. */
@Injectable()
export class PriceRequests {
  constructor(
    private readonly rates: RatesView,
    private readonly catalogue: CatalogueView,
  ) {}

  /** Throws StoreUnavailable if rates and policies are unavailable. */
  async priced(request: PriceRequest, at: Instant): Promise<PricedRequest> {
    const { credits, model, usage, action } = request;
    if (credits !== undefined) return { credits };
    return notRefused(async () => {
      if (model !== undefined && usage !== undefined) {
        const { mode, complexity, outcome = 'ok', usageField } = request;
        const rate = await this.rates.chargeableRateAt(model, at);
        return priceUsage(rate, { usage, mode, complexity, outcome }, usageField);
      }
      return { credits: await this.priceOfAction(action ?? '', at) };
    });
  }

  private async priceOfAction(action: string, at: Instant): Promise<Credits> {
    await this.catalogue.fresh();
    const policy = policyAt(this.catalogue.current().policies, at);
    const { price } = ruleOf(policy, action);
    if (price !== undefined) return price;
    const reason = `expected them, or model and usage: "${action}" has no price of its own`;
    throw invalidParameter('credits', reason);
  }
}

/** Captures a refusal until the decision, after repetitions have been answered. */
export async function notRefused(work: () => Promise<PricedRequest>): Promise<PricedRequest> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { credits: 0n, refusal: error };
  }
}
