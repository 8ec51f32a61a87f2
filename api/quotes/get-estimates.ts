import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { formatCredits, type Credits } from '../../domain/credits.js';
import { DomainError } from '../../domain/errors.js';
import { DAY_MS, type Instant } from '../../domain/instant.js';
import { priceUsage } from '../../domain/model/pricing.js';
import { rateAt, type Rate, type RegisteredModel } from '../../domain/model/state.js';
import { Clock } from '../../platform/clock/clock.js';
import { formatPosition } from '../../platform/event-store/records/metadata.js';
import { CreditsText } from '../shapes/credits.js';
import { afterKey, page, pageOf, pageQuery } from '../shapes/cursor.js';
import { presentDescription } from '../models/present-model.js';
import { presentRate, RateAnswer } from '../models/present-rate.js';
import { RatesView } from '../models/rates-view.js';
import { accountNotFound, AccountStream } from '../accounts/account-stream.js';
import { MessageBasis, type Basis } from './message-basis.js';
import { AccountId, ModelId } from '../shapes/ids.js';
import { Label } from '../shapes/words.js';
import { Count, UsageCounts } from '../shapes/count.js';
import { PositionText } from '../shapes/position.js';

/** Only rates that begin within this time are announced. */
const NEXT_RATE_WITHIN_MS = 7 * DAY_MS;

/** Query of `GET /v1/accounts/{id}/estimates`. */
export const EstimatesQuery = z.strictObject({
  ...pageQuery,
  mode: Label.optional().describe('How the next message will be made: `plan`.'),
});
export type EstimatesQuery = z.output<typeof EstimatesQuery>;

/** A model available for the next message. */
export const EstimateAnswer = z
  .object({
    model: ModelId,
    name: z.string(),
    description: z.string().nullable(),
    provider: z.string().nullable(),
    speed: z.number().int().nullable().describe('1 (least) to 5 (most).'),
    quality: z.number().int().nullable().describe('1 (least) to 5 (most).'),
    rate: RateAnswer.nullable().describe('That holds now; null while there is none.'),
    next_rate: RateAnswer.nullable().describe('The next one, if it begins within 7 days.'),
    cost: CreditsText.nullable().describe(
      'Of one more message like the last ones, by the rate of now; null: not known.',
    ),
    messages_left: Count.nullable().describe(
      'So many of them the available credits pay; null where `cost` is null or "0".',
    ),
  })
  .meta({ id: 'Estimate' });

/** Cost of the next message by model, and how many are affordable. */
export const EstimatesAnswer = pageOf(EstimateAnswer)
  .extend({
    account_id: AccountId,
    available: CreditsText,
    mode: Label.nullable(),
    basis: z
      .object({
        messages: Count.describe('So many of the last ones were looked at, at most 10.'),
        usage: UsageCounts,
      })
      .meta({ id: 'EstimateBasis', description: 'Their mean usage, to whole tokens.' }),
    position: PositionText,
  })
  .meta({ id: 'Estimates' });
export type EstimatesAnswer = z.input<typeof EstimatesAnswer>;

const Key = z.tuple([ModelId]);

/** Estimates costs from the log and cached rates, without read models. */
@Injectable()
export class GetEstimates {
  constructor(
    private readonly stream: AccountStream,
    private readonly basis: MessageBasis,
    private readonly rates: RatesView,
    private readonly clock: Clock,
  ) {}

  /** Throws DomainError `account_not_found`. */
  async of(accountId: string, query: EstimatesQuery): Promise<EstimatesAnswer> {
    const loaded = await this.stream.bookDue(accountId);
    if (loaded.state.status === 'unopened') throw accountNotFound(accountId);
    const { available } = loaded.state.book;
    const basis = await this.basis.of(loaded);
    const now = this.clock.now();
    const [after] = afterKey(query, Key) ?? [''];
    const models = this.rates
      .all()
      .filter(({ modelId, retiredAt }) => modelId > after && !(retiredAt && retiredAt <= now));
    const { data, meta } = page(models, query, ({ modelId }) => [modelId]);
    const { mode } = query;
    return {
      account_id: accountId,
      available: formatCredits(available),
      mode: mode ?? null,
      basis: presentBasis(basis),
      data: data.map((model) => estimateOf(model, { available, basis, mode, now })),
      meta,
      position: formatPosition(loaded.position ?? 0n),
    };
  }
}

interface Asked {
  readonly available: Credits;
  readonly basis: Basis;
  readonly mode: string | undefined;
  readonly now: Instant;
}

function estimateOf(model: RegisteredModel, asked: Asked): z.input<typeof EstimateAnswer> {
  const { available, now } = asked;
  const rate = rateAt(model, now);
  const next = model.rates.find(({ effectiveFrom }) => (effectiveFrom ?? now) > now);
  const isSoon = (next?.effectiveFrom ?? Infinity) <= now + NEXT_RATE_WITHIN_MS;
  const cost = rate && costOf(rate, asked);
  const { model_id, ...described } = presentDescription(model.modelId, model.description);
  return {
    model: model_id,
    ...described,
    rate: rate ? presentRate(rate) : null,
    next_rate: next && isSoon ? presentRate(next) : null,
    cost: cost === undefined ? null : formatCredits(cost),
    messages_left: cost ? Number(available / cost) : null,
  };
}

/** Undefined without recent messages, or if the rate does not price their usage. */
function costOf(rate: Rate, { basis: { messages, usage }, mode }: Asked): Credits | undefined {
  if (messages === 0) return undefined;
  try {
    return priceUsage(rate, { usage, mode, outcome: 'ok' }).credits;
  } catch (error) {
    if (error instanceof DomainError) return undefined;
    throw error;
  }
}

const presentBasis = ({ messages, usage }: Basis) => ({
  messages,
  usage: {
    input_tokens: usage.inputTokens,
    cached_input_tokens: usage.cachedInputTokens,
    output_tokens: usage.outputTokens,
    reasoning_tokens: usage.reasoningTokens,
    images: usage.images,
  },
});
