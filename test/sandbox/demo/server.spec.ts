import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newKey } from '../../support/product/app.js';
import type { Performed } from '../../../sandbox/demo/actions.js';
import { DemoVisitor, startDemoHarness, type DemoHarness } from '../../support/product/demo.js';
import { until } from '../../support/product/launcher.js';

describe('the demo', () => {
  let harness: DemoHarness;
  let visitor: DemoVisitor;
  beforeAll(async () => {
    harness = await startDemoHarness({ sells: true });
  });
  afterAll(() => harness.close());

  const comes = async () => (visitor = await DemoVisitor.at(harness.origin));
  const accountOf = ({ state }: DemoVisitor) => `/v1/accounts/${state.account_id}`;
  const balance = async () =>
    (await harness.scrip.get(`${accountOf(visitor)}/balance`)).body as {
      available: string;
      held: string;
    };
  const debit = async (id: string) =>
    (await harness.scrip.get(`${accountOf(visitor)}/debits/${id}`)).body;
  const takeAll = async (but = 0) => {
    const body = {
      credits: `-${Number((await balance()).available) - but}`,
      reason_code: 'test_data',
      note: '-',
    };
    const path = `${accountOf(visitor)}/adjustments`;
    await harness.scrip.post(path).set('idempotency-key', newKey()).send(body).expect(201);
  };

  it('sends a page that may load nothing from anywhere else', async () => {
    const page = await fetch(`${harness.origin}/demo`);
    expect(page.status).toBe(200);
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toContain('unsafe');
    expect(await page.text()).toContain('/w/v1/credits.js');
  });

  it('leads people who open Scrip there, and programs to where things are', async () => {
    const root = await fetch(harness.origin, {
      headers: { accept: 'text/html' },
      redirect: 'manual',
    });
    expect(root.headers.get('location')).toBe('/demo');
    expect(await (await fetch(harness.origin)).json()).toMatchObject({ docs: '/docs' });
  });

  it('gives each visitor an account of their own, which outlives the demo', async () => {
    const [first, second] = [await comes(), await comes()];
    expect(first.state.account_id).not.toBe(second.state.account_id);
    await harness.stopDemo();
    const away = await fetch(`${harness.origin}/demo`);
    expect(away.status).toBe(503);
    expect(away.headers.get('retry-after')).toBe('1');
    expect(away.headers.get('refresh')).toBe('1');
    await harness.startDemo();
    const again = await first.again();
    expect(again.state.account_id).toBe(first.state.account_id);
  });

  it('takes nobody without a cookie of its own, and no account but a visitor’s', async () => {
    const { state } = await comes();
    for (const cookie of ['', 'demo_visitor=acme', `demo_visitor=${state.account_id}x`]) {
      const headers = { cookie, 'content-type': 'application/json' };
      const options = { method: 'POST', headers, body: '{}' };
      const answer = await fetch(`${harness.origin}/demo/api/token`, options);
      expect(answer.status).toBe(401);
    }
  });

  it('holds what a message may cost, holds more as it grows, and charges what it used', async () => {
    await comes();
    const { events, receipt } = await visitor.says('A booking page for my barber shop');
    expect(receipt).toMatchObject({ outcome: 'ok', input_tokens: 15_540, output_tokens: 442 });
    expect(receipt).toMatchObject({ held: '7.497', used: '10.65', model_calls: 4 });
    expect(Number(receipt?.extended)).toBeGreaterThan(3);
    const sum = Number(receipt?.held) + Number(receipt?.extended) - Number(receipt?.used);
    expect(Number(receipt?.returned)).toBeCloseTo(sum, 6);
    expect(await balance()).toMatchObject({ available: '89.35', held: '0' });
    const paths = events.flatMap((event) => (event.type === 'call' ? event.call.path : []));
    const kinds = paths.map((path) => path.split('/').at(-1));
    expect(kinds.slice(0, 2)).toEqual(['gate', 'holds']);
    expect(kinds.slice(2, -2)).toContain('extend');
    expect(kinds.at(-2)).toBe('settle');
  });

  it('streams an answer while it is written', async () => {
    await comes();
    const { events } = await visitor.says('A menu for my coffee cart');
    const texts = events.flatMap((event) => (event.type === 'text' ? event.text : []));
    expect(texts.length).toBeGreaterThan(10);
    const { messages, app } = (await visitor.again()).state;
    expect(texts.join('').trim()).toBe(messages.at(-1)?.text.trim());
    expect(app).toMatchObject({ version: 1, name: 'Two Wheels Coffee' });
  });

  it('plans for half the price, and changes nothing', async () => {
    await comes();
    const { receipt } = await visitor.says('A booking page', { mode: 'plan' });
    expect(receipt).toMatchObject({ mode: 'plan', used: '5.325' });
    expect((await visitor.again()).state.app.version).toBe(0);
  });

  it('charges nothing for what broke on its own side', async () => {
    await comes();
    const { receipt } = await visitor.says('A page', { what_if: 'platform_error' });
    expect(receipt).toMatchObject({ outcome: 'platform_error', used: '0' });
    expect(await balance()).toMatchObject({ available: '100', held: '0' });
    expect((await visitor.again()).state.app.version).toBe(0);
  });

  it('charges an answer that is of no use: the model has worked', async () => {
    await comes();
    const { receipt } = await visitor.says('A page', { what_if: 'failed' });
    expect(receipt).toMatchObject({ outcome: 'failed', used: '10.65' });
    expect((await visitor.again()).state.app.version).toBe(0);
  });

  it('charges whoever leaves for what was written until then', async () => {
    await comes();
    await visitor.leavesAfter('A booking page for my barber shop', 3);
    const receiptNow = async () => (await visitor.again()).state.messages.at(-1)?.receipt;
    await until(async () => (await receiptNow()) !== undefined, 10_000);
    const receipt = await receiptNow();
    expect(receipt?.outcome).toBe('aborted');
    expect(Number(receipt?.used)).toBeGreaterThan(0);
    expect(Number(receipt?.used)).toBeLessThan(10.65);
    expect(await debit(receipt?.debit_id ?? '')).toMatchObject({
      outcome: 'aborted',
      credits: receipt?.used,
    });
    expect(await balance()).toMatchObject({ held: '0' });
  });

  it('stops at the gate without credits, names the ways on, and lets all else go on', async () => {
    await comes();
    await visitor.says('A booking page for my barber shop', { model: 'demo-light' });
    await takeAll();
    const { status, refused } = await visitor.says('Add opening hours');
    expect(status).toBe(402);
    expect(refused).toMatchObject({ allowed: false, reason: 'insufficient_credits' });
    const kinds = refused?.options.map(({ kind }) => kind);
    expect(kinds).toEqual(expect.arrayContaining(['pack', 'upgrade', 'wait']));
    for (const action of ['publish', 'share', 'add-row', 'export-rows']) {
      const answer = await visitor.post(`actions/${action}`, { name: 'Ada' });
      expect(await answer.json()).toMatchObject({ gate: { allowed: true } });
    }
    for (const action of ['connect', 'picture']) {
      const answer = await visitor.post(`actions/${action}`);
      expect(await answer.json()).toMatchObject({ gate: { allowed: false } });
    }
    const { published, rows, integrations, app } = (await visitor.again()).state;
    expect({ published, rows, integrations, version: app.version }).toEqual({
      published: 1,
      rows: [{ name: 'Ada', note: '' }],
      integrations: [],
      version: 1,
    });
  });

  it('names the best that would be let through in place of what is not', async () => {
    const insteadOf = async (available: number, more: object) => {
      await comes();
      await takeAll(available);
      const { status, instead } = await visitor.says('A page', more);
      expect(status).toBe(402);
      return instead.map(({ model, mode }) => `${model} ${mode}`);
    };
    const [powerful, balanced] = [{ model: 'demo-powerful' }, { model: 'demo-balanced' }];
    expect(await insteadOf(20, powerful)).toEqual(['demo-balanced build', 'demo-powerful plan']);
    expect(await insteadOf(12, powerful)).toEqual(['demo-balanced build']);
    expect(await insteadOf(7, powerful)).toEqual(['demo-light build']);
    expect(await insteadOf(7, balanced)).toEqual(['demo-light build', 'demo-balanced plan']);
    expect(await insteadOf(1.5, balanced)).toEqual(['demo-light plan']);
    expect(await insteadOf(12, { ...powerful, mode: 'plan' })).toEqual(['demo-balanced plan']);
    expect(await insteadOf(0.5, balanced)).toEqual([]);
    expect(await insteadOf(0, powerful)).toEqual([]);
  });

  it('goes on with a plan that has more, and after the credits have renewed', async () => {
    await comes();
    await takeAll();
    await harness.subscribe(visitor.state.account_id, 'pro');
    await until(async () => (await balance()).available === '500', 20_000);
    expect((await visitor.says('A booking page')).status).toBe(200);
    await takeAll();
    // Not at the period's end: an hour later, when it is paid.
    expect(await (await visitor.post('renewal')).json()).toMatchObject({ pays: 'paid' });
    expect(await balance()).toMatchObject({ available: '500' });
    const { body } = await harness.scrip.get(`${accountOf(visitor)}/subscription`).expect(200);
    expect(body.invoices.map(({ status }: { status: string }) => status)).toEqual(['paid', 'paid']);
  });

  it('tells the price of a picture and of connecting before, and takes it', async () => {
    await harness.pricesInForce();
    await comes();
    expect(visitor.state.prices).toEqual({
      picture: { now: '3', soon: null },
      connect: { now: '5', soon: null },
    });
    await visitor.says('A booking page', { model: 'demo-light' });
    const { available: before } = await balance();
    const connected = (await (await visitor.post('actions/connect')).json()) as Performed;
    expect(connected).toMatchObject({
      gate: { cost: '5' },
      paid: { what: 'Calendar', credits: '5' },
    });
    expect(await debit(connected.paid?.debit_id ?? '')).toMatchObject({
      action: 'connect_integration',
      credits: '5',
      policy_version: connected.paid?.policy_version,
    });
    expect(connected.paid?.policy_version).toBeGreaterThan(0);
    await visitor.post('actions/picture');
    expect(Number((await balance()).available)).toBeCloseTo(Number(before) - 8, 6);
    const { app, integrations, messages } = (await visitor.again()).state;
    expect({ picture: app.picture, integrations }).toEqual({
      picture: 1,
      integrations: ['Calendar'],
    });
    expect(messages.slice(-2).map(({ paid }) => paid?.credits)).toEqual(['5', '3']);
  });

  it('refuses what has a price where that is not left, with the ways on, and takes nothing', async () => {
    await comes();
    await takeAll(0.48);
    const refused = (await (await visitor.post('actions/connect')).json()) as Performed;
    expect(refused.gate).toMatchObject({ allowed: false, cost: '5', available: '0.48' });
    expect(refused.gate.options.map(({ kind }) => kind)).toContain('wait');
    expect(refused.paid).toBeUndefined();
    expect(await balance()).toMatchObject({ available: '0.48' });
    expect((await visitor.again()).state.integrations).toEqual([]);
  });

  it('takes nothing for connecting when all has been connected, nor for a picture of nothing', async () => {
    await comes();
    expect((await visitor.post('actions/picture')).status).toBe(409);
    for (let n = 0; n < 3; n += 1) await visitor.post('actions/connect');
    expect((await visitor.post('actions/connect')).status).toBe(409);
    expect(await balance()).toMatchObject({ available: '85' });
  });

  it('leaves a gate policy alone that operators have published', async () => {
    const actions = [
      { action: 'connect_integration', needs_credits: true, price: '7' },
      { action: 'image_generation', needs_credits: true },
      { action: 'ai_change', needs_credits: true },
    ];
    const { body } = await harness.scrip.get('/v1/gate-policy');
    const rules = (body as { actions: { price: string | null }[] }).actions;
    const restore = rules.map(({ price, ...rule }) => (price === null ? rule : { ...rule, price }));
    await harness.scrip.put('/v1/gate-policy').send({ actions }).expect(200);
    await harness.stopDemo();
    await harness.startDemo();
    const soon = (await comes()).state.prices;
    expect(soon.connect).toEqual({ now: '5', soon: '7' });
    await harness.pricesInForce();
    const { prices } = (await visitor.again()).state;
    expect(prices.connect).toEqual({ now: '7', soon: null });
    expect(prices.picture).toEqual({ now: null, soon: null });
    await harness.scrip.put('/v1/gate-policy').send({ actions: restore }).expect(200);
    await harness.pricesInForce();
  });

  it('spends to exactly zero for whoever asks', async () => {
    await comes();
    await visitor.says('A booking page for my barber shop');
    expect((await visitor.post('spend-all')).status).toBe(200);
    expect(await balance()).toMatchObject({ available: '0', held: '0', level: 'empty' });
    expect((await visitor.post('spend-all')).status).toBe(200);
    expect(await balance()).toMatchObject({ available: '0', debt: '0' });
  });

  it('finishes what gets out of hand, and shows what is owed, which the renewal repays', async () => {
    await comes();
    const { receipt } = await visitor.says('A booking page', { what_if: 'tenfold' });
    expect(receipt).toMatchObject({ outcome: 'ok', used: '106.5', debt: '6.5', available: '0' });
    expect(await balance()).toMatchObject({ available: '0', debt: '6.5', level: 'overdrawn' });
    const { refused, instead } = await visitor.says('Add opening hours');
    expect(refused).toMatchObject({ allowed: false, debt: '6.5' });
    expect(instead).toEqual([]);
    await visitor.post('renewal');
    expect(await balance()).toMatchObject({ available: '93.5', debt: '0', level: 'ok' });
  });

  it('takes one message at a time, and none that is nonsense', async () => {
    await comes();
    const both = await Promise.all([visitor.says('A page'), visitor.says('A page')]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    for (const body of [{ text: '' }, { text: 'x', model: 7 }, { text: 'x', mode: 'free' }]) {
      const answer = await visitor.post('messages', { model: 'demo-light', ...body });
      expect(answer.status).toBe(422);
    }
  });
});
