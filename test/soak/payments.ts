import { spawn } from 'node:child_process';
import { SOAK_VARIABLES } from '../support/stripe/soak-runs.js';
import type { SoakOptions } from './options.js';

/** Specs of payments that tell more in the soak. */
const SPECS = ['kill', 'back-order', 'subscriptions/renewals'].map(
  (name) => `test/api/payments/${name}.spec`,
);

/**
 * Payments under soak: stories of refunds and disputes told of in any order, processes killed at
 * every step, and a year of nine subscriptions. Specs of the suite tell them, with more runs. Gives
 * what is wrong.
 */
export async function soakPayments({ runs, seed }: SoakOptions): Promise<string[]> {
  const child = spawn(
    process.execPath,
    [
      '--experimental-vm-modules',
      '--disable-warning=ExperimentalWarning',
      'node_modules/jest/bin/jest.js',
      '--selectProjects',
      'system',
      '--verbose',
      '--testPathPatterns',
      ...SPECS,
    ],
    {
      env: {
        ...process.env,
        [SOAK_VARIABLES.runs]: String(runs),
        [SOAK_VARIABLES.seed]: String(seed),
      },
      stdio: 'inherit',
    },
  );
  process.once('exit', () => child.kill('SIGTERM'));
  const code = await new Promise((resolve) => child.once('exit', resolve));
  return code === 0 ? [] : [`the specs of payments failed, with code ${String(code)}`];
}
