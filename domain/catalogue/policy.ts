import { z } from 'zod';
import { Credits, formatCredits, MAX_CREDITS_PER_AMOUNT } from '../credits.js';
import { DomainError, invalidParameter } from '../errors.js';
import type { Instant } from '../instant.js';
import { Label } from '../model/price.js';

/** Whether an action needs credits, and its price. */
export const ActionRule = z.strictObject({
  action: Label,
  needsCredits: z.boolean(),
  /** Price of the action if the request names neither credits nor a model. */
  price: Credits.optional(),
});
export type ActionRule = z.output<typeof ActionRule>;

/** One dated version of the gate policy; it ends when the next one starts. */
export interface GatePolicy {
  readonly version: number;
  readonly effectiveFrom: Instant;
  readonly actions: readonly ActionRule[];
}

/** Limit of actions per policy. */
export const MAX_ACTIONS_PER_POLICY = 100;

const needing = (action: string): ActionRule => ({ action, needsCredits: true });
const free = (action: string): ActionRule => ({ action, needsCredits: false });

/** In force until operators publish another. Never edit it: it explains old answers. */
export const FIRST_POLICY: GatePolicy = {
  version: 0,
  effectiveFrom: 0,
  actions: [
    needing('ai_change'),
    needing('image_generation'),
    needing('connect_integration'),
    free('serve_app'),
    free('publish'),
    free('manage_data'),
    free('export_data'),
    free('share_app'),
  ],
};

/** The policy in force at an instant; `published` is ordered by start. */
export const policyAt = (published: readonly GatePolicy[], instant: Instant): GatePolicy =>
  published.findLast(({ effectiveFrom }) => effectiveFrom <= instant) ?? FIRST_POLICY;

/** The rule of an action; refuses `action_not_found`. */
export function ruleOf({ actions, version }: GatePolicy, action: string): ActionRule {
  const rule = actions.find((one) => one.action === action);
  if (!rule) throw new DomainError('action_not_found', { action, policy_version: version });
  return rule;
}

/** Refuses `validation_failed` naming a rule that is out of bounds. */
export function checkActions(actions: readonly ActionRule[]): void {
  if (actions.length < 1 || actions.length > MAX_ACTIONS_PER_POLICY) {
    throw invalidParameter('actions', `expected 1 to ${MAX_ACTIONS_PER_POLICY}`);
  }
  const seen = new Set<string>();
  actions.forEach(({ action, needsCredits, price }, index) => {
    const field = `actions[${index}]`;
    if (!Label.safeParse(action).success) {
      throw invalidParameter(`${field}.action`, 'expected 1 to 64 of A-Z a-z 0-9 . _ : -');
    }
    if (seen.has(action)) throw invalidParameter(`${field}.action`, 'expected each action once');
    seen.add(action);
    if (price === undefined) return;
    if (!needsCredits) throw invalidParameter(`${field}.price`, 'what is free has no price');
    if (price <= 0n || price > MAX_CREDITS_PER_AMOUNT) {
      throw invalidParameter(`${field}.price`, 'expected more than 0, at most 1000000000 credits');
    }
  });
}

/** Adds the built-in actions that a policy omits: omitting `publish` does not block it. */
export const complete = (actions: readonly ActionRule[]): ActionRule[] => {
  const named = new Set(actions.map(({ action }) => action));
  return [...actions, ...FIRST_POLICY.actions.filter(({ action }) => !named.has(action))];
};

/**
 * Refuses `validation_failed` if omitting a built-in action would reset a price or switch set by
 * the previous policy.
 */
export function requireNothingLost(before: GatePolicy, given: readonly ActionRule[]): void {
  const after = complete(given);
  const named = new Set(given.map(({ action }) => action));
  const lost = before.actions.filter((rule) => {
    const other = after.find(({ action }) => action === rule.action);
    return !named.has(rule.action) && other && !sameActions([rule], [other]);
  });
  if (lost.length === 0) return;
  const told = lost.map(({ action, needsCredits, price }) =>
    price === undefined
      ? `${action} (needs_credits ${needsCredits})`
      : `${action} (price ${formatCredits(price)})`,
  );
  throw invalidParameter(
    'actions',
    `must name ${told.join(', ')}, too: left out, they would lose what they have`,
  );
}

/** Actions of the previous policy that this one lacks. */
export const removedSince = (before: GatePolicy, after: GatePolicy): string[] =>
  before.actions
    .map(({ action }) => action)
    .filter((name) => !after.actions.some(({ action }) => action === name));

/** Whether two policies are equal, in any order. */
export function sameActions(a: readonly ActionRule[], b: readonly ActionRule[]): boolean {
  const key = ({ action, needsCredits, price }: ActionRule) => `${action} ${needsCredits} ${price}`;
  return a.map(key).sort().join() === b.map(key).sort().join();
}
