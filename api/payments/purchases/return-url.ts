import { z } from 'zod';
import { invalid } from '../../http/problem.js';
import type { Caller } from '../../auth/caller.js';

const MAX_URL_CHARS = 2_000;

/** Where buyers go back to: a page of the product that sells. */
export const ReturnUrl = z
  .string()
  .max(MAX_URL_CHARS)
  .regex(
    /^https?:\/\/[^\s\\]+$/,
    'expected the address of a page, such as https://app.example/credits',
  )
  .refine((text) => URL.canParse(text) && new URL(text).username === '', 'expected an address')
  .meta({
    description:
      'The page of yours to which the buyer goes back, from the checkout and after the payment. ' +
      'A widget token with origins allows pages of those only.',
    examples: ['https://app.example/credits'],
  });

/** Refuses a page that the caller's widget token does not work on: 422 naming it. */
export function checkReturnUrl(url: string | undefined, caller: Caller): void {
  if (url === undefined || caller.kind !== 'widget') return;
  const { origins } = caller.grant;
  if (origins.length === 0 || origins.includes(new URL(url).origin)) return;
  throw invalid([{ name: 'return_url', reason: 'is of an origin that the token does not allow' }]);
}
