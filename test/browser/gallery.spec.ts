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
  }, 60_000);
  afterAll(() => host?.close());

  const look = async (page: Page, query = '') => {
    await page.goto(`${host.origin}/gallery?${query}`);
    await page.getByText('Plan renewed').last().waitFor();
    await page.getByText('several months for most').last().waitFor();
    await page.getByText('Choosing a model').last().waitFor();
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
