/** Bodies of the routes of holds. */
import { z } from 'zod';
import { MAX_HOLD_MS } from '../../domain/account/decide/hold.js';
import { SECOND_MS } from '../../domain/instant.js';
import { checkAmount } from '../debits/amount-body.js';
import { CreditsOrNone, PositiveCredits } from '../shapes/credits.js';
import { UsageBody } from '../models/bodies.js';
import { MemberId, ModelId } from '../shapes/ids.js';
import { Label, Outcome } from '../shapes/words.js';

const expires_in_s = z
  .number()
  .int()
  .min(1)
  .max(MAX_HOLD_MS / SECOND_MS)
  .optional();

const manner = { mode: Label.optional(), complexity: Label.optional() };

/** What to reserve: an amount, a model's expected usage, or an action with a price. */
export const HoldBody = z
  .strictObject({
    credits: PositiveCredits.optional(),
    model: ModelId.optional(),
    usage_estimate: UsageBody.optional(),
    ...manner,
    action: Label.optional(),
    feature: Label.optional(),
    member_id: MemberId.optional(),
    expires_in_s: expires_in_s.describe('How long it is kept: 300 unless told.'),
  })
  .superRefine(checkAmount({ usage: 'usage_estimate', what: 'hold' }))
  .meta({
    id: 'NewHold',
    examples: [
      { credits: '5', action: 'ai_change' },
      {
        model: 'swift-1',
        usage_estimate: { input_tokens: 1_200, output_tokens: 2_000 },
        expires_in_s: 600,
      },
    ],
  });
export type HoldBody = z.output<typeof HoldBody>;

/** Additional credits, a longer time, or both. */
export const ExtendBody = z
  .strictObject({
    credits: PositiveCredits.optional().describe(
      'What to reserve besides what is reserved already.',
    ),
    usage_estimate: UsageBody.optional().describe(
      "The same as usage of the hold's model, by the rate that the hold keeps.",
    ),
    expires_in_s: expires_in_s.describe(
      'How long it is kept from now on; never shorter than before.',
    ),
  })
  .superRefine((body, context) => {
    const { credits, usage_estimate, expires_in_s } = body;
    const amiss = (path: string, message: string) => {
      context.issues.push({ code: 'custom', input: body, path: [path], message });
    };
    if (credits !== undefined && usage_estimate !== undefined) {
      amiss('usage_estimate', 'must be left out where credits are named');
    }
    if (credits === undefined && usage_estimate === undefined && expires_in_s === undefined) {
      amiss('credits', 'expected credits, usage_estimate or expires_in_s');
    }
  })
  .meta({ id: 'ExtendHold', examples: [{ credits: '2' }, { expires_in_s: 300 }] });
export type ExtendBody = z.output<typeof ExtendBody>;

/** The final cost: an amount, or usage. */
export const SettleBody = z
  .strictObject({
    credits: CreditsOrNone.optional(),
    model: ModelId.optional().describe("What was really used; the hold's unless told."),
    usage: UsageBody.optional(),
    mode: Label.optional().describe("The hold's unless told; so is `complexity`."),
    complexity: Label.optional(),
    outcome: Outcome.optional().describe(
      '`ok` unless told; `aborted`: its reader went away, this is what was produced.',
    ),
  })
  .superRefine((body, context) => {
    const amiss = (path: string, message: string) => {
      context.issues.push({ code: 'custom', input: body, path: [path], message });
    };
    if (body.credits === undefined) {
      if (body.usage === undefined) amiss('credits', 'expected credits, or usage');
      return;
    }
    for (const name of ['model', 'usage', 'mode', 'complexity'] as const) {
      if (body[name] !== undefined) amiss(name, 'must be left out of a settle that names credits');
    }
  })
  .meta({
    id: 'SettleHold',
    examples: [
      { usage: { input_tokens: 1_240, output_tokens: 910 } },
      { credits: '1.25', outcome: 'aborted' },
    ],
  });
export type SettleBody = z.output<typeof SettleBody>;
