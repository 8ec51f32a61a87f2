import { z } from 'zod';
import { readVariables } from '../../platform/config/config.js';
import { endUnstarted } from '../../platform/start-failure.js';
import { startStripeSandbox } from './start.js';

// The process entry of the double of Stripe: runs it by itself, for a program that is to pay
// without Stripe. docs/stripe-sandbox.md says how.

const Environment = z.object({
  DATABASE_URL: z.string().min(1),
  PORT: z.coerce.number().int().min(0).max(65_535).default(12_111),
  /** The key that callers show. */
  STRIPE_SECRET_KEY: z.string().startsWith('sk_test_'),
  /** Opens the control plane. */
  STRIPE_SANDBOX_TOKEN: z.string().min(16).optional(),
  /** Where webhooks go, and the secret that they are signed with. */
  STRIPE_WEBHOOK_URL: z.url().optional(),
  STRIPE_WEBHOOK_SECRET: z.string().startsWith('whsec_').optional(),
  /** Where people reach the pages; the double itself by default. */
  STRIPE_SANDBOX_PUBLIC_URL: z.url().optional(),
});

async function main(): Promise<void> {
  const environment = readVariables(Environment, process.env);
  const { STRIPE_WEBHOOK_URL: url, STRIPE_WEBHOOK_SECRET: secret } = environment;
  const { STRIPE_SANDBOX_TOKEN: controlToken, STRIPE_SANDBOX_PUBLIC_URL: publicUrl } = environment;
  const sandbox = await startStripeSandbox({
    databaseUrl: environment.DATABASE_URL,
    port: environment.PORT,
    apiKey: environment.STRIPE_SECRET_KEY,
    log: (message) => console.log(message),
    ...(controlToken !== undefined && { controlToken }),
    ...(publicUrl !== undefined && { publicUrl }),
    ...(url !== undefined && secret !== undefined && { webhook: { url, secret } }),
  });
  console.log(`the sandbox of Stripe listens on ${sandbox.url}; no money is real there`);
  const end = (): void => void sandbox.stop().then(() => process.exit(0));
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
}

main().catch(endUnstarted);
