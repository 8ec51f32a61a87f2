import { describe, expect, it } from '@jest/globals';
import { demandAccessible } from './support/axe.js';
import { available, widgetHosts } from './support/host-page.js';

const PANEL = '<credit-balance data-token poll-seconds="0.2"></credit-balance>';
const PILL = '<credit-balance variant="compact"></credit-balance>';
const PACKS = '<credit-packs inline></credit-packs>';
const WHY = { reason_code: 'other', note: 'why' };
const hosts = widgetHosts();
const { open, debit, post, visit } = hosts;

describe('an account that cannot be used', () => {
  it('is paused, whatever it has, and buys nothing until it is reinstated', async () => {
    const account = await open();
    await visit({ account, body: PANEL + PILL + PACKS }, async ({ page }) => {
      await debit(account, { credits: '0.5' });
      await available(page, '99');
      const packs = page.getByRole('radio');
      await packs.first().waitFor();
      const badge = page.locator('[part=level]');
      await badge.getByText('Good').waitFor();
      await post(`/v1/accounts/${account}/suspend`, WHY, 200);
      await badge.getByText('Paused', { exact: true }).waitFor();
      await page
        .getByRole('alert')
        .getByText(`Paused: contact support, reference ${account}.`)
        .waitFor();
      await page.locator('.compact').getByText('Paused', { exact: true }).waitFor();
      for (const words of ['Good', 'available', 'left']) {
        await page.getByText(words).first().waitFor({ state: 'detached' });
      }
      // Each element of the page hears of it by itself.
      const more = page.getByRole('button', { name: 'Get more' });
      for (const way of [more, packs]) await way.first().waitFor({ state: 'detached' });
      await demandAccessible(page, 'paused');
      await post(`/v1/accounts/${account}/reinstate`, WHY, 200);
      await badge.getByText('Good').waitFor();
      await packs.first().waitFor();
      await debit(account, { credits: '1' });
      await available(page, '98');
    });
  });

  it('is closed for good, and is not asked for again', async () => {
    const account = await open();
    await visit({ account, body: PANEL }, async ({ page }) => {
      await available(page, '100');
      await post(`/v1/accounts/${account}/close`, WHY, 200);
      await page.getByRole('alert').getByText('This account is closed.').waitFor();
      await page.getByText('cannot be used any more').waitFor();
      await page.getByText('Renews').waitFor({ state: 'detached' });
      const asked: string[] = [];
      page.on('request', ({ url }) => void asked.push(url()));
      await page.evaluate('new Promise((resolve) => setTimeout(resolve, 2_500))');
      expect(asked).toEqual([]);
      await demandAccessible(page, 'closed');
    });
  });
});
