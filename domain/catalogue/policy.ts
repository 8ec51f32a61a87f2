import { z } from 'zod';
import { Credits, MAX_CREDITS_PER_AMOUNT } from '../credits.js';
import { DomainError, invalidParameter } from '../errors.js';
import type { Instant } from '../instant.js';
import { Label } from '../model/price.js';

/** Whether what can be done with an account needs credits, and what it costs by itself. */
export const ActionRule = z.strictObject({
  action: Label,
  needsCredits: z.boolean(),
  /** What doing it once costs where nothing else says so: neither credits nor a model. */
  price: Credits.optional(),
});
export type ActionRule = z.output<typeof ActionRule>;

/** One dated version of the whole matrix. It ends where the next one starts. */
export interface GatePolicy {
  readonly version: number;
  readonly effectiveFrom: Instant;
  readonly actions: readonly ActionRule[];
}

/** Actions that one policy may name. */
export const MAX_ACTIONS_PER_POLICY = 100;

const needing = (action: string): ActionRule => ({ action, needsCredits: true });
const free = (action: string): ActionRule => ({ action, needsCredits: false });

/**
 * Holds from the beginning of time until operators publish another. Old answers are explained by
 * it: it is never edited.
 */
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

/** The policy in force at an instant; `published` are in order of their start. */
export const policyAt = (published: readonly GatePolicy[], instant: Instant): GatePolicy =>
  published.findLast(({ effectiveFrom }) => effectiveFrom <= instant) ?? FIRST_POLICY;

/** What a policy says of an action; refuses `action_not_found`. */
export function ruleOf({ actions, version }: GatePolicy, action: string): ActionRule {
  const rule = actions.find((one) => one.action === action);
  if (!rule) throw new DomainError('action_not_found', { action, policy_version: version });
  return rule;
}

/** Refuses `validation_failed` when a rule is out of bounds, naming the field. */
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

/**
 * A matrix with a rule for everything that the first policy names: whoever publishes another and
 * says nothing of `publish` has not stopped it.
 */
export const complete = (actions: readonly ActionRule[]): ActionRule[] => {
  const named = new Set(actions.map(({ action }) => action));
  return [...actions, ...FIRST_POLICY.actions.filter(({ action }) => !named.has(action))];
};

/** Whether two matrices say the same, in whatever order. */
export function sameActions(a: readonly ActionRule[], b: readonly ActionRule[]): boolean {
  const key = ({ action, needsCredits, price }: ActionRule) => `${action} ${needsCredits} ${price}`;
  return a.map(key).sort().join() === b.map(key).sort().join();
}
