import { z } from 'zod';
import { MODELS } from './models.js';
import type { Ask } from './converse.js';

const MAX_TEXT_CHARS = 500;
const MAX_FIELD_CHARS = 120;

const ids = MODELS.map(({ id }) => id);
const ONLY = 'Tinker works with its own three models only: choose another one.';
const model = z.string(ONLY).refine((id) => ids.includes(id), ONLY);
const mode = z.enum(['build', 'plan']).default('build');

/** A message to the builder. */
export const AskBody: z.ZodType<Ask> = z.strictObject({
  text: z
    .string()
    .trim()
    .min(1, 'Write a message first.')
    .max(MAX_TEXT_CHARS, `A message has at most ${MAX_TEXT_CHARS} characters.`),
  model,
  mode,
  what_if: z.enum(['nothing', 'platform_error', 'failed', 'tenfold']).default('nothing'),
});

/** What a message would cost. */
export const EstimateBody = z.strictObject({ model, mode });

/** What can be done to an app besides changing it, and what it is called at the gate. */
export const GATED = {
  publish: 'publish',
  'add-row': 'manage_data',
  'export-rows': 'export_data',
  share: 'share_app',
  picture: 'image_generation',
  connect: 'connect_integration',
} as const;

/** What the toolbar can do. */
export const ActionName = z.enum([
  'publish',
  'add-row',
  'export-rows',
  'share',
  'picture',
  'connect',
]);
export type ActionName = z.output<typeof ActionName>;

/** What an action may say besides its name. */
export const ActionBody = z.strictObject({
  name: z.string().trim().max(MAX_FIELD_CHARS).optional(),
  note: z.string().trim().max(MAX_FIELD_CHARS).optional(),
});
