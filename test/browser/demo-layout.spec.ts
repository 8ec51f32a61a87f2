import { describe, expect, it } from '@jest/globals';
import { demandAccessible, demandNoSidewaysScroll } from './support/axe.js';
import { demoPages } from './support/demo-page.js';

const { visit, choose, send } = demoPages();

describe('the demo on screens of any size', () => {
  it.each([1280, 320])('keeps a long conversation within its frame (%i wide)', async (width) => {
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
  });

  it.each([1280, 390])(
    'ends where it is seen to end, with the plan and the history open (%i wide)',
    async (width) => {
      await visit({ viewport: { width, height: 900 } }, async (page) => {
        await page.evaluate(
          `document.querySelectorAll('#seen, .history').forEach((each) => { each.open = true; })`,
        );
        for (const element of ['credit-plan', 'credit-top-up', 'credit-purchases']) {
          await page.locator(`${element} [part=root]`).first().waitFor();
        }
        await page.locator('credit-plan button').first().waitFor();
        const [length, footer, gap] = (await page.evaluate(`(() => {
          const of = (id) => document.querySelector(id).getBoundingClientRect();
          return [document.scrollingElement.scrollHeight, Math.ceil(of('footer').bottom + scrollY),
            of('credit-top-up').top - of('credit-plan').bottom];
        })()`)) as [number, number, number];
        expect(length).toBeLessThanOrEqual(Math.max(footer, 900) + 1);
        expect(gap).toBeGreaterThanOrEqual(8);
      });
    },
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
  );

  it.each([
    { width: 1280, height: 860 },
    { width: 390, height: 844 },
  ])('has all of the card with the ways on in view ($width wide)', async (viewport) => {
    await visit({ viewport, reducedMotion: 'reduce' }, async (page) => {
      await page.getByLabel('How the next message goes').selectOption('tenfold');
      await send(page, 'A menu for my coffee cart');
      const isInView = `(() => {
          const of = (id) => document.querySelector(id).getBoundingClientRect();
          const [top, card, log] = [of('.top'), of('.ways'), of('#log')];
          return card.top >= Math.max(top.bottom, log.top) &&
            card.bottom <= Math.min(innerHeight, log.bottom);
        })()`;
      const button = page.getByRole('button', { name: 'Jump there' });
      await button.waitFor();
      await page.waitForFunction(isInView);
      // So it has, too, when a message is refused in debt.
      await send(page, 'Add reviews');
      await button.waitFor();
      await page.waitForFunction(isInView);
    });
  });

  it('fits a narrow screen', async () => {
    await visit({ viewport: { width: 320, height: 640 } }, async (page) => {
      await demandNoSidewaysScroll(page);
      await send(page, 'A booking page for my barber shop');
      await page.locator('.receipt summary').click();
      // A figure that is broken over two lines reads as two figures.
      const linesOf = (await page.evaluate(`[...document.querySelectorAll('.sum td:last-child')]
        .map((cell) => { const range = document.createRange(); range.selectNodeContents(cell);
          return range.getClientRects().length; })`)) as number[];
      expect(linesOf.length).toBeGreaterThan(2);
      expect(new Set(linesOf)).toEqual(new Set([1]));
      await page.getByText('What Scrip saw').click();
      await demandNoSidewaysScroll(page);
      await demandAccessible(page, 'narrow');
    });
  });
});
