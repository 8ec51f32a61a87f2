import { randomBytes } from 'node:crypto';
import Stripe from 'stripe';
import {
  startStripeSandbox,
  type StripeSandbox,
  type StripeSandboxOptions,
} from '../../../sandbox/stripe/start.js';
import { createDatabase } from '../stores/postgres.js';
import { mustBeStripes } from './check.js';

/** The double with a database of its own, every answer held against Stripe's types. */
export interface SandboxHarness {
  readonly sandbox: StripeSandbox;
  readonly apiKey: string;
  /** Opens its control plane. */
  readonly controlToken: string;
  /** A client as the product makes it. */
  client(options?: { maxNetworkRetries?: number; apiKey?: string }): Stripe;
  /** Asks the control plane; throws unless the answer is a success. */
  control<T = unknown>(method: string, path: string, body?: object): Promise<T>;
  /** Lets so many seconds pass. */
  pass(seconds: number): Promise<void>;
  /** Sends webhooks there from now on, signed with the secret. */
  hookTo(webhook: { readonly url: string; readonly secret: string }): Promise<void>;
  /** Ends it and starts it anew, with what it had kept. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

export async function startSandbox(
  options: Partial<StripeSandboxOptions> = {},
): Promise<SandboxHarness> {
  const database = await createDatabase();
  const apiKey = `sk_test_${randomBytes(12).toString('hex')}`;
  const controlToken = randomBytes(12).toString('hex');
  let hook: StripeSandboxOptions['webhook'];
  const start = (port?: number) =>
    startStripeSandbox({
      databaseUrl: database.url,
      apiKey,
      controlToken,
      inspect: mustBeStripes,
      log: (message) => console.error(message),
      ...options,
      ...(port !== undefined && { port }),
      ...(hook && { webhook: hook }),
    });
  let sandbox = await start();
  const control = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const answer = await fetch(`${sandbox.url}/_sandbox/${path}`, {
      method,
      headers: {
        authorization: `Bearer ${controlToken}`,
        // Also without a body, as many clients do.
        'content-type': 'application/json',
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return JSON.parse(text) as T;
  };
  const restart = async (): Promise<void> => {
    const { port } = sandbox;
    await sandbox.stop();
    sandbox = await start(port);
  };
  return {
    get sandbox() {
      return sandbox;
    },
    apiKey,
    controlToken,
    client: ({ maxNetworkRetries = 0, apiKey: key = apiKey } = {}) =>
      new Stripe(key, {
        host: '127.0.0.1',
        port: sandbox.port,
        protocol: 'http',
        telemetry: false,
        maxNetworkRetries,
        timeout: 20_000,
      }),
    control,
    pass: async (seconds) => {
      await control('POST', 'clock', { by: seconds });
    },
    hookTo: (webhook) => {
      hook = webhook;
      return restart();
    },
    restart,
    close: async () => {
      await sandbox.stop();
      await database.drop();
    },
  };
}
