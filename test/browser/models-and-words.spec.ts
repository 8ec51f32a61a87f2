import { describe, expect, it } from '@jest/globals';
import { demandAccessible } from './support/axe.js';
import { saidOn, widgetHosts } from './support/host-page.js';

const hosts = widgetHosts();
const { open, debit, visit } = hosts;

describe('choosing a model', () => {
  it('shows what each costs, and is part of a form', async () => {
    const account = await open();
    for (const [id, input] of [
      ['light', '20'],
      ['powerful', '300'],
    ] as const) {
      const put = hosts.theProduct().put(`/v1/models/${id}`).set('idempotency-key', id);
      await put.send({ name: id === 'light' ? 'Light' : 'Powerful' }).expect(200);
      await hosts.post(`/v1/models/${id}/rates`, { per_million: { input, output: '100' } });
    }
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
