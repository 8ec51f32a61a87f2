import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { GALLERY_PAGE, GALLERY_POLICY } from '../../api/widget/gallery-page.js';
import { ensureWidgetBuilt } from '../../tools/build.mjs';
import {
  demandAccessible,
  demandNoSidewaysScroll,
  demandNothingCut,
  demandSystemColours,
} from './support/axe.js';
import { inBrowser } from './support/browser.js';
import { startHost, type Host } from './support/host.js';

const LEVELS = ['Good', 'Low', 'Out of credits', 'Overdrawn', 'Paused', 'Closed'];
/** At these somebody may buy. */
const BUYERS = 4;
const THEMES = ['light', 'dark'];
/** One text of each state of plans and top-ups. */
const STATES = [
  'Choose a plan',
  /^Renews on/,
  'You change to Pro on',
  'Pro ends on',
  'The upgrade to Team is not paid yet',
  'You can cancel once the upgrade is paid',
  'Pro is not paid yet: its first payment',
  'Your plan’s credits stay until',
  'Buys a pack by itself',
  '$10 of $30',
  'limit leaves no room',
  'The last top-up failed: the card has too little money',
  'Your bank wants you to confirm a top-up of $10',
  'after three failures in a row: the card has too little money',
];

describe('the gallery', () => {
  let host: Host;
  beforeAll(async () => {
    await ensureWidgetBuilt();
    // It asks no API: the page and its two scripts are all there is to serve.
    host = await startHost(async ({ url = '' }) => {
      if (url.startsWith('/gallery')) {
        return { type: 'text/html', body: GALLERY_PAGE, policy: GALLERY_POLICY };
      }
      const name = url === '/w/v1/gallery.js' ? 'gallery.js' : 'credits.js';
      return { type: 'text/javascript', body: await readFile(`dist/widget/${name}`, 'utf8') };
    });
  });
  afterAll(() => host?.close());

  const look = async (page: Page, query = '') => {
    await page.goto(`${host.origin}/gallery?${query}`);
    await page.getByText('Plan renewed').last().waitFor();
    await page.getByText('several months for most').last().waitFor();
    await page.getByText('Choosing a model').last().waitFor();
    await page.getByText('Turn on again').last().waitFor();
  };

  it('shows every level, light and dark, accessible', () =>
    inBrowser({ viewport: { width: 1280, height: 900 } }, async ({ page }) => {
      await look(page);
      for (const words of LEVELS) {
        const shown = page.locator('credit-balance [part=level]').getByText(words, { exact: true });
        await shown.nth(THEMES.length - 1).waitFor();
      }
      await demandAccessible(page, 'gallery');
    }));

  it.each(THEMES)('opens its dialog accessible, in %s', (theme) =>
    inBrowser({ viewport: { width: 900, height: 900 } }, async ({ page }) => {
      await look(page, `theme=${theme}&level=low`);
      await page.getByRole('button', { name: 'Get more credits' }).first().click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel(/Custom/).check();
      await dialog.getByLabel('Amount (USD)').fill('1');
      await page.getByText('Enter an amount from $5 to $5,000.').waitFor();
      await demandAccessible(page, `dialog, ${theme}`);
    }),
  );

  it.each(THEMES)('shows every state of plans and top-ups accessible, in %s', (theme) =>
    inBrowser({ viewport: { width: 1280, height: 900 } }, async ({ page }) => {
      await look(page, `theme=${theme}&level=none`);
      for (const words of STATES) await page.getByText(words).first().waitFor();
      await demandAccessible(page, `plans and top-ups, ${theme}`);
      const plan = page.locator('[account=gallery-plan-active]');
      const dialog = plan.getByRole('dialog');
      await plan.getByRole('button', { name: 'Change plan' }).click();
      await demandAccessible(page, `plans to choose, ${theme}`);
      await dialog.getByRole('button', { name: 'Upgrade to Team' }).click();
      await dialog.getByText('2,777 credits available then').waitFor();
      await demandAccessible(page, `price, ${theme}`);
      await dialog.getByRole('button', { name: 'Pay $49 and upgrade' }).click();
      await dialog.getByText('Nothing was charged, and nothing has changed').waitFor();
      await demandAccessible(page, `declined, ${theme}`);
      await page.keyboard.press('Escape');
      const topUp = page.locator('[account=gallery-topup-off]');
      await topUp.getByRole('button', { name: 'Set up' }).click();
      await topUp.getByText('When fewer than 50 credits are left, buy 200').waitFor();
      await topUp.getByLabel('At most in a month (USD)').fill('5');
      await topUp.getByText('one pack has to fit').waitFor();
      await demandAccessible(page, `consent, ${theme}`);
    }),
  );

  it('says that nothing is paid here where somebody tries', () =>
    inBrowser({}, async ({ page }) => {
      await look(page, 'theme=light&level=low');
      await page.getByRole('button', { name: 'Get more credits' }).first().click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('button', { name: /Continue to payment/ }).click();
      await dialog.getByRole('alert').getByText('payments are not set up here').waitFor();
    }));

  it('fits a screen of 320 px at every level', () =>
    inBrowser({ viewport: { width: 320, height: 640 } }, async ({ page }) => {
      await look(page, 'theme=light');
      await demandNoSidewaysScroll(page);
      for (let nth = 0; nth < BUYERS; nth += 1) {
        await page.getByRole('button', { name: 'Get more credits' }).nth(nth).click();
        const dialog = page.getByRole('dialog');
        const { x, width } = (await dialog.boundingBox()) ?? { x: -1, width: 0 };
        expect(x).toBeGreaterThanOrEqual(0);
        expect(x + width).toBeLessThanOrEqual(320);
        await demandNoSidewaysScroll(page);
        await page.keyboard.press('Escape');
        await dialog.waitFor({ state: 'hidden' });
      }
      const inCard = (name: string, button: string) =>
        page.locator(`[account=gallery-${name}]`).getByRole('button', { name: button }).click();
      await inCard('topup-on', 'Change');
      await page.getByText('Agree and change').waitFor();
      await inCard('plan-active', 'Change plan');
      await page.getByRole('button', { name: 'Upgrade to Team' }).click();
      await page.getByText('Pay $49 and upgrade').waitFor();
      await demandNoSidewaysScroll(page);
      await demandNothingCut(page);
    }));

  it('takes letters of twice the size at every level', () =>
    inBrowser({ viewport: { width: 640, height: 900 } }, async ({ page }) => {
      await look(page, 'theme=light');
      await page.evaluate(`{
        const sheet = new CSSStyleSheet();
        sheet.replaceSync('html { font-size: 200%; }');
        document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
      }`);
      await demandNoSidewaysScroll(page);
      await demandNothingCut(page);
      await page.getByRole('button', { name: 'Get more credits' }).first().click();
      await page
        .getByRole('dialog')
        .getByLabel(/Custom/)
        .check();
      await demandNothingCut(page);
    }));

  it('leaves the colours of every level to a system that forces its own', () =>
    inBrowser({ forcedColors: 'active' }, async ({ page }) => {
      await look(page);
      await demandSystemColours(page);
      await demandAccessible(page, 'forced colours', ['color-contrast']);
    }));
});
