import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { startDemoWorld, type DemoWorld } from '../support/demo.js';
import { demandAccessible, demandNoSidewaysScroll } from './support/axe.js';
import { inBrowser, type Viewer } from './support/browser.js';
import type { Watch } from './support/watch.js';

const MAX_MESSAGES = 5;

describe('the demo in a browser', () => {
  let world: DemoWorld;
  beforeAll(async () => {
    world = await startDemoWorld();
  }, 120_000);
  afterAll(() => world.close());

  const visit = (viewer: Viewer, story: (page: Page, watch: Watch) => Promise<void>) =>
    inBrowser(viewer, async ({ page, watch }) => {
      // What the gate refuses is answered 402, which browsers note as an error.
      watch.expect(/402 \(Payment Required\).*\/demo\/api\/messages/);
      await page.goto(`${world.origin}/demo`);
      await page.getByText('you have 100').waitFor();
      await page.locator('credit-balance', { hasText: '100 credits' }).waitFor();
      await story(page, watch);
    });
  const choose = async (page: Page, model: string) => {
    await page.locator('credit-model-select select').selectOption(model);
    await page
      .locator('#estimate', { hasText: model === 'demo-powerful' ? '37.49' : '' })
      .waitFor();
  };
  const send = async (page: Page, text: string) => {
    await page.getByRole('textbox', { name: 'Message' }).fill(text);
    await page.getByRole('button', { name: 'Send' }).click();
  };

  it.each(['light', 'dark'] as const)(
    'spends until the credits run out: then changes stop, and all else goes on (%s)',
    async (colorScheme) => {
      await visit({ colorScheme, reducedMotion: 'reduce' }, async (page, watch) => {
        await demandAccessible(page, 'empty');
        await choose(page, 'demo-powerful');
        const refusal = page.getByRole('alert').getByText('Not enough credits');
        const receipts = page.locator('.receipt');
        for (let sent = 0; sent < MAX_MESSAGES && (await refusal.count()) === 0; sent += 1) {
          await send(page, 'A booking page for my barber shop');
          await refusal.or(receipts.nth(sent)).first().waitFor();
        }
        await refusal.waitFor();
        expect(await receipts.count()).toBe(2);
        for (const name of ['Get a pack', 'Upgrade', 'Wait']) {
          await page.getByRole('alert').getByText(name, { exact: true }).waitFor();
        }
        await demandAccessible(page, 'no credits');
        await page.getByRole('button', { name: 'Publish' }).click();
        await page.getByText('Version 2 is live.').waitFor();
        await page.getByRole('button', { name: 'Data' }).click();
        await page.getByLabel('Name').fill('Ada');
        await page.getByRole('button', { name: 'Add row' }).click();
        await page.getByRole('cell', { name: 'Ada' }).waitFor();
        await demandAccessible(page, 'data');
        // The widget's token ends in the month that is passed over: it takes another, unseen.
        watch.expect(/401 \(Unauthorized\).*\/v1\/accounts\//);
        await page.getByRole('button', { name: 'Jump there' }).click();
        await page.getByText('you have 100').waitFor();
        expect(await refusal.count()).toBe(0);
      });
    },
    90_000,
  );

  it('shows what a message came to, and every call that was made for it', async () => {
    await visit({ viewport: { width: 1440, height: 900 } }, async (page) => {
      await send(page, 'A menu for my coffee cart');
      await page.getByRole('heading', { name: 'Two Wheels Coffee' }).waitFor();
      await page.getByText('10.65 credits').click();
      await page.getByText('How 10.65 came about').waitFor();
      await page.getByText('15,540 × 600 a million').waitFor();
      await page.getByText(/Charged 10.65, gave back/).click();
      await page.locator('.calls pre', { hasText: '"released"' }).waitFor();
      await page.locator('credit-balance', { hasText: '89 credits' }).waitFor();
      await demandAccessible(page, 'receipt and calls open');
    });
  }, 60_000);

  it('goes on where it was left, also when the page is loaded anew', async () => {
    await visit({}, async (page) => {
      await send(page, 'Sign-ups for our running club');
      await page.locator('.receipt').waitFor();
      await page.reload();
      await page.getByRole('heading', { name: 'Riverside Runners' }).waitFor();
      await page.getByText('you have 89.35').waitFor();
    });
  }, 60_000);

  it('moves to the plan that is chosen in the widget’s dialog', async () => {
    await visit({}, async (page) => {
      await page.getByRole('button', { name: 'Get more' }).first().click();
      await page.getByRole('button', { name: 'Choose Pro' }).click();
      await page.getByText('You have the new plan').waitFor();
      await page.getByText('you have 600').waitFor();
      expect(await page.getByRole('dialog').count()).toBe(0);
    });
  }, 60_000);

  it('keeps nothing of a message that did not get through, and says why', async () => {
    await visit({}, async (page, watch) => {
      watch.expect(/422 \(Unprocessable Entity\).*\/demo\/api\/messages/);
      await page.route('**/demo/api/messages', (route) =>
        route.continue({ postData: JSON.stringify({ text: 'A page', model: 'another' }) }),
      );
      await send(page, 'A page');
      await page.getByRole('alert').getByText('its own three models only').waitFor();
      expect(await page.locator('#messages > li').count()).toBe(0);
      expect(await page.getByRole('textbox', { name: 'Message' }).inputValue()).toBe('A page');
      await demandAccessible(page, 'not sent');
    });
  }, 60_000);

  it.each([1280, 320])(
    'keeps a long conversation within its frame (%i wide)',
    async (width) => {
      await visit({ viewport: { width, height: 900 } }, async (page) => {
        await choose(page, 'demo-light');
        await page.getByText('Plan half price').click();
        for (let sent = 0; sent < 20; sent += 1) {
          await send(page, 'A booking page for my barber shop');
          await page.locator('.receipt').nth(sent).waitFor();
          await page.getByRole('button', { name: 'Send' }).waitFor();
        }
        // [the page's length, where its footer ends]
        const ends = await page.evaluate(`[document.scrollingElement.scrollHeight,
        Math.ceil(document.querySelector('footer').getBoundingClientRect().bottom + scrollY)]`);
        const [length, footer] = ends as [number, number];
        expect(length).toBeLessThanOrEqual(Math.max(footer, 900) + 1);
      });
    },
    120_000,
  );

  it('fits a narrow screen', async () => {
    await visit({ viewport: { width: 320, height: 640 } }, async (page) => {
      await demandNoSidewaysScroll(page);
      await send(page, 'A booking page for my barber shop');
      await page.locator('.receipt').waitFor();
      await page.getByText('What Scrip saw').click();
      await demandNoSidewaysScroll(page);
      await demandAccessible(page, 'narrow');
    });
  }, 60_000);
});
