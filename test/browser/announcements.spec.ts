import { describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { available, widgetHosts } from './support/host-page.js';

const PANEL = '<credit-balance data-token poll-seconds="0.2"></credit-balance>';
const hosts = widgetHosts();
const { open, debit, visit } = hosts;

describe('what is said aloud', () => {
  it('says once that an account is overdrawn, however its debt grows', async () => {
    const account = await open();
    await visit({ account, body: PANEL }, async ({ page }) => {
      await available(page, '100');
      await listen(page);
      const owed = page.locator('dl > div').filter({ hasText: 'Owed' });
      await debit(account, { credits: '101', policy: 'allow_debt' });
      await owed.getByText('1', { exact: true }).waitFor();
      await debit(account, { credits: '2.5', policy: 'allow_debt' });
      await owed.getByText('3.5', { exact: true }).waitFor();
      const [said, ...more] = await heard(page);
      expect(said).toContain('more than you had');
      expect(more).toEqual([]);
    });
  });

  it('stays silent for the session once it was dismissed, and no longer', async () => {
    const account = await open();
    await debit(account, { credits: '85' });
    await visit({ account, body: PANEL }, async ({ page }) => {
      await page.getByText('running low').waitFor();
      await page.getByRole('button', { name: 'Dismiss' }).click();
      await page.reload();
      await available(page, '15');
      expect(await page.getByText('running low').count()).toBe(0);
    });
    await visit({ account, body: PANEL }, ({ page }) => page.getByText('running low').waitFor());
  });
});

/** Notes every change of the alert of the page's balance. */
const listen = (page: Page) =>
  page.evaluate(`{
    const alert = document.querySelector('credit-balance').shadowRoot.querySelector('[role=alert]');
    window.heard = [];
    new MutationObserver(() => window.heard.push(alert.textContent.trim()))
      .observe(alert, { childList: true, characterData: true, subtree: true });
  }`);

const heard = async (page: Page): Promise<string[]> =>
  (await page.evaluate('window.heard')) as string[];
