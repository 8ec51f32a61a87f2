import TestSequencer from '@jest/test-sequencer';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The spec files that take longest, in the order they are started. Those that mostly wait (for a
 * lease, a time-out, a minute of soak) stand between those that keep a core busy.
 */
const LONGEST = [
  'browser/console/operations',
  'browser/console/money',
  'soak/soak',
  'browser/console/accounts',
  'browser/plans',
  'domain/account/invariants',
  'sandbox/launch',
  'tools/rebuild',
  'api/payments/failing-calls',
  'api/payments/kill',
  'api/payments/refund-faults',
  'api/payments/recovering',
  'api/payments/subscriptions/changing-plans',
  'api/payments/subscriptions/buyers-actions',
  'api/payments/subscriptions/renewals',
  'api/payments/back-order',
  'api/payments/refunding',
  'api/payments/top-ups',
  'api/payments/subscriptions/odd-lines',
  'api/payments/money-back',
  'browser/buying',
  'api/http/hostile',
  'browser/refunding',
  'projections/main',
  'browser/demo-layout',
  'worker/deliveries/webhook-jobs',
  'browser/demo',
  'tools/seed',
  'platform/event-store/for-ever',
  'tools/import',
  'api/payments/findings',
  'worker/deliveries/kill',
  'api/docs/openapi-tried',
  'browser/connection',
  'worker/worker',
  'worker/reactions/follow',
  'api/rolling-restart',
  'api/accounts/model',
  'browser/widget',
].map((name) => join(import.meta.dirname, '..', `${name}.spec.ts`));

/** Starts the longest files first, also where no run before has measured them. */
export default class LongestFirst extends TestSequencer {
  sort(tests) {
    const gone = LONGEST.filter((path) => !existsSync(path));
    if (gone.length > 0) throw new Error(`longest-first.mjs names what is gone: ${gone}`);
    const rank = ({ path }) => LONGEST.indexOf(path) + 1 || Infinity;
    const sorted = super.sort([...tests]);
    return sorted.sort((one, other) => rank(one) - rank(other) || 0);
  }
}
