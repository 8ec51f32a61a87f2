/** Bodies of the routes of the gate. */
import { z } from 'zod';
import {
  ActionRule,
  MAX_ACTIONS_PER_POLICY,
  type GatePolicy,
} from '../../domain/catalogue/policy.js';
import { formatCredits } from '../../domain/credits.js';
import { formatInstant } from '../../domain/instant.js';
import { KnownAt } from '../shapes/known-at.js';
import { CreditsOrNone, CreditsText } from '../shapes/credits.js';
import { InstantText, RequestInstant } from '../shapes/time.js';
import { UsageBody } from '../models/bodies.js';
import { MemberId, ModelId } from '../shapes/ids.js';
import { Label } from '../shapes/words.js';

/** The action in question. */
export const GateBody = z
  .strictObject({
    action: Label,
    model: ModelId.optional(),
    usage_estimate: UsageBody.optional(),
    mode: Label.optional(),
    complexity: Label.optional(),
    member_id: MemberId.optional(),
    at: KnownAt.optional().meta({
      description:
        'Answers as it was answered then: an instant in the past (`decided_at` of an answer), or ' +
        'a `position`. By the policy, the rates and the account of that time; nothing is written.',
      examples: ['2026-01-31T10:00:00Z'],
    }),
  })
  .superRefine((body, context) => {
    const { model, usage_estimate: usage, mode, complexity } = body;
    const amiss = (path: string, message: string) => {
      context.issues.push({ code: 'custom', input: body, path: [path], message });
    };
    if (model === undefined && usage) amiss('model', 'is missing: expected the model to be used');
    if (usage !== undefined) return;
    if (model !== undefined) amiss('usage_estimate', 'is missing: expected what it would use');
    if (mode !== undefined) amiss('mode', 'must be left out where no model is named');
    if (complexity !== undefined) amiss('complexity', 'must be left out where no model is named');
  })
  .meta({
    id: 'GateQuestion',
    examples: [
      { action: 'publish' },
      { action: 'ai_change', model: 'swift-1', usage_estimate: { output_tokens: 2_000 } },
    ],
  });
export type GateBody = z.output<typeof GateBody>;

const Rule = z.strictObject({
  action: ActionRule.shape.action,
  needs_credits: z.boolean(),
  price: CreditsOrNone.optional().describe(
    'What doing it once costs where neither credits nor a model is named.',
  ),
});

/**
 * A complete policy: actions it omits do not exist while it is in force, except the built-in ones,
 * which keep their defaults.
 */
export const PolicyBody = z
  .strictObject({
    actions: z.array(Rule).min(1).max(MAX_ACTIONS_PER_POLICY),
    effective_from: RequestInstant.optional().describe(
      'At least 60 seconds from now, which it is unless told.',
    ),
  })
  .meta({
    id: 'PublishGatePolicy',
    examples: [
      {
        actions: [
          { action: 'ai_change', needs_credits: true },
          { action: 'connect_integration', needs_credits: true, price: '5' },
          { action: 'publish', needs_credits: false },
        ],
      },
    ],
  });
export type PolicyBody = z.output<typeof PolicyBody>;

/** Converts a body to rules. */
export const actionRules = ({ actions }: PolicyBody): ActionRule[] =>
  actions.map(({ action, needs_credits: needsCredits, price }) => ({
    action,
    needsCredits,
    ...(price !== undefined && { price }),
  }));

/** One dated policy. */
export const PolicyAnswer = z
  .object({
    version: z.number().int(),
    effective_from: InstantText,
    actions: z.array(
      z
        .object({ action: Label, needs_credits: z.boolean(), price: CreditsText.nullable() })
        .meta({ id: 'GateAction' }),
    ),
  })
  .meta({ id: 'GatePolicy' });

/** Presents a policy. */
export const presentPolicy = (policy: GatePolicy): z.input<typeof PolicyAnswer> => ({
  version: policy.version,
  effective_from: formatInstant(policy.effectiveFrom),
  actions: policy.actions.map(({ action, needsCredits, price }) => ({
    action,
    needs_credits: needsCredits,
    price: price === undefined ? null : formatCredits(price),
  })),
});
