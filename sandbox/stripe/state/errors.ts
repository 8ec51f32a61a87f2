import type { Stripe } from 'stripe';

/** What `error` of an answer holds. https://docs.stripe.com/api/errors */
export interface ErrorBody {
  readonly type: Stripe.StripeRawError['type'];
  readonly message: string;
  readonly code?: string;
  readonly param?: string;
  readonly decline_code?: string;
  readonly payment_intent?: object;
  readonly payment_method?: object;
  readonly setup_intent?: object;
  readonly charge?: string;
}

/** Ends a request with an error in Stripe's shape; what the request has written is undone. */
export class StripeFailure extends Error {
  constructor(
    readonly status: number,
    readonly body: ErrorBody,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(body.message);
  }
}

/** A request that cannot be fulfilled as it is: 400. */
export const invalid = (
  message: string,
  more: Pick<ErrorBody, 'code' | 'param' | 'payment_intent' | 'setup_intent'> = {},
): StripeFailure => new StripeFailure(400, { type: 'invalid_request_error', message, ...more });

/** An id of nothing: 404 in the path, 400 as a parameter. */
export const missing = (kind: string, id: string, param = 'id'): StripeFailure =>
  new StripeFailure(param === 'id' ? 404 : 400, {
    type: 'invalid_request_error',
    code: 'resource_missing',
    message: `No such ${kind.replace(/[_.]/g, ' ')}: '${id}'`,
    param,
  });

/** Stripe has it, and the double does not. */
export const outside = (what: string, param?: string): StripeFailure =>
  new StripeFailure(501, {
    type: 'invalid_request_error',
    code: 'sandbox_unsupported',
    message: `the sandbox has no ${what}`,
    ...(param !== undefined && { param }),
  });

/** 401. https://docs.stripe.com/api/authentication */
export const unauthenticated = (message: string, code?: string): StripeFailure =>
  new StripeFailure(401, {
    type: 'invalid_request_error',
    message,
    ...(code !== undefined && { code }),
  });

/** Whatever else went wrong inside of the double. */
export const internal = (message: string): StripeFailure =>
  new StripeFailure(500, { type: 'api_error', message });
