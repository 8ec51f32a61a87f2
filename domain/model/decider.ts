import { MAX_CREDITS_PER_AMOUNT, type Credits } from '../credits.js';
import type { Context, Decider } from '../decider.js';
import { DomainError, invalidParameter } from '../errors.js';
import { formatInstant, MINUTE_MS, type Instant } from '../instant.js';
import type { DescribeModel, ModelCommand, PublishRate, RegisterModel } from './commands.js';
import { storable } from '../storable.js';
import { requireNewest } from '../versions.js';
import {
  ModelDescribed,
  ModelRegistered,
  ModelRetired,
  modelEvents,
  RatePublished,
  type ModelEvent,
  type RateTerms,
} from './events.js';
import { OUTCOMES } from './price.js';
import { evolveModel, NO_MODEL, registered, type ModelState } from './state.js';

/** Minimum notice of a later rate, so that all processes know it in time. */
export const RATE_NOTICE_MS = MINUTE_MS;
/** Limit of rates, which are folded and searched in memory. */
export const MAX_RATES_PER_MODEL = 10_000;
/** Limit of multipliers per kind (modes, say) in a rate. */
export const MAX_MULTIPLIERS_PER_KIND = 100;

/** Decides commands of streams `model-{modelId}`: what a model is and costs, by date. */
export const modelDecider: Decider<ModelState, ModelCommand, ModelEvent> = {
  category: 'model',
  events: modelEvents,
  initial: () => NO_MODEL,
  decide: (state, command, context) =>
    storable(modelEvents.types, decideModel(state, command, context)),
  evolve: evolveModel,
};

function decideModel(state: ModelState, command: ModelCommand, context: Context): ModelEvent[] {
  switch (command.type) {
    case 'RegisterModel':
      return register(state, command, context);
    case 'DescribeModel':
      return describe(state, command, context);
    case 'PublishRate':
      return publishRate(state, command, context);
    case 'RetireModel': {
      const { modelId, retiredAt } = registered(state);
      return retiredAt === null ? [ModelRetired(context.now, { modelId })] : [];
    }
  }
}

function register(
  state: ModelState,
  { modelId, description }: RegisterModel,
  { now }: Context,
): ModelEvent[] {
  if (state.kind === 'registered') throw new DomainError('model_exists', { model: modelId });
  return [ModelRegistered(now, { modelId, ...description })];
}

function describe(
  state: ModelState,
  { modelId, description }: DescribeModel,
  { now }: Context,
): ModelEvent[] {
  if (state.kind === 'absent') return [ModelRegistered(now, { modelId, ...description })];
  const { name, description: text, speed, quality, provider } = state.description;
  const alreadySo =
    name === description.name &&
    text === description.description &&
    speed === description.speed &&
    quality === description.quality &&
    provider === description.provider;
  return alreadySo ? [] : [ModelDescribed(now, { modelId, ...description })];
}

function publishRate(state: ModelState, command: PublishRate, { now }: Context): ModelEvent[] {
  const { modelId, rates, retiredAt } = registered(state);
  if (retiredAt !== null) throw new DomainError('model_retired', { model: modelId });
  requireNewest(rates.length, command.follows);
  if (rates.length >= MAX_RATES_PER_MODEL) {
    throw invalidParameter(
      'rate',
      `is one too many: a model has at most ${MAX_RATES_PER_MODEL} rates`,
    );
  }
  checkTerms(command.terms);
  const previous = rates.at(-1);
  const effectiveFrom = previous
    ? startAfter(previous.effectiveFrom, command.effectiveFrom, now)
    : null;
  const version = rates.length + 1;
  return [RatePublished(now, { modelId, version, effectiveFrom, terms: command.terms })];
}

/** Start of the next rate: as asked, unless that would change prices of past usage. */
function startAfter(previous: Instant | null, asked: Instant | undefined, now: Instant): Instant {
  const noticed = now + RATE_NOTICE_MS;
  const earliest = previous === null || previous < noticed ? noticed : previous + 1;
  const start = asked ?? noticed;
  if (start < earliest) {
    throw new DomainError(
      'rate_too_early',
      { effective_from: formatInstant(start), earliest: formatInstant(earliest) },
      `a new rate starts at ${formatInstant(earliest)} or later`,
    );
  }
  return start;
}

function checkTerms({ perMillion, perImage, perRequest, minimum, ...multipliers }: RateTerms) {
  checkPrice('per_million.input', perMillion.input);
  checkPrice('per_million.cached_input', perMillion.cachedInput);
  checkPrice('per_million.output', perMillion.output);
  checkPrice('per_million.reasoning', perMillion.reasoning);
  checkPrice('per_image', perImage);
  checkPrice('per_request', perRequest);
  checkPrice('minimum', minimum);
  checkCount('mode_multipliers', multipliers.modeMultipliers);
  checkCount('complexity_multipliers', multipliers.complexityMultipliers);
  // A misspelt outcome would silently charge for what was meant to be free.
  const known: readonly string[] = OUTCOMES;
  for (const outcome of Object.keys(multipliers.outcomeMultipliers)) {
    if (!known.includes(outcome)) {
      throw invalidParameter(
        `outcome_multipliers.${outcome}`,
        `expected one of ${OUTCOMES.join(', ')}`,
      );
    }
  }
}

function checkPrice(field: string, price: Credits | undefined): void {
  if (price !== undefined && (price < 0n || price > MAX_CREDITS_PER_AMOUNT)) {
    throw invalidParameter(field, 'expected 0 to 1000000000 credits');
  }
}

function checkCount(field: string, factors: Readonly<Record<string, string>>): void {
  if (Object.keys(factors).length > MAX_MULTIPLIERS_PER_KIND) {
    throw invalidParameter(field, `expected at most ${MAX_MULTIPLIERS_PER_KIND} multipliers`);
  }
}
