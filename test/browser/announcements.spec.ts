import { describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { until } from '../support/product/projections.js';
import { available, widgetHosts } from './support/host-page.js';

const PANEL = '<credit-balance data-token poll-seconds="0.2"></credit-balance>';
const hosts = widgetHosts();
const { open, debit, adjust, visit } = hosts;

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
      await until(async () => (await heard(page)).length > 0, 'word of the debt');
      const [said, ...more] = await heard(page);
      expect(said).toContain('more than you had');
      expect(more).toEqual([]);
    });
  });

  it('says of credits that come in when there is enough again, not that there are still few', async () => {
    const account = await open();
    await debit(account, { credits: '150', policy: 'allow_debt' });
    await visit({ account, body: PANEL }, async ({ page }) => {
      await page.getByRole('alert').getByText('more than you had').waitFor();
      await adjust(account, '60');
      await available(page, '10');
      // It is read all the same.
      await page.locator('[part=notice]').getByText('running low').waitFor();
      expect(await liveTexts(page)).toEqual(['', '']);
      await adjust(account, '90');
      await page.getByRole('status').getByText('enough credits').waitFor();
    });
  });

  it.each(['panel', 'compact'])(
    'is written where something listened before there was anything to say (%s)',
    async (variant) => {
      const account = await open();
      await debit(account, { credits: '100' });
      const body = `<credit-balance variant="${variant}"></credit-balance>
        <credit-balance></credit-balance>`;
      // The host takes its time to say who this is.
      const script = `document.querySelector('credit-balance').getToken = async () => {
        await new Promise((resolve) => (window.letIn = resolve));
        return getToken();
      };`;
      await visit({ account, body, script }, async ({ page }) => {
        await page.getByText('Loading your credits').first().waitFor();
        expect(await liveTexts(page)).toEqual(['', '', '', '']);
        await until(() => page.evaluate<boolean>(`'letIn' in window`), 'question who this is');
        await page.evaluate(`window.regions = (${LIVE_REGIONS})(); window.letIn()`);
        await page.getByRole('alert').getByText('You are out of credits').waitFor();
        const out = 'You are out of credits.';
        const texts = (await liveTexts(page)).map((text) => text.slice(0, out.length));
        expect(texts).toEqual(['', out, '', '']);
        const same = await page.evaluate(`(${LIVE_REGIONS})().map((r, n) => r === regions[n])`);
        expect(same).toEqual([true, true, true, true]);
        // Who sees them both reads it in each panel.
        expect(await page.locator('[part=notice]:visible').getByText(out).count()).toBe(
          variant === 'panel' ? 2 : 1,
        );
      });
    },
  );

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

const LIVE_REGIONS = `() => [...document.querySelectorAll('credit-balance')].flatMap(
  (each) => [...each.shadowRoot.querySelectorAll('[role=status], [role=alert]')])`;

/** What a screen reader is told, element by element: politely, then at once. */
const liveTexts = async (page: Page): Promise<string[]> =>
  (await page.evaluate(
    `(${LIVE_REGIONS})().map((region) => region.textContent.trim())`,
  )) as string[];

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
