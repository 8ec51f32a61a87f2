import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { ensureWidgetBuilt } from '../../tools/build.mjs';
import { startProduct, type TestProduct } from '../support/app.js';
import { demandAccessible, demandNoSidewaysScroll } from './support/axe.js';
import { inBrowser } from './support/browser.js';
import { originOf } from './support/origin.js';

const LEVELS = ['ok', 'low', 'empty', 'overdrawn'];
const THEMES = ['light', 'dark'];

describe('the gallery', () => {
  let product: TestProduct;
  let gallery: string;
  beforeAll(async () => {
    await ensureWidgetBuilt();
    product = await startProduct();
    gallery = `${originOf(product)}/w/v1/gallery`;
  }, 60_000);
  afterAll(() => product?.close());

  const look = async (page: Page, query: string) => {
    await page.goto(`${gallery}?${query}`);
    await page.getByText('Plan renewed').first().waitFor();
    await page.getByText('several months for most').first().waitFor();
    await page.getByText('Choosing a model').first().waitFor();
  };

  it.each(THEMES)('shows every level, accessible, in %s', (theme) =>
    inBrowser({ viewport: { width: 1280, height: 900 } }, async ({ page }) => {
      await look(page, `theme=${theme}`);
      for (const words of ['Good', 'Low', 'Out of credits', 'Overdrawn']) {
        await page.getByText(words, { exact: true }).first().waitFor();
      }
      await demandAccessible(page, theme);
    }),
  );

  it.each(THEMES)('opens its dialog accessible, in %s', (theme) =>
    inBrowser({ viewport: { width: 900, height: 900 } }, async ({ page }) => {
      await look(page, `theme=${theme}&level=low`);
      await page.getByRole('button', { name: 'Get more credits' }).first().click();
      await page
        .getByRole('dialog')
        .getByLabel(/Custom/)
        .check();
      await page.getByRole('dialog').getByLabel('Amount (USD)').fill('1');
      await page.getByText('Enter an amount from $5 to $5,000.').waitFor();
      await demandAccessible(page, `dialog, ${theme}`);
    }),
  );

  it.each(LEVELS)('fits a screen of 320 px at %s', (level) =>
    inBrowser({ viewport: { width: 320, height: 640 } }, async ({ page }) => {
      await look(page, `level=${level}&theme=light`);
      await demandNoSidewaysScroll(page);
      await page.getByRole('button', { name: 'Get more credits' }).first().click();
      const { x, width } = (await page.getByRole('dialog').boundingBox()) ?? { x: -1, width: 0 };
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x + width).toBeLessThanOrEqual(320);
      await demandNoSidewaysScroll(page);
    }),
  );

  it('is legible where the system chooses the colours', () =>
    inBrowser({ forcedColors: 'active' }, async ({ page }) => {
      await look(page, 'level=empty');
      // axe reads the colours of our sheet, not those that the system puts in their place.
      await demandAccessible(page, 'forced colours', ['color-contrast']);
    }));
});
