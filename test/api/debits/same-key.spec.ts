import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Credits } from '../../../domain/credits.js';
import { freePort } from '../../../sandbox/processes/ports.js';
import { accountCalls } from '../../support/product/account-calls.js';
import { newKey, TEST_KEY } from '../../support/product/app.js';
import { startApiProcess, type Process } from '../../support/product/processes.js';
import { until } from '../../support/product/projections.js';

const { theProduct, post, get, open } = accountCalls();

/** So often the same key is posted at two processes; SAME_KEY_TIMES names another number. */
const TIMES = Number(process.env['SAME_KEY_TIMES'] ?? 200);
const PAIRS_AT_ONCE = 10;
const CALLER_WAITS_MS = 10_000;
const MAX_TRIES = 5;

let other: Process;
let urls: readonly string[];

beforeAll(async () => {
  const port = await freePort();
  other = startApiProcess(theProduct(), port);
  urls = [await theProduct().app.getUrl(), `http://127.0.0.1:${port}`];
  const isReady = async () => {
    const answer = await fetch(`${urls[1]}/health/ready`).catch(() => undefined);
    return answer?.ok === true;
  };
  await until(isReady, 'other process that is ready');
});
afterAll(async () => {
  other.send('SIGTERM');
  await other.ended();
});

interface Answer {
  readonly status: number;
  readonly hit: boolean;
  readonly text: string;
}

/** Debits until there is an answer: 503 says to come back, which a busy machine may say. */
async function debitAt(url: string, account: string, key: string): Promise<Answer> {
  for (let tries = 0; ; tries++) {
    const answer = await fetch(`${url}/v1/accounts/${account}/debits`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${TEST_KEY}`,
        'content-type': 'application/json',
        'idempotency-key': key,
      },
      body: JSON.stringify({ credits: '0.001' }),
      signal: AbortSignal.timeout(CALLER_WAITS_MS),
    });
    const text = await answer.text();
    if (answer.status === 503 && tries < MAX_TRIES) continue;
    return { status: answer.status, hit: answer.headers.get('idempotency-hit') === 'true', text };
  }
}

describe('the same key posted at two processes at once', () => {
  it(`debits once, and is answered by both alike and in time: ${TIMES} times`, async () => {
    const accounts = await Promise.all(Array.from({ length: 5 }, () => open()));
    let left = TIMES;
    const pairs = async (): Promise<void> => {
      while (left-- > 0) {
        const account = accounts[left % accounts.length] ?? '';
        const key = newKey();
        const answers = await Promise.all(urls.map((url) => debitAt(url, account, key)));
        expect(answers.map(({ status }) => status)).toEqual([201, 201]);
        expect(answers.filter(({ hit }) => !hit).length).toBeLessThan(2);
        expect(answers[0]?.text).toBe(answers[1]?.text);
      }
    };
    await Promise.all(Array.from({ length: PAIRS_AT_ONCE }, pairs));
    const marker = await post(`/v1/accounts/${accounts[0]}/debits`, { credits: '0.001' });
    const balances = await Promise.all(
      accounts.map((account) =>
        get(`/v1/accounts/${account}/balance?min_position=${marker.position}`),
      ),
    );
    const spent = balances.map(({ available }) => 100_000_000n - Credits.parse(available));
    expect(spent.reduce((sum, each) => sum + each, 0n)).toBe(1_000n * BigInt(TIMES + 1));
  }, 600_000);
});
