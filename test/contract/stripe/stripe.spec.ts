import { afterAll, beforeAll, describe } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import Stripe from 'stripe';
import { startSandbox, type SandboxHarness } from '../../support/stripe/sandbox.js';
import { describeChanges } from './changes.js';
import { describeObjects } from './objects.js';
import { describeOpenInvoices } from './open-invoices.js';
import { describePayments } from './payments.js';
import { describePortal } from './portal.js';
import { describeRequests } from './requests.js';
import { describeSavedCards } from './saved-cards.js';
import { describeSubscriptions } from './subscriptions.js';
import type { Target } from './target.js';

// What Scrip needs of Stripe, by the real SDK. Against the double always; against Stripe itself
// where STRIPE_SECRET_KEY holds a key of test mode. Each fact names the page of Stripe's
// documentation that it comes from.

describe('the sandbox as Stripe', () => {
  let harness: SandboxHarness;
  let target: Target;
  beforeAll(async () => {
    harness = await startSandbox();
    target = { stripe: harness.client(), settled: () => harness.pass(5) };
  });
  afterAll(() => harness.close());
  describeAll(() => target);
});

const testKey = process.env['STRIPE_SECRET_KEY'];
if (testKey?.startsWith('sk_test_')) {
  describe('Stripe in test mode', () => {
    const stripe = new Stripe(testKey, { telemetry: false });
    describeAll(() => ({ stripe, settled: () => sleep(10_000) }));
  });
}

function describeAll(target: () => Target): void {
  describeRequests(target);
  describeObjects(target);
  describePayments(target);
  describeSubscriptions(target);
  describeOpenInvoices(target);
  describeChanges(target);
  describeSavedCards(target);
  describePortal(target);
}
