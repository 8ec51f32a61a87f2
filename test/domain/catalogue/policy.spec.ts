import { describe, it } from '@jest/globals';
import { catalogueDecider, CATALOGUE_NOTICE_MS } from '../../../domain/catalogue/decider.js';
import { GatePolicyPublished } from '../../../domain/catalogue/events.js';
import { FIRST_POLICY, type ActionRule } from '../../../domain/catalogue/policy.js';
import { HOUR_MS, parseInstant, type Instant } from '../../../domain/instant.js';
import { rulesOf } from '../../support/domain/given.js';

const { given } = rulesOf(catalogueDecider);
const now = parseInstant('2026-03-01T12:00:00Z') ?? 0;
const soon = now + CATALOGUE_NOTICE_MS;
const change: ActionRule = { action: 'ai_change', needsCredits: true };
const fly: ActionRule = { action: 'fly', needsCredits: true };
const actions: ActionRule[] = [
  change,
  { action: 'connect_integration', needsCredits: true, price: 2_000_000n },
  fly,
];
const unsaid = FIRST_POLICY.actions.filter(
  ({ action }) => !actions.some((rule) => rule.action === action),
);
const needing = (action: string): ActionRule => ({ action, needsCredits: true });
const isNotIn =
  (rules: readonly ActionRule[]) =>
  ({ action }: ActionRule) =>
    !rules.some((rule) => rule.action === action);
const publish = (rules: readonly ActionRule[] = actions, effectiveFrom?: Instant) => ({
  type: 'PublishGatePolicy' as const,
  actions: rules,
  effectiveFrom,
});
const published = (version: number, effectiveFrom: Instant, rules = actions) =>
  GatePolicyPublished(now, {
    version,
    effectiveFrom,
    actions: [...rules, ...FIRST_POLICY.actions.filter(isNotIn(rules))],
  });

describe('publishing what needs credits', () => {
  it('holds from a minute later on, or from when it is told', () => {
    given().when(publish(), now).then(published(1, soon));
    given()
      .when(publish(actions, now + HOUR_MS), now)
      .then(published(1, now + HOUR_MS));
  });

  it('does not change what may have been answered', () => {
    given()
      .when(publish(actions, soon - 1), now)
      .refused('validation_failed', { invalid_parameters: [{ name: 'effective_from' }] });
    given(published(1, now + HOUR_MS))
      .when(publish(actions.slice(1)), now)
      .refused('validation_failed');
  });

  it('happens once: the same again, in whatever order, is already so', () => {
    given(published(1, soon)).when(publish(actions.toReversed()), now).then();
    given().when(publish(FIRST_POLICY.actions), now).then();
    const other = actions.slice(0, 2);
    given(published(1, soon))
      .when(publish(other), now + HOUR_MS)
      .then(
        GatePolicyPublished(now + HOUR_MS, {
          version: 2,
          effectiveFrom: now + HOUR_MS + CATALOGUE_NOTICE_MS,
          actions: [...other, ...unsaid],
        }),
      );
  });

  it('leaves as it was what the first policy names and this one does not', () => {
    const stopped = [change, { action: 'publish', needsCredits: true }];
    const rest = FIRST_POLICY.actions.filter(
      ({ action }) => action !== 'ai_change' && action !== 'publish',
    );
    given()
      .when(publish(stopped), now)
      .then(
        GatePolicyPublished(now, {
          version: 1,
          effectiveFrom: soon,
          actions: [...stopped, ...rest],
        }),
      );
  });

  it('is refused where it would change, by leaving it out, what the policy before says', () => {
    const stopped: ActionRule = { action: 'publish', needsCredits: true };
    const priced = { action: 'image_generation', needsCredits: true, price: 3_000_000n };
    const before = published(1, soon, [...actions, stopped, priced]);
    const reason =
      'must name connect_integration (price 2), publish (needs_credits true), ' +
      'image_generation (price 3), too: left out, they would lose what they have';
    given(before)
      .when(publish([change]), now + HOUR_MS)
      .refused('validation_failed', { invalid_parameters: [{ name: 'actions', reason }] });
    const named = [change, ...actions.slice(1, 2), stopped, needing('image_generation')];
    given(before)
      .when(publish(named), now + HOUR_MS)
      .then(
        GatePolicyPublished(now + HOUR_MS, {
          version: 2,
          effectiveFrom: now + HOUR_MS + CATALOGUE_NOTICE_MS,
          actions: [...named, ...FIRST_POLICY.actions.filter(isNotIn(named))],
        }),
      );
  });

  it.each<[string, ActionRule[]]>([
    ['no action at all', []],
    ['an action twice', [change, change]],
    ['no name of an action', [{ action: 'a b', needsCredits: true }]],
    ['a price of what is free', [{ action: 'publish', needsCredits: false, price: 1n }]],
    ['a price of nothing', [{ action: 'ai_change', needsCredits: true, price: 0n }]],
    ['a price below 0', [{ action: 'ai_change', needsCredits: true, price: -1n }]],
    ['too many', Array.from({ length: 101 }, (_, n) => ({ action: `a${n}`, needsCredits: true }))],
  ])('is refused for %s', (_what, rules) =>
    given().when(publish(rules), now).refused('validation_failed'),
  );
});
