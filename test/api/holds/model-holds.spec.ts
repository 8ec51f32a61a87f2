import { beforeAll, describe, expect, it } from '@jest/globals';
import { newKey } from '../../support/product/app.js';
import { accountCalls } from '../../support/product/account-calls.js';

const { theProduct, post, get, open, hold, change, pass } = accountCalls();

describe('a hold for a model', () => {
  const usage = { input_tokens: 1_000, output_tokens: 500 };
  const rate = (input: string, more: object = {}) =>
    post('/v1/models/swift/rates', {
      per_million: { input, output: '1000' },
      mode_multipliers: { plan: '0.5' },
      ...more,
    });
  beforeAll(async () => {
    for (const model of ['swift', 'deep']) {
      const put = theProduct().put(`/v1/models/${model}`).set('idempotency-key', newKey());
      await put.send({ name: model });
    }
    await rate('200');
    await post('/v1/models/deep/rates', { per_million: { input: '2000', output: '0' } });
  });

  it('is priced by the estimate, and settled by the rate that it keeps', async () => {
    const account = await open();
    const placed = await hold(account, { model: 'swift', usage_estimate: usage });
    expect(placed).toMatchObject({ credits: '0.7', rate: { model: 'swift', version: 1 } });
    const soon = new Date(Date.parse(placed.placed_at) + 90_000).toISOString();
    await rate('9000', { effective_from: soon });
    await pass(120);
    const more = await change('extend', [account, placed.hold_id], {
      usage_estimate: { output_tokens: 300 },
      expires_in_s: 600,
    });
    expect(more).toMatchObject({ credits: '0.3', balance: { held: '1' } });
    const settled = await change('settle', [account, placed.hold_id], { usage, mode: 'plan' });
    expect(settled).toMatchObject({ credits: '0.35', rate: { model: 'swift', version: 1 } });
    const shown = await get(`/v1/accounts/${account}/debits/${settled.debit_id}`);
    expect(shown).toMatchObject({ model: 'swift', mode: 'plan', price: { rate_version: 1 } });
    expect(await hold(account, { model: 'swift', usage_estimate: usage })).toMatchObject({
      credits: '9.5',
      rate: { version: 2 },
    });
  });

  it('is settled by the model that was really used, and by outcome', async () => {
    const account = await open();
    const placed = await hold(account, { model: 'swift', usage_estimate: usage });
    const body = { model: 'deep', usage, outcome: 'aborted' };
    const settled = await change('settle', [account, placed.hold_id], body);
    expect(settled).toMatchObject({ credits: '2', rate: { model: 'deep' }, outcome: 'aborted' });
  });

  it('shows the price of the estimate and of what it came to', async () => {
    const account = await open();
    const cached = { cached_input_tokens: 1_000, output_tokens: 500 };
    const placed = await hold(account, { model: 'deep', usage_estimate: cached });
    const lines = [
      { kind: 'cached_input', quantity: 1_000, rate: '2000', price_of: 'input', credits: '2' },
      { kind: 'output', quantity: 500, rate: '0', price_of: 'output', credits: '0' },
    ];
    expect(placed).toMatchObject({ credits: '2', price: { lines, credits: '2' } });
    const settled = await change('settle', [account, placed.hold_id], { usage: cached });
    expect(settled).toMatchObject({ credits: '2', price: { lines, credits: '2' } });
    expect((await hold(account, { credits: '1' })).price).toBeNull();
  });

  it('is released for nothing when it is settled by usage that is all zeros', async () => {
    const account = await open();
    const nothing = { input_tokens: 0, output_tokens: 0 };
    for (const zeros of [nothing, {}]) {
      const placed = await hold(account, { model: 'swift', usage_estimate: usage });
      expect(placed.balance).toMatchObject({ held: placed.credits });
      const body = { usage: zeros, outcome: 'aborted' };
      expect(await change('settle', [account, placed.hold_id], body)).toMatchObject({
        credits: '0',
        lots: [],
        released: placed.credits,
        outcome: 'aborted',
        price: { lines: [], credits: '0' },
        balance: { available: '100', held: '0', debt: '0' },
      });
    }
    expect(await hold(account, { model: 'swift', usage_estimate: {} })).toMatchObject({
      credits: '0',
    });
  });

  it('stays open when something was used that nothing prices, and is settled by credits', async () => {
    const account = await open();
    const images = { output_tokens: 500, images: 1 };
    const refused = await hold(account, { model: 'swift', usage_estimate: images }, 422);
    expect(refused).toMatchObject({
      code: 'unpriced_usage',
      invalid_parameters: [{ name: 'usage_estimate.images' }],
    });
    const placed = await hold(account, { model: 'swift', usage_estimate: usage });
    const id = [account, placed.hold_id] as const;
    const more = await change('extend', id, { usage_estimate: images }, 422);
    expect(more.invalid_parameters).toMatchObject([{ name: 'usage_estimate.images' }]);
    const key = newKey();
    const settled = await change('settle', id, { usage: images }, 422, key);
    expect(settled).toMatchObject({
      code: 'unpriced_usage',
      invalid_parameters: [{ name: 'usage.images' }],
    });
    expect(await get(`/v1/accounts/${account}/holds/${placed.hold_id}`)).toMatchObject({
      status: 'open',
      credits: placed.credits,
    });
    expect(await change('settle', id, { credits: '0.6' }, 200, key)).toMatchObject({
      credits: '0.6',
      price: null,
      balance: { available: '99.4', held: '0' },
    });
  });

  it('that names none is settled by credits, or by a model named then', async () => {
    const account = await open();
    const placed = await hold(account, { credits: '5' });
    const refused = await change('settle', [account, placed.hold_id], { usage }, 422);
    expect(refused.detail).toContain('send `model`, too, or settle it by `credits`');
    expect(refused.invalid_parameters).toMatchObject([{ name: 'model' }]);
    const extend = await change(
      'extend',
      [account, placed.hold_id],
      { usage_estimate: usage },
      422,
    );
    expect(extend.invalid_parameters).toMatchObject([{ name: 'usage_estimate' }]);
    const ghost = await change('settle', [account, placed.hold_id], { model: 'ghost', usage }, 422);
    expect(ghost.code).toBe('model_not_found');
    expect(
      await change('settle', [account, placed.hold_id], { model: 'deep', usage }),
    ).toMatchObject({
      credits: '2',
    });
    expect((await hold(account, { model: 'ghost', usage_estimate: usage }, 422)).code).toBe(
      'model_not_found',
    );
  });
});
