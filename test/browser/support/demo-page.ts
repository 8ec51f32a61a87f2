import { afterAll, beforeAll } from '@jest/globals';
import type { Page } from 'playwright-core';
import { startDemoHarness, type DemoHarness } from '../../support/product/demo.js';
import { inBrowser, type Viewer } from './browser.js';
import type { Watch } from './watch.js';

/** The demo, and people who open it in a browser of their own with a hundred credits. */
export function demoPages() {
  let harness: DemoHarness;
  beforeAll(async () => {
    harness = await startDemoHarness({ sells: true });
    await harness.pricesInForce();
  });
  afterAll(() => harness.close());

  return {
    /** Opens the demo and runs a story there; fails on whatever the page complains of. */
    visit: (viewer: Viewer, story: (page: Page, watch: Watch) => Promise<void>) =>
      inBrowser(viewer, async ({ page, watch }) => {
        // What the gate refuses is answered 402, which browsers note as an error.
        watch.expect(/402 \(Payment Required\).*\/demo\/api\/messages/);
        await page.goto(`${harness.origin}/demo`);
        await page.getByText('you have 100').waitFor();
        await page.locator('credit-balance', { hasText: '100 credits' }).waitFor();
        await story(page, watch);
      }),
    choose: async (page: Page, model: string) => {
      await page.locator('credit-model-select select').selectOption(model);
      await page
        .locator('#estimate', { hasText: model === 'demo-powerful' ? '37.49' : '' })
        .waitFor();
    },
    send: async (page: Page, text: string) => {
      await page.getByRole('textbox', { name: 'Message' }).fill(text);
      await page.getByRole('button', { name: 'Send' }).click();
    },
  };
}
