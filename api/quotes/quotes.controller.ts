import { Body, Controller, Post } from '@nestjs/common';
import { z } from 'zod';
import { formatCredits } from '../../domain/credits.js';
import { formatInstant } from '../../domain/instant.js';
import { priceUsage } from '../../domain/model/pricing.js';
import { Clock } from '../../platform/clock/clock.js';
import { PriceAnswer, presentPrice } from '../debits/present-price.js';
import { Allow } from '../auth/allow.js';
import { Answers, Tagged } from '../openapi/answers.js';
import { CreditsText } from '../shapes/credits.js';
import { InstantText, RequestInstant } from '../shapes/time.js';
import { mannerBody, UsageBody } from '../models/bodies.js';
import { presentRate, RateAnswer } from '../models/present-rate.js';
import { RatesView } from '../models/rates-view.js';
import { QUOTED } from '../openapi/examples.js';
import { ModelId } from '../shapes/ids.js';

const QuoteBody = z
  .strictObject({
    model: ModelId,
    usage: UsageBody,
    ...mannerBody,
    occurred_at: RequestInstant.optional().describe('Now unless told.'),
  })
  .meta({
    id: 'QuoteRequest',
    examples: [{ model: 'swift-1', usage: { input_tokens: 1_200, output_tokens: 450 } }],
  });
type QuoteBody = z.output<typeof QuoteBody>;

const QuoteAnswer = z
  .object({
    model: ModelId,
    occurred_at: InstantText,
    credits: CreditsText,
    rate: RateAnswer,
    price: PriceAnswer,
  })
  .meta({ id: 'Quote', examples: [QUOTED] });

@Controller('v1/quotes')
@Tagged('Models')
export class QuotesController {
  constructor(
    private readonly rates: RatesView,
    private readonly clock: Clock,
  ) {}

  @Post()
  @Allow('usage:read', { widget: 'models:read' })
  @Answers({
    id: 'quoteUsage',
    summary: 'What a request would cost, and how that is computed',
    description: 'Nothing is written. A debit of the same usage and instant costs the same.',
    answer: QuoteAnswer,
  })
  async quote(@Body({ schema: QuoteBody }) body: QuoteBody): Promise<z.input<typeof QuoteAnswer>> {
    const { model, usage, mode, complexity, outcome = 'ok' } = body;
    const occurredAt = body.occurred_at ?? this.clock.now();
    const rate = await this.rates.chargeableRateAt(model, occurredAt);
    const { credits, price } = priceUsage(rate, { usage, mode, complexity, outcome });
    return {
      model,
      occurred_at: formatInstant(occurredAt),
      credits: formatCredits(credits),
      rate: presentRate(rate),
      price: presentPrice(price),
    };
  }
}
