import { invalid, missing, StripeFailure, unauthenticated } from '../state/errors.js';

/** How a call goes wrong. */
export const FAULTS = [
  '400',
  '401',
  '402',
  '403',
  '404',
  '429',
  '500',
  'lock_timeout',
  'close_before',
  'close_after',
  'slow',
  'null',
  'empty',
] as const;
/** One of them. */
export type FaultKind = (typeof FAULTS)[number];

/** A fault that waits for its call. */
export interface Fault {
  readonly kind: FaultKind;
  /** `METHOD /v1/path`, ids as `:id`; absent: any call. */
  readonly route?: string;
  /** How many calls go through before it. */
  readonly after: number;
  /** How many calls it meets. */
  readonly times: number;
  /** How much later the answer of a slow call comes. */
  readonly ms: number;
}

/** The faults that are still to come. */
export class Faults {
  private planned: { fault: Fault; seen: number }[] = [];

  plan(fault: Fault): void {
    this.planned.push({ fault, seen: 0 });
  }

  clear(): void {
    this.planned = [];
  }

  /** The fault that this call meets, once per call. */
  meet(route: string): Fault | undefined {
    for (const plan of this.planned) {
      const { fault } = plan;
      if (fault.route !== undefined && fault.route !== route) continue;
      plan.seen += 1;
      if (plan.seen <= fault.after) continue;
      if (plan.seen >= fault.after + fault.times) {
        this.planned = this.planned.filter((other) => other !== plan);
      }
      return fault;
    }
    return undefined;
  }

  get left(): readonly Fault[] {
    return this.planned.map(({ fault }) => fault);
  }
}

/** What Stripe says before anything is done; undefined: the fault is of another kind. */
export function refusalOf(kind: FaultKind): StripeFailure | undefined {
  return REFUSALS[kind]?.();
}

const REFUSALS: Partial<Record<FaultKind, () => StripeFailure>> = {
  '400': () => invalid('Your account cannot currently make charges.', { code: 'account_invalid' }),
  '401': () => unauthenticated('Expired API Key provided: rk_test_***', 'api_key_expired'),
  '402': () =>
    new StripeFailure(402, {
      type: 'card_error',
      code: 'card_declined',
      message: 'Your card was declined.',
    }),
  // https://docs.stripe.com/keys/restricted-api-keys
  '403': () =>
    new StripeFailure(403, {
      type: 'invalid_request_error',
      message:
        "The provided key 'rk_test_***' does not have the required permissions for this endpoint " +
        "on account 'acct_sandbox'.",
    }),
  '404': () => missing('price', 'price_of_nothing'),
  '429': () =>
    new StripeFailure(429, {
      type: 'invalid_request_error',
      code: 'rate_limit',
      message: 'Too many requests hit the API too quickly.',
    }),
  // https://docs.stripe.com/rate-limits#object-lock-timeouts
  lock_timeout: () =>
    new StripeFailure(
      429,
      {
        type: 'invalid_request_error',
        code: 'lock_timeout',
        message:
          'This object cannot be accessed right now because another API request or Stripe ' +
          'process is currently accessing it.',
      },
      { 'stripe-should-retry': 'true' },
    ),
};
