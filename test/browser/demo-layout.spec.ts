import { describe, expect, it } from '@jest/globals';
import { demandAccessible, demandNoSidewaysScroll } from './support/axe.js';
import { demoPages } from './support/demo-page.js';

const { visit, choose, send } = demoPages();

describe('the demo on screens of any size', () => {
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

  it.each([1280, 1024, 768, 390, 320])(
    'has what is done with the app in one row, and its prices below (%i wide)',
    async (width) => {
      await visit({ viewport: { width, height: 860 } }, async (page) => {
        await demandNoSidewaysScroll(page);
        const tops = (await page.evaluate(`['show-app', 'publish', 'picture', 'connect'].map(
          (id) => document.getElementById(id).getBoundingClientRect())
          .map(({ top, bottom }) => Math.round((top + bottom) / 2))`)) as number[];
        const [tabs = 0, publish, picture = 0, connect] = tops;
        expect({ publish, connect }).toEqual({ publish: tabs, connect: picture });
        expect(picture).toBeGreaterThan(tabs);
      });
    },
    60_000,
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
