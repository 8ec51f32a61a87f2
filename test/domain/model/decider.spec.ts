import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MAX_CREDITS_PER_AMOUNT } from '../../../domain/credits.js';
import { MINUTE_MS, parseInstant, type Instant } from '../../../domain/instant.js';
import type { ModelCommand } from '../../../domain/model/commands.js';
import { modelDecider } from '../../../domain/model/decider.js';
import {
  ModelDescribed,
  ModelRegistered,
  ModelRetired,
  RatePublished,
  type ModelEvent,
  type RateTerms,
} from '../../../domain/model/events.js';
import {
  chargeableRateAt,
  rateAt,
  rateOfVersion,
  type ModelState,
} from '../../../domain/model/state.js';
import { rateTerms, runs } from '../../support/domain/arbitraries.js';
import { rulesOf, thrownBy } from '../../support/domain/given.js';

const { given } = rulesOf(modelDecider);

const now = parseInstant('2026-03-01T12:00:00Z') ?? 0;
const modelId = 'gpt-5.1';
const description = { name: 'GPT', speed: 4 };
const terms: RateTerms = {
  perMillion: { input: 3_000_000n },
  modeMultipliers: {},
  complexityMultipliers: {},
  outcomeMultipliers: {},
};

const registered = ModelRegistered(now - 10, { modelId, ...description });
const published = (version: number, effectiveFrom: Instant | null, at = now - 5): ModelEvent =>
  RatePublished(at, { modelId, version, effectiveFrom, terms });
const retired = ModelRetired(now - 1, { modelId });
const publish = (effectiveFrom?: Instant, changed: Partial<RateTerms> = {}): ModelCommand => ({
  type: 'PublishRate',
  modelId,
  terms: { ...terms, ...changed },
  effectiveFrom,
});
const fold = (...events: ModelEvent[]): ModelState =>
  events.reduce(modelDecider.evolve, modelDecider.initial());

describe('a model', () => {
  const register: ModelCommand = { type: 'RegisterModel', modelId, description };
  const describeAs = (text: string): ModelCommand => ({
    type: 'DescribeModel',
    modelId,
    description: { ...description, description: text },
  });

  it('is registered once', () => {
    given()
      .when(register, now)
      .then(ModelRegistered(now, { modelId, ...description }));
    given(registered).when(register, now).refused('model_exists');
  });

  it('is registered by its first description, and described by a later one', () => {
    const described = { modelId, ...description, description: 'fast' };
    given().when(describeAs('fast'), now).then(ModelRegistered(now, described));
    given(registered).when(describeAs('fast'), now).then(ModelDescribed(now, described));
  });

  it('is not described again by the same words', () => {
    given(registered).when({ type: 'DescribeModel', modelId, description }, now).then();
    given(registered, ModelDescribed(now - 4, { modelId, name: 'Other' }))
      .when({ type: 'DescribeModel', modelId, description }, now)
      .then(ModelDescribed(now, { modelId, ...description }));
  });

  it('refuses a description that could not be read back', () => {
    given()
      .when({ type: 'RegisterModel', modelId, description: { name: '', speed: 6 } }, now)
      .refused('validation_failed', { invalid_parameters: [{ name: 'name' }, { name: 'speed' }] });
  });

  it('is retired once', () => {
    const retire: ModelCommand = { type: 'RetireModel', modelId };
    given(registered).when(retire, now).then(ModelRetired(now, { modelId }));
    given(registered, retired).when(retire, now).then();
    given().when(retire, now).refused('model_not_found');
  });
});

describe('publishing a rate', () => {
  it('needs a model that is still there', () => {
    given().when(publish(), now).refused('model_not_found');
    given(registered, retired).when(publish(), now).refused('model_retired');
  });

  it('holds from the beginning of time when it is the first, whatever is asked', () => {
    for (const asked of [undefined, now + 5 * MINUTE_MS]) {
      given(registered)
        .when(publish(asked), now)
        .then(published(1, null, now));
    }
  });

  it('starts in 60 seconds unless told', () => {
    given(registered, published(1, null))
      .when(publish(), now)
      .then(published(2, now + MINUTE_MS, now));
  });

  it('is refused within the 60 seconds, and in the past', () => {
    for (const asked of [now + MINUTE_MS - 1, now, now - MINUTE_MS]) {
      given(registered, published(1, null))
        .when(publish(asked), now)
        .refused('rate_too_early', { earliest: '2026-03-01T12:01:00.000Z' });
    }
  });

  it('starts after the start of the rate before it', () => {
    const next = now + 5 * MINUTE_MS;
    const scheduled = given(registered, published(1, null), published(2, next));
    for (const asked of [undefined, next - 1, next]) {
      scheduled
        .when(publish(asked), now)
        .refused('rate_too_early', { earliest: '2026-03-01T12:05:00.001Z' });
    }
    scheduled.when(publish(next + 1), now).then(published(3, next + 1, now));
  });

  it('refuses prices below zero or beyond what an amount may be, naming the field', () => {
    const refused = (changed: Partial<RateTerms>, name: string) =>
      given(registered)
        .when(publish(undefined, changed), now)
        .refused('validation_failed', { invalid_parameters: [{ name }] });
    refused({ perMillion: { input: -1n } }, 'per_million.input');
    refused({ perMillion: { cachedInput: -1n } }, 'per_million.cached_input');
    refused({ perMillion: { output: MAX_CREDITS_PER_AMOUNT + 1n } }, 'per_million.output');
    refused({ perMillion: { reasoning: -1n } }, 'per_million.reasoning');
    refused({ perImage: -1n }, 'per_image');
    refused({ perRequest: -1n }, 'per_request');
    refused({ minimum: -1n }, 'minimum');
  });

  it('refuses what could not be read back, naming the field', () => {
    const refused = (changed: Partial<RateTerms>, name: string) =>
      given(registered)
        .when(publish(undefined, changed), now)
        .refused('validation_failed', { invalid_parameters: [{ name }] });
    refused({ modeMultipliers: { plan: '-1' } }, 'terms.mode_multipliers.plan');
    refused({ modeMultipliers: { plan: '1e3' } }, 'terms.mode_multipliers.plan');
    refused({ complexityMultipliers: { ' ': '1' } }, 'terms.complexity_multipliers. ');
  });

  it('refuses a multiplier for an outcome that does not exist', () => {
    given(registered)
      .when(publish(undefined, { outcomeMultipliers: { plattform_error: '0' } }), now)
      .refused('validation_failed');
  });

  it('refuses more multipliers than it can hold', () => {
    const modeMultipliers = Object.fromEntries(
      Array.from({ length: 101 }, (_, i) => [`m${i}`, '1']),
    );
    given(registered)
      .when(publish(undefined, { modeMultipliers }), now)
      .refused('validation_failed', { invalid_parameters: [{ name: 'mode_multipliers' }] });
  });
});

describe('the rate at an instant', () => {
  const state = fold(registered, published(1, null), published(2, now), published(3, now + 100));

  it('is the last that has started, the first one since ever', () => {
    const version = (at: Instant) => rateAt(state, at)?.version;
    expect(version(Number.MIN_SAFE_INTEGER)).toBe(1);
    expect(version(now - 1)).toBe(1);
    expect(version(now)).toBe(2);
    expect(version(now + 99)).toBe(2);
    expect(version(now + 100)).toBe(3);
    expect(version(Number.MAX_SAFE_INTEGER)).toBe(3);
  });

  it('is none for a model without a rate, or without a model', () => {
    expect(rateAt(fold(registered), now)).toBeUndefined();
    expect(rateAt(fold(), now)).toBeUndefined();
    expect(thrownBy(() => chargeableRateAt(fold(registered), now))).toMatchObject({
      code: 'rate_not_found',
    });
    expect(thrownBy(() => chargeableRateAt(fold(), now))).toMatchObject({
      code: 'model_not_found',
    });
  });

  it('charges what was used before the retirement, and nothing after', () => {
    const gone = fold(registered, published(1, null), retired);
    expect(chargeableRateAt(gone, now - 2).version).toBe(1);
    expect(thrownBy(() => chargeableRateAt(gone, now - 1))).toMatchObject({
      code: 'model_retired',
    });
  });

  it('is found by its version too, for what was begun by it', () => {
    const gone = fold(registered, published(1, null), published(2, now), retired);
    expect(rateOfVersion(gone, 1).version).toBe(1);
    expect(thrownBy(() => rateOfVersion(gone, 3))).toMatchObject({ code: 'rate_not_found' });
    expect(thrownBy(() => rateOfVersion(fold(), 1))).toMatchObject({ code: 'model_not_found' });
  });
});

describe('rates published in any order and at any time', () => {
  /** Publishes as asked, at instants that never go back, and skips what is refused. */
  function publishAll(
    asks: readonly { after: number; ahead: number | undefined; terms: RateTerms }[],
  ) {
    let state = fold(registered);
    let time = now;
    const events: ModelEvent[] = [];
    for (const { after, ahead, terms: asked } of asks) {
      time += after;
      const command = publish(ahead === undefined ? undefined : time + ahead, asked);
      const context = { now: time, nextRevision: events.length + 1, commandId: 'test' };
      try {
        for (const event of modelDecider.decide(state, command, context)) {
          events.push(event);
          state = modelDecider.evolve(state, event);
        }
      } catch (error) {
        expect(error).toMatchObject({ code: 'rate_too_early' });
      }
    }
    return { state, events };
  }

  const asks = fc.array(
    fc.record({
      after: fc.nat(3 * MINUTE_MS),
      ahead: fc.option(fc.integer({ min: -MINUTE_MS, max: 5 * MINUTE_MS }), { nil: undefined }),
      terms: rateTerms,
    }),
    { maxLength: 12 },
  );

  it('never change the price of an instant that was already known', () =>
    fc.assert(
      fc.property(asks, fc.integer({ min: -10, max: 30 }), (asked, minutes) => {
        const at = now + minutes * MINUTE_MS;
        const { events } = publishAll(asked);
        let state = fold(registered);
        for (const event of events) {
          const before = rateAt(state, at);
          state = modelDecider.evolve(state, event);
          if (before && at < event.occurredAt + MINUTE_MS) expect(rateAt(state, at)).toBe(before);
        }
      }),
      runs(300),
    ));

  it('start one after the other, numbered from 1, and survive storage unchanged', () =>
    fc.assert(
      fc.property(asks, (asked) => {
        const { state, events } = publishAll(asked);
        const rates = state.kind === 'registered' ? state.rates : [];
        const starts = rates.map(({ effectiveFrom }) => effectiveFrom ?? -Infinity);
        expect(rates.map(({ version }) => version)).toEqual(rates.map((_, i) => i + 1));
        expect(starts.every((start, i) => i === 0 || start > (starts[i - 1] ?? 0))).toBe(true);
        const { events: codec } = modelDecider;
        for (const event of events) {
          const stored = JSON.parse(JSON.stringify(codec.encode(event)));
          const read = codec.decode(
            event.type,
            codec.versionOf(event.type),
            stored,
            event.occurredAt,
          );
          expect(read).toEqual(event);
        }
      }),
      runs(300),
    ));
});
