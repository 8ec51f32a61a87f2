import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  InsufficientCredits,
  meterStream,
  NotSettled,
  withHold,
  type HoldOptions,
  type Receipt,
  type Scrip,
} from '@scrip/client';
import { startProduct, type TestProduct } from '../support/product/app.js';
import { clientOf, type Between, type Try } from '../support/product/client.js';

let product: TestProduct;
/** A credit for every thousand tokens, in and out. */
const MODEL = 'steady';

beforeAll(async () => {
  product = await startProduct();
  const { scrip } = clientOf(product);
  const params = { path: { model_id: MODEL } };
  await scrip.PUT('/v1/models/{model_id}', { params, body: { name: 'Steady' } });
  const body = { per_million: { input: '1000', output: '1000' } };
  await scrip.POST('/v1/models/{model_id}/rates', { params, body });
});
afterAll(() => product?.close());

/** An account on the free plan (100 credits) and a client through which something may get lost. */
async function harness(between?: Between) {
  const { scrip } = clientOf(product);
  const body = { name: 'Acme', email: 'ops@acme.example' };
  const { data } = await scrip.POST('/v1/accounts', { body });
  return { account: data.account_id, ...clientOf(product, between) };
}

async function balanceOf(scrip: Scrip, account_id: string) {
  const { data } = await scrip.GET('/v1/accounts/{account_id}/balance', {
    params: { path: { account_id } },
  });
  return { available: data.available, held: data.held, debt: data.debt };
}

/** Ten credits: 2,000 tokens in, 8,000 out. */
const TEN: HoldOptions = {
  model: MODEL,
  estimate: { input_tokens: 2_000, output_tokens: 8_000 },
};
const used = (output_tokens: number) => ({ input_tokens: 2_000, output_tokens });

const errorOf = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => undefined,
    (error: unknown) => error,
  );

const callsOf = (tries: readonly Try[], ending: string) =>
  tries.filter(({ path }) => path.endsWith(ending));

describe('work on a hold', () => {
  it('is charged what it has used, and the rest goes back', async () => {
    const { scrip, account, tries } = await harness();
    const { value, receipt } = await withHold(scrip, account, TEN, async (hold) => {
      expect(await balanceOf(scrip, account)).toMatchObject({ available: '90', held: '10' });
      await hold.used(used(3_000));
      return 'a page';
    });
    expect(value).toBe('a page');
    expect(receipt).toMatchObject({ credits: '5', outcome: 'ok' });
    expect(await balanceOf(scrip, account)).toEqual({ available: '95', held: '0', debt: '0' });
    expect(callsOf(tries, '/extend')).toEqual([]);
  });

  it('does not begin when there are too few credits', async () => {
    const { scrip, account } = await harness();
    let began = false;
    const options = { ...TEN, estimate: { output_tokens: 100_001 } };
    const work = () => Promise.resolve((began = true));
    const error = await errorOf(withHold(scrip, account, options, work));
    expect(error).toBeInstanceOf(InsufficientCredits);
    expect(error).toMatchObject({ required: '100.001', available: '100' });
    expect(began).toBe(false);
  });

  it('does not begin with an option that could not be asked later', async () => {
    const { account, scrip } = await harness();
    const options = { ...TEN, onShortage: 'go_on' } as unknown as HoldOptions;
    const begun = withHold(scrip, account, options, () => Promise.resolve('begun'));
    await expect(begun).rejects.toThrow(/^onShortage: expected a function/);
    expect(await balanceOf(scrip, account)).toMatchObject({ held: '0' });
  });

  it('that used nothing lets go of its hold', async () => {
    const { scrip, account, tries } = await harness();
    const { receipt } = await withHold(scrip, account, TEN, () => Promise.resolve());
    expect(receipt).toBeNull();
    const failing = withHold(scrip, account, TEN, () => Promise.reject(new Error('no model')));
    expect(await errorOf(failing)).toMatchObject({ message: 'no model' });
    expect(callsOf(tries, '/release')).toHaveLength(2);
    expect(await balanceOf(scrip, account)).toEqual({ available: '100', held: '0', debt: '0' });
  });

  it('that throws is charged what it had used, as failed', async () => {
    const { scrip, account } = await harness();
    const receipts: Receipt[] = [];
    const onReceipt = (receipt: Receipt) => receipts.push(receipt);
    const broken = new Error('the model broke off');
    const work = withHold(scrip, account, { ...TEN, onReceipt }, async (hold) => {
      await hold.used(used(1_000));
      throw broken;
    });
    expect(await errorOf(work)).toBe(broken);
    expect(receipts).toMatchObject([{ credits: '3', outcome: 'failed' }]);
  });

  it('that is told to stop is charged what it had used, as aborted', async () => {
    const { scrip, account } = await harness();
    const receipts: Receipt[] = [];
    const left = new AbortController();
    const options = { ...TEN, signal: left.signal, onReceipt: (it: Receipt) => receipts.push(it) };
    const work = withHold(scrip, account, options, async (hold) => {
      await hold.used(used(2_000));
      left.abort();
      expect(hold.signal.aborted).toBe(true);
      await hold.used(used(2_500));
    });
    expect(await errorOf(work)).toMatchObject({ name: 'AbortError' });
    expect(receipts).toMatchObject([{ credits: '4.5', outcome: 'aborted' }]);
    expect(await balanceOf(scrip, account)).toMatchObject({ available: '95.5', held: '0' });
  });

  it('has more reserved before it needs it, and knows what was known from the start', async () => {
    const { scrip, account, tries } = await harness();
    const { receipt } = await withHold(scrip, account, TEN, async (hold) => {
      for (let out = 1_000; out <= 30_000; out += 1_000) await hold.used(used(out));
    });
    expect(receipt).toMatchObject({ credits: '32', overdrawn: '0' });
    const extensions = callsOf(tries, '/extend');
    expect(extensions.length).toBeGreaterThan(1);
    expect(extensions.length).toBeLessThan(8);
    for (const { body } of extensions) expect(body).not.toContain('input_tokens');
  });

  it('goes on to the last credit and stops there, unless it is told to go into debt', async () => {
    const spend = async (onShortage?: HoldOptions['onShortage']) => {
      const { scrip, account } = await harness();
      const estimate = { input_tokens: 2_000, output_tokens: 78_000 };
      const outs: number[] = [];
      const work = withHold(scrip, account, { ...TEN, estimate, onShortage }, async (hold) => {
        for (let out = 10_000; out <= 120_000; out += 10_000) {
          await hold.used(used(out));
          outs.push(out);
        }
      });
      const error = await errorOf(work);
      return { error, last: outs.at(-1), balance: await balanceOf(scrip, account) };
    };
    const stopped = await spend();
    expect(stopped.error).toBeInstanceOf(InsufficientCredits);
    // What has been produced is charged, also the part that was beyond.
    expect(stopped).toMatchObject({ last: 90_000, balance: { available: '0', debt: '2' } });
    const shortages: unknown[] = [];
    const inDebt = await spend((shortage) => {
      shortages.push(shortage.used);
      return 'go_on';
    });
    expect(inDebt.error).toBeUndefined();
    expect(inDebt).toMatchObject({ last: 120_000, balance: { available: '0', debt: '22' } });
    expect(shortages).toEqual([used(100_000)]);
  });

  it('stays reserved for as long as it goes on', async () => {
    const { scrip, account, tries } = await harness();
    await withHold(scrip, account, { ...TEN, expiresInS: 4 }, async ({ holdId: hold_id }) => {
      const params = { path: { account_id: account, hold_id } };
      const expiry = async () =>
        (await scrip.GET('/v1/accounts/{account_id}/holds/{hold_id}', { params })).data
          .expires_at ?? '';
      const first = await expiry();
      while (callsOf(tries, '/extend').length === 0) await sleep(20);
      while ((await expiry()) === first) await sleep(20);
      expect(Date.parse((await expiry()) ?? '')).toBeGreaterThan(Date.parse(first ?? ''));
    });
    expect(await balanceOf(scrip, account)).toMatchObject({ available: '100', held: '0' });
  });

  it('is charged once when the answer of its settle is lost', async () => {
    let settles = 0;
    const { scrip, account, tries } = await harness(async (pass, _, { path }) => {
      const response = await pass();
      if (!path.endsWith('/settle')) return response;
      settles += 1;
      if (settles === 1) throw new TypeError('fetch failed');
      return response;
    });
    const { receipt } = await withHold(scrip, account, TEN, (hold) => hold.used(used(2_000)));
    expect(receipt).toMatchObject({ credits: '4' });
    const [first, second] = callsOf(tries, '/settle');
    expect(first).toEqual(second);
    expect(await balanceOf(scrip, account)).toEqual({ available: '96', held: '0', debt: '0' });
  });

  it('that cannot be settled now leaves all that is needed to do so later', async () => {
    let isAway = true;
    const { scrip, account } = await harness((pass, _, { path }) =>
      isAway && path.endsWith('/settle')
        ? Promise.resolve(new Response('', { status: 503, headers: { 'retry-after': '60' } }))
        : pass(),
    );
    const work = withHold(scrip, account, TEN, async (hold) => {
      await hold.used(used(2_000));
      return 'a page';
    });
    const error = await errorOf(work);
    if (!(error instanceof NotSettled)) throw error;
    expect(error.unsettled).toMatchObject({ accountId: account, work: { value: 'a page' } });
    isAway = false;
    const { holdId: hold_id, idempotencyKey, body } = error.unsettled;
    const path = { account_id: account, hold_id };
    const { data } = await scrip.POST('/v1/accounts/{account_id}/holds/{hold_id}/settle', {
      params: { path, header: { 'Idempotency-Key': idempotencyKey } },
      body,
    });
    expect(data).toMatchObject({ credits: '4', outcome: 'ok' });
  });

  it('may not report what is no amount', async () => {
    const { scrip, account } = await harness();
    const work = withHold(scrip, account, TEN, (hold) => hold.used({ output_tokens: NaN }));
    expect(await errorOf(work)).toBeInstanceOf(RangeError);
    expect(await balanceOf(scrip, account)).toMatchObject({ available: '100', held: '0' });
  });
});

describe('a metered stream', () => {
  /** A model that answers a chunk of `tokens` so many times. */
  const model = (chunks: number, tokens: number) =>
    async function* (signal: AbortSignal) {
      for (let nth = 1; nth <= chunks; nth += 1) {
        signal.throwIfAborted();
        await sleep(1);
        yield { text: `part ${nth}`, tokens };
      }
    };
  const countOf = ({ tokens }: { tokens: number }, soFar: { output_tokens?: number }) =>
    used((soFar.output_tokens ?? 0) + tokens);

  it('gives every chunk and charges them all', async () => {
    const { scrip, account } = await harness();
    const receipts: Receipt[] = [];
    const options = { ...TEN, onReceipt: (receipt: Receipt) => receipts.push(receipt) };
    const texts: string[] = [];
    const stream = meterStream(scrip, account, options, model(20, 1_000), countOf);
    for await (const { text } of stream) texts.push(text);
    expect(texts).toHaveLength(20);
    expect(receipts).toMatchObject([{ credits: '22', outcome: 'ok', overdrawn: '0' }]);
  });

  it('whose reader leaves is charged what was produced until then', async () => {
    const { scrip, account } = await harness();
    const receipts: Receipt[] = [];
    const options = { ...TEN, onReceipt: (receipt: Receipt) => receipts.push(receipt) };
    for await (const { text } of meterStream(scrip, account, options, model(20, 1_000), countOf)) {
      if (text === 'part 3') break;
    }
    expect(receipts).toMatchObject([{ credits: '5', outcome: 'aborted' }]);
    expect(await balanceOf(scrip, account)).toMatchObject({ available: '95', held: '0' });
  });

  it('ends where the credits end, with every chunk that is charged', async () => {
    const { scrip, account } = await harness();
    const texts: string[] = [];
    const read = async () => {
      const stream = meterStream(scrip, account, TEN, model(200, 1_000), countOf);
      for await (const { text } of stream) texts.push(text);
    };
    expect(await errorOf(read())).toBeInstanceOf(InsufficientCredits);
    expect(texts).toHaveLength(99);
    expect(await balanceOf(scrip, account)).toEqual({ available: '0', held: '0', debt: '1' });
  });

  it('is not opened without the credits for it', async () => {
    const { scrip, account } = await harness();
    let isOpen = false;
    const open = (signal: AbortSignal) => ((isOpen = true), model(1, 1)(signal));
    const options = { ...TEN, estimate: { output_tokens: 200_000 } };
    const stream = meterStream(scrip, account, options, open, countOf);
    expect(await errorOf(stream.next())).toBeInstanceOf(InsufficientCredits);
    expect(isOpen).toBe(false);
  });
});
