import type { z } from 'zod';

interface AmountBody {
  readonly credits?: unknown;
  readonly model?: unknown;
  readonly usage?: unknown;
  readonly usage_estimate?: unknown;
  readonly mode?: unknown;
  readonly complexity?: unknown;
  readonly action?: unknown;
}

interface AmountWords {
  /** The field with a model's usage. */
  readonly usage: 'usage' | 'usage_estimate';
  /** A debit, a hold … */
  readonly what: string;
}

/**
 * Validates that a body names its cost in one of three ways: credits, a model with usage, or an
 * action alone, which then needs a price.
 */
export const checkAmount =
  ({ usage, what }: AmountWords) =>
  (body: AmountBody, context: z.core.ParsePayload): void => {
    const amiss = (path: string, message: string) => {
      context.issues.push({ code: 'custom', input: body, path: [path], message });
    };
    const { credits, model, action } = body;
    if (credits === undefined && model !== undefined) {
      if (body[usage] === undefined) amiss(usage, 'expected what the model used');
      return;
    }
    const isActionAlone = credits === undefined && action !== undefined;
    if (credits === undefined && !isActionAlone) {
      return amiss('credits', `expected credits, or model and ${usage}`);
    }
    const named = isActionAlone ? 'no model' : 'credits';
    for (const name of ['model', usage, 'mode', 'complexity'] as const) {
      if (body[name] !== undefined)
        amiss(name, `must be left out of a ${what} that names ${named}`);
    }
  };
