import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { formatCredits, parseCredits } from '../../domain/credits.js';
import { startProduct, type TestProduct } from '../support/product/app.js';
import { publishModel, summaryOf } from '../support/product/import.js';
import { runTool, startTool } from '../support/product/tool.js';

const MODEL = 'import-model';
const INPUT = 75n;
const OUTPUT = 375n;
let product: TestProduct;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'scrip-import-'));
  product = await startProduct();
  await publishModel(product, MODEL, { input: String(INPUT), output: String(OUTPUT) });
});
afterAll(async () => {
  await product.close();
  await rm(folder, { recursive: true });
});

/** A file of so many requests, and what they cost by our own arithmetic. */
async function usageFile(name: string, rows: number) {
  const lines = ['TIMESTAMP,ContextTokens,GeneratedTokens'];
  let micro = 0n;
  for (let i = 0; i < rows; i += 1) {
    const [input, output] = [100 + ((i * 7_919) % 5_000), 1 + ((i * 104_729) % 800)];
    const seconds = String(i % 60).padStart(2, '0');
    lines.push(
      `2023-11-16 18:${String(i % 59).padStart(2, '0')}:${seconds}.9799600,${input},${output}`,
    );
    micro += BigInt(input) * INPUT + BigInt(output) * OUTPUT;
  }
  const file = path.join(folder, name);
  await writeFile(file, lines.join('\n'));
  return { file, micro, credits: formatCredits(micro) };
}

/** Credits and requests of the model over all accounts, as usage tells them. */
async function usageOf(model: string) {
  const query = 'from=2023-11-16T00:00:00Z&to=2023-11-17T00:00:00Z&granularity=hour&group_by=model';
  for (let tries = 0; ; tries += 1) {
    const { body } = await product.get(`/v1/usage?${query}`).expect(200);
    const rows = (body.data as { model: string; credits: string; requests: number }[]).filter(
      (row) => row.model === model,
    );
    const micro = rows.reduce((sum, row) => sum + (parseCredits(row.credits) ?? 0n), 0n);
    const requests = rows.reduce((sum, row) => sum + row.requests, 0);
    if (tries > 0) return { micro, requests };
    await sleep(1_500); // until the read side has the last of them
  }
}

describe('importing a file of usage', () => {
  it('brings in every row once, however often it is run and however it is ended', async () => {
    const { file, micro, credits } = await usageFile('all.csv', 2_000);
    const options = ['--model', MODEL, '--accounts', '7', '--policy', 'allow_debt'];

    const command = [product, 'import', file, ...options] as const;
    const killed = startTool(...command);
    while ((await product.get('/v1/accounts/import-6')).status !== 200) await sleep(20);
    await sleep(200);
    killed.process.kill('SIGKILL');
    await killed.ended;

    // In the middle of the second run the event store is away for a while.
    const second = startTool(...command, '--concurrency', '2');
    await sleep(1_500);
    await product.stopNode();
    await sleep(1_500);
    await product.startNode();
    const ran = await second.ended;
    expect(ran.stderr).not.toContain('gave up');
    expect([ran.code, summaryOf(ran.stdout)]).toMatchObject([
      0,
      { rows: '2000', refused: '0', credits },
    ]);

    const again = await runTool(...command);
    expect([again.code, summaryOf(again.stdout)]).toEqual([
      0,
      { rows: '2000', imported: '0', 'already there': '2000', refused: '0', credits },
    ]);
    expect(await usageOf(MODEL)).toEqual({ micro, requests: 2_000 });
  });

  it('spreads rows over accounts by their place', async () => {
    const { body } = await product.get('/v1/accounts/import-6').expect(200);
    expect(body).toMatchObject({ account_id: 'import-6', plan: 'free' });
    await product.get('/v1/accounts/import-7').expect(404);
  });

  it('says which rows it refuses and why, and takes the others', async () => {
    const file = path.join(folder, 'mixed.csv');
    const rows = [
      '\ufeffWhen,In,Out,Who,Note',
      '2023-11-16 10:00:00,100,10,"acme",chat',
      'yesterday,100,10,acme,chat',
      '2023-11-16 10:00:00,-1,10,acme,chat',
      '2023-11-16 10:00:00,1000000000,10,acme,chat',
      '2023-11-16 10:00:01,100,10,$all,chat',
    ];
    await writeFile(file, rows.join('\r\n'));
    const columns = 'timestamp=When,input_tokens=In,output_tokens=Out,account=Who';
    const args = ['--model', MODEL, '--columns', columns, '--open-accounts'];
    const ran = await runTool(product, 'import', file, ...args);
    expect(ran.code).toBe(1);
    expect(summaryOf(ran.stdout)).toMatchObject({ rows: '5', imported: '1', refused: '4' });
    expect(ran.stderr).toContain('columns not read: Note');
    expect(ran.stderr).toContain('a corrected file would be charged again');
    expect(ran.stderr).toContain('5 times without a zone'.replace('5', '4'));
    expect(ran.stdout).toMatch(/^opened {2,}1 account: acme$/m);
    expect(ran.stdout).toContain('line 3: timestamp is not a time');
    expect(ran.stdout).toContain('line 4: input_tokens is not a whole number');
    expect(ran.stdout).toContain('refused 1 × insufficient_credits');

    const forced = await runTool(product, 'import', file, ...args, '--policy', 'allow_debt');
    expect(summaryOf(forced.stdout)).toMatchObject({ imported: '1', refused: '3' });
    expect(summaryOf(forced.stdout)['already there']).toContain('1');
  });

  it('knows a row by its id, whatever becomes of the file around it', async () => {
    const file = path.join(folder, 'named.csv');
    const line = (id: string, input: string) => `2023-11-16 10:00:00,${input},10,${id}`;
    const write = (...rows: string[]) =>
      writeFile(file, ['time,prompt_tokens,completion_tokens,request', ...rows].join('\n'));
    const args = ['--model', MODEL, '--columns', 'id=request', '--accounts', '3'];
    await write(line('a', '100'), line('b', 'x'), line('c', '100'));
    const first = await runTool(product, 'import', file, ...args);
    expect(summaryOf(first.stdout)).toMatchObject({ imported: '2', refused: '1' });
    await write(line('b', '100'), line('c', '100'), line('d', '100'), line('a', '100'));
    const corrected = await runTool(product, 'import', file, ...args);
    expect(summaryOf(corrected.stdout)).toMatchObject({ imported: '2', 'already there': '2' });
    await write(line('a', '100'), line('b', 'x'));
    const unnamed = await runTool(product, 'import', file, '--model', MODEL, '--accounts', '3');
    expect(unnamed.stderr).toContain('as a file of their own');
    expect(unnamed.stderr).toContain('a corrected file would be charged again');
    expect(first.stderr).not.toContain('a corrected file would be charged again');
  });

  it('sends rows in smaller batches where one would be larger than a request may be', async () => {
    const file = path.join(folder, 'wide.csv');
    const row = (n: number) => `2023-11-16 10:00:0${n},100,10,wide,${'x'.repeat(400_000)}`;
    const rows = Array.from({ length: 6 }, (_, n) => row(n));
    await writeFile(
      file,
      ['time,prompt_tokens,completion_tokens,account,feature', ...rows].join('\n'),
    );
    const ran = await runTool(
      product,
      'import',
      file,
      '--model',
      MODEL,
      '--columns',
      'feature=feature',
      '--open-accounts',
    );
    expect(summaryOf(ran.stdout)).toMatchObject({ rows: '6', imported: '0', refused: '6' });
    expect(ran.stdout).toContain('refused 6 × validation_failed');
  });

  it('prices every row and writes nothing when it is only tried', async () => {
    const { file, credits } = await usageFile('dry.csv', 40);
    const args = ['--model', MODEL, '--policy', 'allow_debt', '--dry-run'];
    const before = await usageOf(MODEL);
    const ran = await runTool(product, 'import', file, ...args);
    expect([ran.code, summaryOf(ran.stdout)]).toMatchObject([0, { rows: '40', credits }]);
    expect(await usageOf(MODEL)).toEqual(before);
  });

  it.each([
    [['missing.csv', '--model', MODEL], 'cannot read missing.csv'],
    [['@plain.csv'], '--model ID is needed'],
    [['@other.csv', '--model', MODEL], 'no column for the time'],
    [['package.json', '--model', MODEL], 'no readable CSV at line 2'],
    [['@plain.csv', '--model', 'nobody'], 'models without a rate: "nobody" (1 row)'],
    [['@plain.csv', '--model', "a'$(id)"], '(--map-models theirs=ours)\n'],
    [['@plain.csv', '--model', MODEL, '--cached-in-input'], '--cached-in-input needs'],
    [['@plain.csv', '--model', MODEL, '--ignore', 'cost'], '--ignore: the file has no column'],
    [['@plain.csv', '--model', MODEL, '--thousands', 'x'], '--thousands takes'],
    [['@plain.csv', '--model', MODEL, '--map-models', 'a'], '--map-models: expected'],
    [['package.json', '--model', MODEL, '--accounts', '0'], '--accounts takes a whole number'],
    [['package.json', '--model', MODEL, '--colour', 'red'], 'See --help'],
    [[], 'which file?'],
  ])('refuses what cannot be used: %j', async (args, words) => {
    await writeFile(path.join(folder, 'other.csv'), 'a,b\n1,2\n');
    await writeFile(path.join(folder, 'plain.csv'), 'time,tokens_in\n2023-11-16 10:00:00Z,2\n');
    const given = args.map((arg) => arg.replace('@', `${folder}/`));
    const ran = await runTool(product, 'import', ...given);
    expect([ran.code, ran.stdout]).toEqual([2, '']);
    expect(ran.stderr).toContain(words);
  });
});
