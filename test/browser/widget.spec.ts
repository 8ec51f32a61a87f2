import { describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { until } from '../support/product/projections.js';
import { demandAccessible } from './support/axe.js';
import type { Opened } from './support/browser.js';
import { available, saidOn, widgetHosts } from './support/host-page.js';

const PANEL = '<credit-balance data-token poll-seconds="0.2"></credit-balance>';
const hosts = widgetHosts();
const { open, debit, adjust, visit } = hosts;

const openDialog = async (page: Page) => {
  await page.getByRole('button', { name: 'Get more credits' }).first().click();
  await page.getByRole('radio', { name: /Medium/ }).waitFor();
  return page.getByRole('dialog');
};

describe('the balance on a page of another origin', () => {
  it('moves with a debit, and breaks no strict policy', async () => {
    const account = await open();
    await visit({ account, body: PANEL }, async ({ page }) => {
      await available(page, '100');
      await debit(account, { credits: '7.5' });
      await available(page, '92');
      await page.getByText('Exactly 92.5 available').waitFor();
      await page.getByText('Free plan').waitFor();
      await demandAccessible(page, 'panel');
    });
  });

  it('says once that credits run low, however they go on, and again after there was enough', async () => {
    const account = await open();
    await visit({ account, body: PANEL }, async ({ page }) => {
      await available(page, '100');
      await debit(account, { credits: '85' });
      await page.getByRole('status').getByText('running low').waitFor();
      await debit(account, { credits: '5' });
      await available(page, '10');
      await page.getByRole('button', { name: 'Dismiss' }).click();
      await debit(account, { credits: '1' });
      await available(page, '9');
      expect(await page.getByText('running low').count()).toBe(0);
      await adjust(account, '500');
      await page.getByText('You have enough credits again.').waitFor();
      await debit(account, { credits: '420' });
      await page.getByRole('status').getByText('running low').waitFor();
      const levels = (await saidOn(page)).map(([, detail]) => detail['level']);
      expect(levels).toEqual(['ok', 'low', 'ok', 'low']);
    });
  });

  it('raises credits-empty at zero, and an alert', async () => {
    const account = await open();
    await visit({ account, body: PANEL }, async ({ page }) => {
      await available(page, '100');
      await debit(account, { credits: '100' });
      await page.getByRole('alert').getByText('You are out of credits').waitFor();
      expect(await saidOn(page)).toContainEqual([
        'credits-empty',
        { level: 'empty', previous: 'ok' },
      ]);
      expect(await page.getByRole('dialog').count()).toBe(0);
      await demandAccessible(page, 'empty');
    });
  });

  it('leaves the words at zero to a host that has its own', async () => {
    const account = await open();
    await debit(account, { credits: '100' });
    const script = `document.addEventListener('credits-empty', (event) => event.preventDefault());`;
    await visit({ account, body: PANEL, script }, async ({ page }) => {
      await page.getByText('Out of credits', { exact: true }).waitFor();
      expect(await page.getByText('You are out of credits').count()).toBe(0);
    });
  });

  it('takes no harm from a script that is loaded twice', async () => {
    const account = await open();
    await visit({ account, body: PANEL, twice: true }, async ({ page }) => {
      await available(page, '100');
      const loaded = () =>
        page.evaluate<string[]>('performance.getEntriesByType("resource").map((e) => e.name)');
      const isTwice = async () => (await loaded()).some((name) => /credits\.js\?again$/.test(name));
      await until(isTwice, 'second script', loaded);
      await debit(account, { credits: '1' });
      await available(page, '99');
    });
  });

  it('stands whatever the host’s sheet says of everything', async () => {
    const account = await open();
    const css =
      '* { all: unset; } body { font: 40px serif; color: red; text-transform: uppercase; }';
    await visit({ account, body: PANEL, css }, async ({ page }) => {
      await available(page, '100');
      const button = page.getByRole('button', { name: 'Get more credits' });
      expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(44);
      const size = await page.evaluate(`getComputedStyle(document.querySelector('credit-balance')
        .shadowRoot.querySelector('credit-packs').shadowRoot.querySelector('button')).fontSize`);
      expect(size).toBe('15px');
      await openDialog(page);
      await demandAccessible(page, 'all unset');
    });
  });
});

describe('buying credits', () => {
  it('goes by keyboard: Medium is chosen, Escape leads back', async () => {
    const account = await open();
    await visit({ account, body: PANEL }, async ({ page }) => {
      await available(page, '100');
      const button = page.getByRole('button', { name: 'Get more credits' });
      await button.click();
      await expectFocused(page, 'medium');
      await page.keyboard.press('Escape');
      await button.and(page.locator(':focus')).waitFor();
      await page.keyboard.press('Enter');
      const chosen = page.getByRole('radio', { name: /Medium/ });
      await chosen.waitFor();
      await expectFocused(page, 'medium');
      await page.keyboard.press('ArrowDown');
      await expectFocused(page, 'large');
      await page.getByRole('button', { name: 'Continue to payment · $100' }).waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
      await button.and(page.locator(':focus')).waitFor();
    });
  });

  it('says in the server’s words that payments are not set up, and asks once', async () => {
    const account = await open();
    await visit({ account, body: PANEL }, async ({ page, watch }) => {
      watch.expect(/501/);
      await available(page, '100');
      const posted: string[] = [];
      page.on('request', (request) => {
        if (request.url().endsWith('/pack-purchases')) posted.push(request.postData() ?? '');
      });
      const dialog = await openDialog(page);
      await dialog.getByRole('button', { name: /Continue to payment/ }).dblclick();
      await dialog
        .getByRole('alert')
        .getByText(/payment/i)
        .waitFor();
      expect(posted.map((body) => JSON.parse(body))).toEqual([
        { pack: 'medium', return_url: page.url() },
      ]);
      await demandAccessible(page, 'refused');
    });
  });

  it('shows what went amiss where it is seen, on a small screen too', async () => {
    const account = await open();
    const story = async ({ page, watch }: Opened) => {
      watch.expect(/501/);
      await available(page, '100');
      const dialog = await openDialog(page);
      await dialog.getByRole('button', { name: /Continue to payment/ }).click();
      const said = dialog.getByRole('alert').getByText(/payment/i);
      await said.waitFor();
      const box = await said.boundingBox();
      expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(600);
    };
    await visit({ account, body: PANEL }, story, { viewport: { width: 390, height: 600 } });
  });

  it.each([
    ['stays light on a light page', '', 'rgb(255, 255, 255)'],
    ['is dark on a dark one', ':root { color-scheme: dark }', 'rgb(22, 24, 29)'],
  ])('%s, where the system is dark', async (_, css, surface) => {
    const account = await open();
    const story = async ({ page }: Opened) => {
      await available(page, '100');
      const shown = await page.evaluate(`getComputedStyle(document
        .querySelector('credit-balance').shadowRoot.querySelector('.root')).backgroundColor`);
      expect(shown).toBe(surface);
    };
    await visit({ account, body: PANEL, css }, story, { colorScheme: 'dark' });
  });

  it('sends an amount within its bounds, and tells those of others', async () => {
    const account = await open();
    await visit({ account, body: PANEL }, async ({ page, watch }) => {
      watch.expect(/501/);
      await available(page, '100');
      const dialog = await openDialog(page);
      await dialog.getByRole('radio', { name: /Custom/ }).check();
      const amount = dialog.getByRole('textbox', { name: 'Amount (USD)' });
      await amount.fill('4.99');
      await dialog.getByText('Enter an amount from $5 to $5,000.').waitFor();
      await amount.fill('37.50');
      await dialog.getByText('$37.50 gives 750 credits.').waitFor();
      const [request] = await Promise.all([
        page.waitForRequest(/pack-purchases/),
        dialog.getByRole('button', { name: 'Continue to payment · $37.50' }).click(),
      ]);
      expect(JSON.parse(request.postData() ?? '')).toEqual({
        pack: 'custom',
        amount: { minor: 3_750, currency: 'usd' },
        return_url: page.url(),
      });
      await dialog
        .getByRole('alert')
        .getByText(/payment/i)
        .waitFor();
    });
  });

  it('hands an upgrade to the host', async () => {
    const account = await open();
    const script = `document.addEventListener('credits-upgrade', (event) => event.preventDefault());`;
    await visit({ account, body: PANEL, script }, async ({ page }) => {
      await available(page, '100');
      const dialog = await openDialog(page);
      await dialog.getByRole('button', { name: 'Choose Team' }).click();
      expect(await saidOn(page)).toContainEqual(['credits-upgrade', { plan: 'team' }]);
    });
  });
});

async function expectFocused(page: Page, value: string): Promise<void> {
  const radio = page.locator(`credit-packs input[value=${value}]:focus`).first();
  await radio.waitFor();
  expect(await radio.isChecked()).toBe(true);
}
