import { describe, expect, it } from '@jest/globals';
import { demandAccessible } from './support/axe.js';
import { saidOn, widgetHosts } from './support/host-page.js';

const hosts = widgetHosts();
const { open, debit, get, visit } = hosts;

/** A model named after its id; credits for a million tokens that go in. */
const model = async (id: string, input: string, speed?: number): Promise<void> => {
  const put = hosts.theProduct().put(`/v1/models/${id}`).set('idempotency-key', id);
  await put.send({ name: id.charAt(0).toUpperCase() + id.slice(1), speed }).expect(200);
  await hosts.post(`/v1/models/${id}/rates`, { per_million: { input, output: '100' } });
};

describe('choosing a model', () => {
  it('shows what each costs, and is part of a form', async () => {
    const account = await open();
    await model('light', '20');
    await model('powerful', '300');
    await debit(account, { model: 'light', usage: { input_tokens: 50_000 } });
    const body = `<form><credit-model-select name="model" data-token></credit-model-select></form>`;
    await visit({ account, body }, async ({ page }) => {
      const select = page.getByRole('combobox', { name: 'Model' });
      await select.getByText('Light · about 99 more messages').waitFor({ state: 'attached' });
      await page.getByText('0.02 credits in · 0.1 credits out, per 1,000 tokens').waitFor();
      await select.selectOption('powerful');
      const value = await page.evaluate(
        'new FormData(document.querySelector("form")).get("model")',
      );
      expect(value).toBe('powerful');
      expect((await saidOn(page)).at(-1)).toEqual([
        'model-change',
        { id: 'powerful', rateVersion: 1 },
      ]);
      await page.evaluate(
        'document.querySelector("credit-model-select").setAttribute("models", "powerful, none")',
      );
      await select.getByText('Light').waitFor({ state: 'detached' });
      expect(await select.locator('option').count()).toBe(1);
      await demandAccessible(page, 'models');
    });
  });
});

describe('what a model costs', () => {
  it('is told against what is left, and against the others', async () => {
    const account = await open();
    await model('small', '20', 3);
    await model('dear', '10000', 5);
    await model('usual', '40', 3);
    await debit(account, { model: 'small', usage: { input_tokens: 50_000 } });
    const body = '<credit-model-select models="small dear usual" data-token></credit-model-select>';
    await visit({ account, body }, async ({ page }) => {
      const select = page.getByRole('combobox', { name: 'Model' });
      await page.getByText('Cheapest').waitFor();
      expect(await page.getByText('Fastest').count()).toBe(0);
      expect(await page.getByText('may not fit').count()).toBe(0);
      await select.selectOption('dear');
      await page.getByRole('status').getByText('may not fit into what you have left').waitFor();
      await page.getByText('Fastest').waitFor();
      expect(await page.getByText('Cheapest').count()).toBe(0);
      await select.selectOption('usual');
      await page.getByText('Fastest').waitFor({ state: 'detached' });
      expect(await page.getByText('Cheapest').count()).toBe(0);
    });
  });

  it('is announced before it changes, and has changed at that instant', async () => {
    const account = await open();
    await model('moving', '40');
    const now = (await get(`/v1/accounts/${account}/balance`)).as_of;
    const from = new Date(Date.parse(now) + 2 * 3_600_000);
    await hosts.post('/v1/models/moving/rates', {
      per_million: { input: '30', output: '100' },
      effective_from: from.toISOString(),
    });
    const body = '<credit-model-select models="moving" data-token></credit-model-select>';
    const then = '0.03 credits in · 0.1 credits out, per 1,000 tokens';
    await visit({ account, body }, async ({ page, watch }) => {
      // The token of the page ends meanwhile.
      watch.expect(/401/);
      const day = from.toLocaleDateString('en-US', { day: 'numeric', month: 'long' });
      await page.getByText('0.04 credits in · 0.1 credits out', { exact: false }).waitFor();
      await page.getByText(`From ${day}: ${then}`).waitFor();
      await hosts.pass(2 * 3_600);
      await debit(account, { credits: '1' });
      await page.getByText(then, { exact: true }).waitFor();
      expect(await page.getByText('From').count()).toBe(0);
    });
  });
});

describe('another language', () => {
  it('has its own words, numbers and dates, and runs from right to left', async () => {
    const account = await open();
    await debit(account, { credits: '0.5' });
    const script = `for (const element of document.querySelectorAll('credit-balance')) {
      element.strings = { lang: 'ar', title: 'الرصيد', getMore: 'شراء رصيد' };
    }`;
    const body = '<credit-balance data-token locale="ar-EG"></credit-balance>';
    await visit({ account, body, script }, async ({ page }) => {
      await page.locator('credit-balance [part=available]', { hasText: '٩٩' }).first().waitFor();
      await page.getByText('الرصيد').waitFor();
      const badge = await page.locator('credit-balance [part=level]').boundingBox();
      const title = await page.locator('credit-balance [part=title]').boundingBox();
      expect(badge?.x ?? 0).toBeLessThan(title?.x ?? 0);
      await demandAccessible(page, 'right to left');
    });
  });
});
