import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Scrip } from '@scrip/client';
import { spend } from '../../client/examples/spend.js';
import { startProduct, type TestProduct } from '../support/product/app.js';
import { clientOf } from '../support/product/client.js';
import { startProgram } from '../support/product/tool.js';

const MODEL = 'sonnet';

let product: TestProduct;
let scrip: Scrip;
beforeAll(async () => {
  product = await startProduct();
  ({ scrip } = clientOf(product));
  const params = { path: { model_id: MODEL } };
  await scrip.PUT('/v1/models/{model_id}', { params, body: { name: 'Sonnet' } });
  const body = { per_million: { input: '500', output: '2000' } };
  await scrip.POST('/v1/models/{model_id}/rates', { params, body });
});
afterAll(() => product?.close());

async function told(account_id: string, already = '0'): Promise<string[]> {
  await scrip.POST('/v1/accounts', {
    body: { account_id, name: 'Acme', email: 'ops@acme.example' },
  });
  if (already !== '0') {
    const params = { path: { account_id } };
    await scrip.POST('/v1/accounts/{account_id}/debits', { params, body: { credits: already } });
  }
  const lines: string[] = [];
  await spend(scrip, { account_id, model: MODEL }, (line) => lines.push(line));
  return lines;
}

describe('the example', () => {
  it('asks the gate, is charged once for what it sends twice, and for what it streams', async () => {
    expect(await told('acme')).toEqual([
      'gate: allowed, about 3 credits',
      'debit, once: 1.5 credits, now, 98.5 left',
      'debit, again: 1.5 credits, as before, 98.5 left',
      expect.stringMatching(/^charged: 4.2 credits \(dbt_\w+\), 94.3 left$/),
      'stream: Here is your page.',
      expect.stringMatching(/^balance: 94.3 credits, ok, renewed 2/),
      'widget: a token for https://app.example',
    ]);
  });

  it('is told what to do where the credits are not there', async () => {
    const [first, ...others] = await told('poor', '98');
    expect(first).toBe('gate: refused, about 3 credits');
    expect(others).toContain('  or: pack');
  });

  it('stops its stream where they end', async () => {
    const lines = await told('short', '95.4');
    expect(lines.slice(3)).toEqual([
      expect.stringMatching(/^charged: 3.4 credits \(dbt_\w+\), 0 left$/),
      expect.stringMatching(/^stream: stopped, /),
      expect.stringMatching(/^balance: 0 credits, overdrawn/),
      'widget: a token for https://app.example',
    ]);
  });

  it('says in a line that nobody answers, and under which address', async () => {
    const url = 'http://127.0.0.1:1';
    const ran = await startProgram(url, 'client/examples/spend.ts', 'acme', MODEL).ended;
    expect([ran.code, ran.stdout]).toEqual([1, '']);
    expect(ran.stderr).toMatch(/^no answer from Scrip in \d tries \(SCRIP_URL is \S+:1\)\n$/);
  });
});
