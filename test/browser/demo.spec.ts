import { describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { demandAccessible } from './support/axe.js';
import { CARDS } from '../support/stripe/shop.js';
import { enterCard } from './plans/plan-pages.js';
import { demoPages } from './support/demo-page.js';
import type { Watch } from './support/watch.js';

const MAX_MESSAGES = 5;

const { visit, choose, send } = demoPages();

/** Chooses Pro in the widget's dialog, pays for it on Stripe's page, and comes back. */
async function payForPro(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Choose Pro' }).click();
  await page.getByText('Sandbox, no real money').waitFor();
  await page.getByLabel('Email').fill('ada@example.com');
  await enterCard(page, CARDS.good, /^Subscribe$/);
  await page.getByRole('heading', { name: 'Your credits are there' }).waitFor();
  await page.getByRole('link', { name: /^Back to/ }).click();
}

/**
 * The widget's token ends in the month that a jump passes over: it takes another, unseen, also
 * where a request was under way when the clock moved, which browsers note as an error.
 */
const expectTokenToEnd = (watch: Watch) =>
  watch.expect(/401 \(Unauthorized\).*\/v1\/accounts\/demo-/);

describe('the demo in a browser', () => {
  /** At zero: whatever needs credits is refused, and whatever does not is done. */
  const stopsAndGoesOn = async (page: Page) => {
    const receipts = await page.locator('.receipt').count();
    const refused = async (words: string, work: () => Promise<void>) => {
      const seen = page.locator('#calls').getByText(words);
      const before = await seen.count();
      await work();
      await seen.nth(before).waitFor();
      await page.locator('.ways', { hasText: 'You are out of credits' }).waitFor();
    };
    await refused('Gate: AI change stopped', () => send(page, 'Add reviews'));
    const draw = page.getByRole('button', { name: 'Draw a picture' });
    await refused('Gate: picture stopped', () => draw.click());
    const connect = page.getByRole('button', { name: 'Connect Calendar' });
    await refused('Gate: connecting stopped', () => connect.click());
    expect(await page.locator('.receipt').count()).toBe(receipts);
    await page.getByRole('button', { name: 'Publish' }).click();
    await page.getByText(/Version \d is live/).waitFor();
    await page.getByRole('button', { name: 'Share' }).click();
    await page.getByText('https://north-street-barbers.example').waitFor();
    await page.getByRole('button', { name: 'Data' }).click();
    await page.getByLabel('Name').fill('Ada');
    await page.getByRole('button', { name: 'Add row' }).click();
    await page.getByRole('cell', { name: 'Ada' }).waitFor();
    await demandAccessible(page, 'data');
  };

  it.each(['light', 'dark'] as const)(
    'spends to zero: then what AI does stops, all else goes on, until the renewal (%s)',
    async (colorScheme) => {
      await visit({ colorScheme, reducedMotion: 'reduce' }, async (page, watch) => {
        await demandAccessible(page, 'empty');
        await choose(page, 'demo-powerful');
        const refusal = page.getByRole('alert').getByText('Not enough for this message');
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
        await demandAccessible(page, 'not enough credits');
        // What is left pays for a message to the next best model: the same words, sent to that.
        await page.getByRole('button', { name: 'Use Balanced' }).click();
        await page.locator('#estimate', { hasText: 'About 7.5' }).waitFor();
        await page.getByRole('button', { name: 'Send' }).click();
        await receipts.nth(2).waitFor();
        await page.getByRole('button', { name: 'Use up my credits' }).click();
        await page.locator('credit-balance', { hasText: 'Out of credits' }).waitFor();
        const out = page.locator('.ways', { hasText: 'You are out of credits' });
        await out.waitFor();
        await demandAccessible(page, 'no credits');
        await stopsAndGoesOn(page);
        expectTokenToEnd(watch);
        await page.getByRole('button', { name: 'Jump there' }).click();
        await page.getByText('you have 100').waitFor();
        expect(await out.count()).toBe(0);
        await page.locator('credit-balance', { hasText: '100 credits' }).waitFor();
        await page.getByRole('button', { name: 'Draw a picture 3 credits' }).click();
        await page.getByText('It took 3 credits; you have 97.').waitFor();
      });
    },
  );

  it('shows what a message came to, and every call that was made for it', async () => {
    await visit({ viewport: { width: 1440, height: 900 } }, async (page) => {
      await send(page, 'A menu for my coffee cart');
      await page.getByRole('heading', { name: 'Two Wheels Coffee' }).waitFor();
      await page.locator('.receipt summary', { hasText: '10.65 credits' }).click();
      await page.getByText('How 10.65 came about').waitFor();
      await page.getByText('15,540 × 600 a million').waitFor();
      await page.getByText(/Charged 10.65, gave back/).click();
      await page.locator('.calls pre', { hasText: '"released"' }).waitFor();
      await page.locator('credit-balance', { hasText: '89 credits' }).waitFor();
      await demandAccessible(page, 'receipt and calls open');
    });
  });

  it('tells what connecting costs before, and what it came to after', async () => {
    await visit({ reducedMotion: 'reduce' }, async (page) => {
      await send(page, 'A menu for my coffee cart');
      await page.locator('.receipt').waitFor();
      await page.getByRole('button', { name: 'Connect Calendar 5 credits' }).click();
      await page.getByText('Calendar is connected. It took 5 credits; you have 84.35.').waitFor();
      await page.getByText('Calendar · fixed price').click();
      await page.getByText('Price in the gate policy').waitFor();
      await page.locator('credit-balance', { hasText: '84 credits' }).waitFor();
      await page.getByRole('button', { name: 'Connect Payments 5 credits' }).waitFor();
      await page.getByText('Your history, as the widget tells it').click();
      const entries = page.locator('credit-history').getByRole('listitem');
      await entries.filter({ hasText: /Balanced · [\d,]+ tokens.*−10\.65/s }).waitFor();
      await entries.filter({ hasText: /Connection.*−5/s }).waitFor();
      await demandAccessible(page, 'connected, and its history');
    });
  });

  it('says nothing any more of a balance that has changed since', async () => {
    await visit({ reducedMotion: 'reduce' }, async (page) => {
      const told = page.locator('#told');
      await send(page, 'A menu for my coffee cart');
      await page.locator('.receipt').waitFor();
      await page.getByRole('button', { name: 'Connect Calendar' }).click();
      await told.getByText('you have 84.35').waitFor();
      await page.locator('#estimate', { hasText: 'you have 84.35' }).waitFor();
      await send(page, 'Add reviews');
      await page.getByRole('button', { name: 'Stop' }).waitFor();
      expect(await told.textContent()).toBe('');
      expect(await page.locator('#estimate').textContent()).toBe('');
      await page.locator('#estimate', { hasText: 'you have' }).waitFor();
      await page.getByRole('button', { name: 'Use up my credits' }).click();
      await told.getByText('Your credits are used up').waitFor();
      await page.getByRole('button', { name: 'Use up my credits' }).click();
      await told.getByText('There was nothing left to use up').waitFor();
    });
  });

  it('shows what is owed when work has got out of hand, and what repays it', async () => {
    await visit({ reducedMotion: 'reduce' }, async (page) => {
      await page.getByLabel('How the next message goes').selectOption('tenfold');
      await send(page, 'A menu for my coffee cart');
      await page.locator('credit-balance', { hasText: 'Overdrawn' }).waitFor();
      await page.getByRole('alert').getByText('You owe 6.5 credits').waitFor();
      await demandAccessible(page, 'in debt');
      await page.getByRole('button', { name: 'Use up my credits' }).click();
      await page.getByText('You owe 6.5 credits: there is nothing left to use up.').waitFor();
      await page.getByRole('alert').getByRole('button', { name: 'Upgrade plan' }).click();
      await payForPro(page);
      await page.getByText('you have 493.5').waitFor();
      expect(await page.locator('.ways').count()).toBe(0);
      await page.locator('credit-balance', { hasText: '493 credits' }).waitFor();
    });
  });

  it('says what a message that was cut off came to, and does not call it unsent', async () => {
    await visit({}, async (page, watch) => {
      watch.expect(/net::ERR_|Failed to load/);
      await page.route('**/demo/api/messages', async (route) => {
        const response = await route.fetch();
        const whole = await response.text();
        await route.fulfill({ response, body: whole.slice(0, whole.indexOf('"type":"done"') - 8) });
      });
      await send(page, 'A menu for my coffee cart');
      await page.getByRole('alert').getByText('The connection broke').waitFor();
      await page.locator('.receipt', { hasText: '10.65' }).waitFor();
      expect(await page.getByRole('textbox', { name: 'Message' }).inputValue()).toBe('');
    });
  });

  it('goes on where it was left, also when the page is loaded anew', async () => {
    await visit({}, async (page) => {
      await send(page, 'Sign-ups for our running club');
      await page.locator('.receipt').waitFor();
      await page.reload();
      await page.getByRole('heading', { name: 'Riverside Runners' }).waitFor();
      await page.getByText('you have 89.35').waitFor();
    });
  });

  it('sells the plan that is chosen in the widget’s dialog, and passes to its paid renewal', async () => {
    await visit({}, async (page, watch) => {
      await page.getByRole('button', { name: 'Get more' }).first().click();
      await payForPro(page);
      await page.getByText('you have 600').waitFor();
      expect(await page.getByRole('dialog').count()).toBe(0);
      await page.getByText('Your plan and top-ups, as the widget shows them').click();
      await page.locator('credit-plan', { hasText: 'Pro' }).waitFor();
      await page.locator('credit-top-up').getByRole('button').first().waitFor();
      await demandAccessible(page, 'plan and top-ups');
      expectTokenToEnd(watch);
      await page.getByRole('button', { name: 'Jump to the renewal' }).click();
      await page.getByText('A new period has begun, and is paid').waitFor();
      // The free plan's credits ended with their month.
      await page.getByText('you have 500').waitFor();
    });
  });

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
  });

  it('leaves whoever works by the keyboard where they are', async () => {
    await visit({ reducedMotion: 'reduce' }, async (page, watch) => {
      const focused = () => page.evaluate('document.activeElement?.id');
      await page.getByRole('button', { name: 'A menu for my coffee cart' }).focus();
      await page.keyboard.press('Enter');
      await page.locator('#stop:focus').waitFor();
      await page.locator('.receipt').waitFor();
      await page.locator('#send:focus').waitFor();
      await page.getByRole('button', { name: 'Use up my credits' }).click();
      expectTokenToEnd(watch);
      await page.getByRole('button', { name: 'Jump there' }).focus();
      await page.keyboard.press('Enter');
      await page.getByText('you have 100').waitFor();
      expect(await focused()).toBe('log');
    });
  });
});
