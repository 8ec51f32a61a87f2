/** Settings of payments through Stripe. */
import { z } from 'zod';
import { together, whole } from './values.js';

/** How Stripe is reached, and how its webhooks are known. */
export interface StripeSettings {
  readonly secretKey: string;
  /** The key is one for real money. */
  readonly isLive: boolean;
  /** One, or two while the secret is being changed. */
  readonly webhookSecrets: readonly string[];
  /** Another address than Stripe's: a double of it; undefined: Stripe itself. */
  readonly apiUrl: URL | undefined;
  /** Opens the control plane of that double, whose time the test clock takes along. */
  readonly sandboxToken: string | undefined;
  /** How long one call may take, in milliseconds; it is then made again, twice. */
  readonly timeoutMs: number;
  /** Where browsers reach Scrip, without a slash at the end. */
  readonly publicUrl: string;
}

/** Path under which the API shows the pages of a double of Stripe. */
export const STRIPE_PAGES = '/stripe-sandbox';

const MAX_WEBHOOK_SECRETS = 2;
const LIVE = /^(sk|rk)_live_/;

/** Secrets are never shown. */
const secretKey = z
  .string()
  .regex(
    /^(sk|rk)_(test|live)_[A-Za-z0-9_]{8,}$/,
    'expected a whole secret or restricted key of Stripe: sk_test_…, sk_live_…, rk_test_… or rk_live_…',
  );

const webhookSecrets = z
  .string()
  .transform((text) => text.split(',').map((part) => part.trim()))
  .refine(
    (parts) =>
      parts.length <= MAX_WEBHOOK_SECRETS &&
      parts.every((part) => /^whsec_[A-Za-z0-9_+/=]{8,}$/.test(part)),
    'expected a signing secret, whsec_…, or two with a comma between while it is being changed',
  );

const webUrl = (example: string) =>
  z.string().refine((text) => {
    if (!URL.canParse(text)) return false;
    const { protocol, username, password, search, hash } = new URL(text);
    return /^https?:$/.test(protocol) && `${username}${password}${search}${hash}` === '';
  }, `expected a URL such as ${example}`);

/** The variables, as a part of all. */
export const STRIPE_VARIABLES = {
  STRIPE_SECRET_KEY: secretKey
    .optional()
    .describe(
      'secret key of Stripe (`sk_…`) or restricted key (`rk_…`), for a test or for real money; without ' +
        'it nothing is sold',
    ),
  STRIPE_WEBHOOK_SECRET: webhookSecrets
    .optional()
    .describe(
      'signing secret of the webhook endpoint `/webhooks/stripe` at Stripe; two, with a comma ' +
        'between, while it is being changed',
    ),
  STRIPE_API_URL: webUrl('http://127.0.0.1:12111')
    .optional()
    .describe('address of a double of Stripe, never with a live key; Stripe itself unless set'),
  STRIPE_SANDBOX_TOKEN: z
    .string()
    .regex(/^[!-~]{16,200}$/, 'expected 16 to 200 printable ASCII characters without spaces')
    .optional()
    .describe(
      'token of the double of Stripe at `STRIPE_API_URL`, in sandbox mode: the test clock then ' +
        'takes its time along; `npm start` sets it',
    ),
  STRIPE_TIMEOUT_SECONDS: whole(1, 80)
    .default(20)
    .describe('how long one call to Stripe may take; it is then made again, twice'),
  SCRIP_PUBLIC_URL: webUrl('https://credits.example')
    .transform((text) => text.replace(/\/+$/, ''))
    .optional()
    .describe('address at which browsers reach the API: buyers return to it from the checkout'),
};

type Read = z.output<z.ZodObject<typeof STRIPE_VARIABLES>>;

const keyWithSecret = together('STRIPE_SECRET_KEY', 'STRIPE_WEBHOOK_SECRET');

/**
 * Refuses a part of the settings without the others; a live key whose calls would go elsewhere; and
 * a live key with a test clock.
 */
export function allOfStripe(
  read: Read & { readonly SCRIP_MODE?: string },
  context: z.RefinementCtx,
): void {
  keyWithSecret(read, context);
  const refuse = (name: string, message: string) =>
    context.addIssue({ code: 'custom', path: [name], message });
  const { STRIPE_SECRET_KEY: key, STRIPE_API_URL: apiUrl, SCRIP_PUBLIC_URL: publicUrl } = read;
  refuseToken(read, refuse);
  if (key === undefined) {
    if (apiUrl !== undefined) refuse('STRIPE_API_URL', 'has no use without STRIPE_SECRET_KEY');
    return;
  }
  const isSandbox = read.SCRIP_MODE === 'sandbox';
  if (publicUrl === undefined && !isSandbox) {
    refuse('SCRIP_PUBLIC_URL', 'must be set with STRIPE_SECRET_KEY');
  }
  if (!LIVE.test(key)) return;
  if (apiUrl !== undefined) {
    refuse('STRIPE_API_URL', 'must not be set with a live key: it would be sent to another host');
  }
  if (isSandbox) {
    refuse(
      'STRIPE_SECRET_KEY',
      'a live key must not be used in sandbox mode, whose clock is moved',
    );
  }
}

/** A token is for a double whose time is moved: never beside real money or real time. */
function refuseToken(
  read: Read & { readonly SCRIP_MODE?: string },
  refuse: (name: string, message: string) => void,
): void {
  if (read.STRIPE_SANDBOX_TOKEN === undefined) return;
  const name = 'STRIPE_SANDBOX_TOKEN';
  if (read.STRIPE_API_URL === undefined) refuse(name, 'has no use without STRIPE_API_URL');
  if (read.SCRIP_MODE !== 'sandbox') refuse(name, 'must not be set outside of sandbox mode');
  if (LIVE.test(read.STRIPE_SECRET_KEY ?? '')) refuse(name, 'must not be set with a live key');
}

/** The settings; undefined: payments are not set up. */
export function stripeOf(read: Read, port: number): StripeSettings | undefined {
  const { STRIPE_SECRET_KEY: key, STRIPE_WEBHOOK_SECRET: secrets, STRIPE_API_URL: apiUrl } = read;
  if (key === undefined || secrets === undefined) return undefined;
  return {
    secretKey: key,
    isLive: LIVE.test(key),
    webhookSecrets: secrets,
    apiUrl: apiUrl === undefined ? undefined : new URL(apiUrl),
    sandboxToken: read.STRIPE_SANDBOX_TOKEN,
    timeoutMs: read.STRIPE_TIMEOUT_SECONDS * 1_000,
    publicUrl: read.SCRIP_PUBLIC_URL ?? `http://127.0.0.1:${port}`,
  };
}
