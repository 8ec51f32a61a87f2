/** What the child processes are told: decided once, before the first one starts. */
import { isIPv6 } from 'node:net';
import { AnchorKey } from '../../platform/anchors/anchor.js';
import { STRIPE_PAGES } from '../../platform/config/stripe.js';

/** Where servers of ours listen that nobody else needs. */
export const LOOPBACK = '127.0.0.1';

/** Settings of the child processes, all decided before the first one starts. */
export interface Settings {
  readonly host: string;
  readonly port: number;
  readonly databaseUrl: string;
  /** The same without a pooler. */
  readonly directUrl: string;
  readonly eventStoreUrl: string;
  /** Absent: DATABASE_URL names a server that is not ours. */
  readonly postgres?: { readonly folder: string; readonly port: number };
  /** Absent: EVENTSTORE_URL names a node that is not ours. */
  readonly eventStorePort?: number;
  /** Where the worker says how it is. */
  readonly worker: { readonly host: string; readonly port: number };
  /** Absent: no demo, for this is no sandbox. */
  readonly demoPort?: number;
  /** The double of Stripe; absent: a key of Stripe is given, or this is no sandbox. */
  readonly stripe?: StripeDouble;
  /** The sandbox of mails; absent: SMTP_URL is given, or this is no sandbox. */
  readonly mail?: MailDouble;
  /** Where browsers reach the API, without a slash at the end. */
  readonly publicUrl: string;
  readonly apiKey: string;
  readonly anchorKey: string;
  readonly secretKey: string;
  /** The first administrator of the console. */
  readonly admin: { readonly email: string; readonly password: string };
  readonly mode: 'sandbox' | 'production';
}

/** How the double of Stripe is run. */
export interface StripeDouble {
  readonly port: number;
  /** Its key is `sk_test_` and this, its signing secret `whsec_` and this, its token this. */
  readonly secret: string;
}

/** Where the sandbox of mails listens. */
export interface MailDouble {
  readonly smtpPort: number;
  readonly pagePort: number;
}

/** Where a server that listens on this address is found from here. */
export const reachable = (host: string): string =>
  host === '0.0.0.0' || host === '::' ? LOOPBACK : host;

/** Where the API is found from this machine. */
export function urlOf({ host, port }: Pick<Settings, 'host' | 'port'>): string {
  const reached = reachable(host);
  return `http://${isIPv6(reached) ? `[${reached}]` : reached}:${port}`;
}

/** Each process gets the keys that it needs, and an empty value where it is to have none. */
export function keysOf(
  file: string,
  { apiKey, anchorKey, secretKey, admin }: Settings,
): Record<string, string> {
  const signs = file === 'projections/main.js';
  const seals = file === 'api/main.js' || file === 'worker/main.js';
  const asks = file === 'api/main.js' || file === 'sandbox/demo/main.js';
  const verifies = seals;
  return {
    SCRIP_API_KEY: asks ? apiKey : '',
    SCRIP_ADMIN_EMAIL: file === 'api/main.js' ? admin.email : '',
    SCRIP_ADMIN_PASSWORD: file === 'api/main.js' ? admin.password : '',
    SCRIP_SECRET_KEY: seals ? secretKey : '',
    SCRIP_ANCHOR_KEY: signs ? anchorKey : '',
    SCRIP_ANCHOR_PUBLIC_KEY: verifies ? AnchorKey.fromSeed(anchorKey).publicBase64() : '',
  };
}

/** How Stripe is reached, for those that sell; to the others it is not told. */
export function paymentsOf(file: string, { stripe, publicUrl }: Settings): Record<string, string> {
  const sells = file === 'api/main.js' || file === 'worker/main.js';
  if (!sells) {
    return {
      STRIPE_SECRET_KEY: '',
      STRIPE_WEBHOOK_SECRET: '',
      STRIPE_API_URL: '',
      STRIPE_SANDBOX_TOKEN: '',
    };
  }
  if (!stripe) return {};
  return {
    // The API moves the clock.
    STRIPE_SANDBOX_TOKEN: file === 'api/main.js' ? stripe.secret : '',
    STRIPE_SECRET_KEY: keyOf(stripe.secret),
    STRIPE_WEBHOOK_SECRET: signingSecretOf(stripe.secret),
    STRIPE_API_URL: `http://${LOOPBACK}:${stripe.port}`,
    SCRIP_PUBLIC_URL: publicUrl,
  };
}

/** How mails are sent, for those that store or send them; to the others it is not told. */
export function mailsOf(file: string, { mail }: Settings): Record<string, string> {
  const sends = file === 'api/main.js' || file === 'worker/main.js';
  if (!sends) return { SMTP_URL: '', MAIL_FROM: '', MAIL_FINANCE: '' };
  if (!mail) return {};
  return {
    SMTP_URL: `smtp://${LOOPBACK}:${mail.smtpPort}`,
    MAIL_FROM: 'Scrip sandbox <credits@scrip.localhost>',
    MAIL_FINANCE: 'finance@scrip.localhost',
  };
}

/** Where the outbox is found from this machine. */
export const outboxOf = ({ pagePort }: MailDouble): string => `http://${LOOPBACK}:${pagePort}`;

/** What the double of Stripe is told. */
export function toldToStripe(settings: Settings, { secret }: StripeDouble): Record<string, string> {
  return {
    DATABASE_URL: settings.directUrl,
    STRIPE_SECRET_KEY: keyOf(secret),
    STRIPE_WEBHOOK_SECRET: signingSecretOf(secret),
    STRIPE_WEBHOOK_URL: `${urlOf(settings)}/webhooks/stripe`,
    STRIPE_SANDBOX_TOKEN: secret,
    STRIPE_SANDBOX_PUBLIC_URL: `${settings.publicUrl}${STRIPE_PAGES}`,
  };
}

const keyOf = (secret: string): string => `sk_test_${secret}`;
const signingSecretOf = (secret: string): string => `whsec_${secret}`;
