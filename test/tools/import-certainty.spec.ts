import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newKey, startProduct, type TestProduct } from '../support/product/app.js';
import { publishModel, summaryOf } from '../support/product/import.js';
import { runTool } from '../support/product/tool.js';

const MODEL = 'import-model';
let product: TestProduct;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'scrip-import-'));
  product = await startProduct();
  await publishModel(product, MODEL, { input: '75', output: '375' });
});
afterAll(async () => {
  await product.close();
  await rm(folder, { recursive: true });
});

describe('an import that could cost a customer money', () => {
  it('takes rows that used nothing, and refuses those that nothing prices, tried or not', async () => {
    const file = path.join(folder, 'kinds.csv');
    const rows = ['0,0,0,0', '0,1000,0,0', '0,0,1000,0', '1000,0,0,2'];
    const lines = rows.map((row, n) => `2023-11-16 11:00:0${n},kinds,${row}`);
    const header = 'time,account,prompt_tokens,cached,thought,images';
    await writeFile(file, [header, ...lines].join('\n'));
    const columns = 'cached_input_tokens=cached,reasoning_tokens=thought,images=images';
    const args = ['--model', MODEL, '--columns', columns, '--open-accounts'];
    for (const tried of [['--dry-run'], []]) {
      const ran = await runTool(product, 'import', file, ...args, ...tried);
      const { rows: read, refused, credits } = summaryOf(ran.stdout);
      expect({ read, refused, credits }).toEqual({ read: '4', refused: '1', credits: '0.45' });
      expect(ran.stdout).toContain('refused 1 × unpriced_usage');
      expect(ran.stdout).toContain('line 5: 422 unpriced_usage: usage.images is not priced');
    }
    const { body } = await product.get('/v1/accounts/kinds/balance').expect(200);
    expect(body).toMatchObject({ available: '99.55' });
  });

  it('reads what is named as a field, and does not begin while a count or money is unread', async () => {
    const rates = { input: '60', cached_input: '6', output: '300', reasoning: '600' };
    await publishModel(product, 'own-names', rates);
    const file = path.join(folder, 'own-names.csv');
    const fields =
      'id,timestamp,account,model,input_tokens,cached_input_tokens,output_tokens,reasoning_tokens';
    const lines = [
      `${fields},feature,outcome,note`,
      'own-1,2023-11-16T10:00:00Z,own-names,own-names,1000,500,100,200,connect,failed,x',
    ];
    await writeFile(file, lines.join('\n'));
    const ran = await runTool(product, 'import', file, '--open-accounts');
    // 1,000 × 60 + 500 × 6 + 100 × 300 + 200 × 600, in micro-credits.
    expect([ran.code, summaryOf(ran.stdout)]).toMatchObject([0, { credits: '0.213' }]);
    expect(ran.stderr).toContain('columns not read: note\n');
    const within = await runTool(product, 'import', file, '--cached-in-input', '--dry-run');
    const { body } = await product.get('/v1/accounts/own-names/ledger').expect(200);
    expect(body.data[0]).toMatchObject({ feature: 'connect' });
    const changed = await runTool(product, 'import', file, '--cached-in-input');
    for (const { stdout } of [within, changed]) {
      const [, debit] =
        /line 2: was imported before as debit (dbt_\w+), .*refund/.exec(stdout) ?? [];
      await product.get(`/v1/accounts/own-names/debits/${debit}`).expect(200);
    }

    const [header = '', row = ''] = lines;
    await writeFile(file, `${header},cached_tokens,Cost (USD)\n${row},40,0.1\n`);
    const named = '"cached_tokens", "Cost (USD)"';
    for (const how of [['--dry-run'], [], ['--ignore', 'cached_tokens']]) {
      const stopped = await runTool(product, 'import', file, ...how);
      expect([stopped.code, stopped.stdout]).toEqual([2, '']);
      expect(stopped.stderr).toContain(how[0] === '--ignore' ? '"Cost (USD)"\n' : named);
    }
    const ignore = ['--ignore', 'cached_tokens,Cost (USD)'];
    const again = await runTool(product, 'import', file, ...ignore);
    expect([again.code, summaryOf(again.stdout)]).toMatchObject([0, { 'already there': '1' }]);
    expect(again.stderr).toContain('columns not read: note, cached_tokens, Cost (USD)\n');
  });

  it('refuses accounts that do not exist by name, and opens none of them', async () => {
    const file = path.join(folder, 'mistyped.csv');
    const rows = ['2023-11-16 10:00:00Z,known,100', '2023-11-16 10:00:00Z,knwon,100'];
    await writeFile(file, ['time,account,tokens_in', ...rows].join('\n'));
    await product
      .post('/v1/accounts')
      .set('idempotency-key', newKey())
      .send({ account_id: 'known', name: 'Known', email: 'known@example.com' })
      .expect(201);
    for (const [how, taken] of [
      [['--dry-run'], 'would be sent'],
      [[], 'imported'],
    ] as const) {
      const ran = await runTool(product, 'import', file, '--model', MODEL, ...how);
      expect([ran.code, summaryOf(ran.stdout)]).toMatchObject([1, { [taken]: '1', refused: '1' }]);
      expect(ran.stdout).toContain('line 3: 404 account_not_found');
      expect(ran.stdout).toMatch(/^unknown {2,}1 account: knwon \(--open-accounts\)$/m);
      await product.get('/v1/accounts/knwon').expect(404);
    }
  });

  it('prices each row by its model, and cached tokens once', async () => {
    await publishModel(product, 'cached', { input: '60', cached_input: '6', output: '300' });
    const file = path.join(folder, 'models.csv');
    const rows = [
      '2023-11-16 10:00:00+00;gpt-c;70838;69905;0;"models"',
      `1700128800;${MODEL};1000;0;100;models`,
      '2023-11-16 10:00:00+00;unheard-of;1;0;0;models',
    ];
    const write = (...lines: string[]) =>
      writeFile(file, ['time;model;prompt_tokens;cached;out;account', ...lines].join('\n'));
    const columns = 'cached_input_tokens=cached,output_tokens=out';
    const args = ['--columns', columns, '--open-accounts', '--map-models', 'gpt-c=cached'];
    await write(...rows);
    const unknown = await runTool(product, 'import', file, ...args);
    expect([unknown.code, unknown.stdout]).toEqual([2, '']);
    const hint =
      'models without a rate: "unheard-of" (1 row)\nName them as Scrip does (--map-models';
    expect(unknown.stderr).toContain(hint);
    const tried = await runTool(product, 'import', file, ...args, '--dry-run');
    const would = { rows: '3', 'would be sent': '2', refused: '1' };
    expect([tried.code, summaryOf(tried.stdout)]).toMatchObject([1, would]);
    expect(tried.stderr).toContain(hint);
    expect(tried.stdout).toContain('refused 1 × model without a rate (--map-models');
    expect(tried.stdout).toContain('line 4: model "unheard-of" has no rate');

    await write(...rows.slice(0, 2));
    for (const tried of [['--dry-run'], []]) {
      const mistyped = await runTool(product, 'import', file, ...args, '--model', 'zz', ...tried);
      expect([mistyped.code, mistyped.stdout]).toEqual([2, '']);
      expect(mistyped.stderr).toContain('models without a rate: "zz" (--model)\n');
    }
    const warned = await runTool(product, 'import', file, ...args, '--dry-run');
    expect(warned.stderr).toContain('warning: wherever tokens are cached');
    const ran = await runTool(product, 'import', file, ...args, '--cached-in-input');
    expect(ran.stderr).not.toContain('warning');
    // 933 × 60 + 69,905 × 6, and 1,000 × 75 + 100 × 375, in micro-credits.
    expect([ran.code, summaryOf(ran.stdout)]).toMatchObject([0, { credits: '0.58791' }]);
  });

  it('charges nothing for an id that stands twice and differs, and once for what is the same', async () => {
    const file = path.join(folder, 'twice.csv');
    const lines = [
      'time,account,tokens_in,id,note',
      '2023-11-16 10:00:00Z,twice,100,differs,',
      '2023-11-16 10:00:00Z,twice,100,same,x',
      '2023-11-16 10:00:00Z,twice,100,alone,',
      '2023-11-16T10:00:00Z,twice,100,same,y',
      '2023-11-16 10:00:00Z,twice,200,differs,',
      '2023-11-16 10:00:00Z,elsewhere,100,alone,',
      '2023-11-16 10:00:00Z,twice,nothing,alone,',
    ];
    await writeFile(file, lines.join('\n'));
    const args = ['--model', MODEL, '--open-accounts'];
    for (const [how, taken] of [
      [['--dry-run'], 'would be sent'],
      [[], 'imported'],
    ] as const) {
      const ran = await runTool(product, 'import', file, ...args, ...how);
      const counts = { rows: '7', [taken]: '3', 'already there': '0', refused: '4' };
      expect([ran.code, summaryOf(ran.stdout)]).toMatchObject([1, counts]);
      expect(ran.stdout).toContain('line 2: the same id as line 6, and other content');
      expect(ran.stdout).toContain('line 6: the same id as line 2, and other content');
      expect(ran.stdout).toContain('line 5: the same id and content as line 3');
      expect(ran.stdout).not.toContain('imported before');
    }
  });

  it('refuses in a dry run what it refuses when it is meant', async () => {
    const file = path.join(folder, 'rehearsed.csv');
    const row = (time: string, account: string, feature: string, outcome: string, tokens: string) =>
      [time, account, feature, outcome, tokens].join(',');
    const day = '2023-11-16T10:00:00Z';
    await writeFile(
      file,
      [
        'time,account,feature,outcome,tokens_in',
        row(day, 'rehearsed', 'chat', 'ok', '100'),
        row(day, 'rehearsed', 'Landing page', 'ok', '100'),
        row(day, 'rehearsed', 'chat', 'success', '100'),
        row('2099-01-01T00:00:00Z', 'rehearsed', 'chat', 'ok', '100'),
        row(day, 'rehearsed', 'chat', 'ok', '900000'),
        row(day, 'rehearsed', 'chat', 'ok', '900000'),
        row(day, 'rehearsed', 'chat', 'ok', '200'),
        row(day, 'rehearsed', 'chat', 'ok', '1.000'),
        `${row(day, 'rehearsed', 'chat', 'ok', '100')},more`,
      ].join('\n'),
    );
    const columns = ['--columns', 'feature=feature,outcome=outcome', '--open-accounts'];
    const args = ['--model', MODEL, ...columns, '--concurrency', '1'];
    const refusals = ({ stdout }: { stdout: string }) =>
      stdout
        .split('\n')
        .filter((line) => /^refused|line \d/.test(line))
        .map((line) => line.split(':')[0])
        .sort();
    const before = await product.harness.store.head();
    const rehearsed = await runTool(product, 'import', file, ...args, '--dry-run');
    expect(await product.harness.store.head()).toBe(before);
    expect(rehearsed.stdout).toMatch(/^would open {2,}1 account: rehearsed$/m);
    const ran = await runTool(product, 'import', file, ...args);
    expect(summaryOf(ran.stdout)).toMatchObject({ rows: '9', imported: '3', refused: '6' });
    expect(refusals(rehearsed)).toEqual(refusals(ran));
    expect(summaryOf(rehearsed.stdout)['credits']).toBe(summaryOf(ran.stdout)['credits']);
    // Now that the account is there, the same rows are already in and the others stay refused.
    const again = await runTool(product, 'import', file, ...args, '--dry-run');
    expect(summaryOf(again.stdout)).toMatchObject({ 'already there': '3', refused: '6' });
  });
});
