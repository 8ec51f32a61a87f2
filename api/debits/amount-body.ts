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

/** How one route calls things. */
interface AmountWords {
  /** The field that says what a model uses. */
  readonly usage: 'usage' | 'usage_estimate';
  /** A debit, a hold … */
  readonly what: string;
}

/**
 * A check of a body that names its cost in one of three ways: credits, a model and what it uses, or
 * an action alone, which then needs a price of its own.
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
