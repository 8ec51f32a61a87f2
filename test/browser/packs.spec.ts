import { describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { saidOn, widgetHosts } from './support/host-page.js';

const INLINE = '<credit-packs inline data-token></credit-packs>';
const hosts = widgetHosts();
const { open, visit } = hosts;

describe('packs in the page', () => {
  it('begin one purchase by a double click, and another by the next', async () => {
    const account = await open();
    const script = `document.addEventListener('credits-checkout', (e) => e.preventDefault());`;
    await visit({ account, body: INLINE, script }, async ({ page }) => {
      const keys = await sellingOn(page);
      const button = page.getByRole('button', { name: /Continue to payment/ });
      await button.dblclick();
      await checkouts(page, 1);
      expect(keys).toHaveLength(1);
      // A second click that comes after the answer is still that of a double click.
      await page.mouse.down({ clickCount: 2 });
      await page.mouse.up({ clickCount: 2 });
      await button.click();
      await checkouts(page, 2);
      expect(new Set(keys).size).toBe(2);
      expect(keys).toHaveLength(2);
    });
  });

  it('send again what has not begun by the same key', async () => {
    const account = await open();
    await visit({ account, body: INLINE }, async ({ page, watch }) => {
      watch.expect(/501/);
      const keys: string[] = [];
      page.on('request', (request) => {
        if (isPurchase(request.url())) keys.push(request.headers()['idempotency-key'] ?? '');
      });
      const button = page.getByRole('button', { name: /Continue to payment/ });
      for (let sent = 1; sent <= 2; sent += 1) {
        const refusal = page.waitForResponse((got) => isPurchase(got.url()));
        await button.click();
        await refusal;
        await page
          .getByRole('alert')
          .getByText(/payment/i)
          .waitFor();
      }
      expect(keys).toHaveLength(2);
      expect(new Set(keys).size).toBe(1);
    });
  });

  it('give for an amount what the server says, by the catalogue’s rule of today', async () => {
    const account = await open();
    const terms = {
      kind: 'custom',
      name: 'Custom',
      description: 'As many as you like',
      least: { minor: 500, currency: 'usd' },
      most: { minor: 100_000, currency: 'usd' },
      credits_per_unit: '33.3',
    };
    await hosts.theProduct().put('/v1/packs/custom').send(terms).expect(200);
    await hosts.theProduct().post('/v1/test-clock/advance').send({ by: 60 }).expect(200);
    await visit({ account, body: INLINE }, async ({ page, watch }) => {
      watch.expect(/501/);
      await page.getByRole('radio', { name: /Custom/ }).check();
      await page.getByText('from $5 to $1,000, 33.3 credits for each $1.').waitFor();
      await page.getByRole('textbox', { name: 'Amount (USD)' }).fill('12.34');
      const answered = page.waitForResponse((got) => isPurchase(got.url()));
      await page.getByRole('button', { name: 'Continue to payment · $12.34' }).click();
      const { credits } = (await (await answered).json()) as { credits: string };
      await page.getByText(`$12.34 gives ${credits} credits.`).waitFor();
    });
  });
});

const isPurchase = (url: string): boolean => url.endsWith('/pack-purchases');

/** As where payments are set up: each key begins one purchase. Gives the keys as they come. */
async function sellingOn(page: Page): Promise<string[]> {
  const keys: string[] = [];
  await page.route(isPurchaseOf, async (route) => {
    const key = route.request().headers()['idempotency-key'] ?? '';
    keys.push(key);
    const purchase = { purchase_id: `prc_${key}`, checkout_url: 'https://checkout.example/' };
    await route.fulfill({
      status: 201,
      headers: { 'access-control-allow-origin': '*' },
      json: purchase,
    });
  });
  return keys;
}

const isPurchaseOf = ({ href }: URL): boolean => isPurchase(href);

async function checkouts(page: Page, many: number): Promise<void> {
  const begun = async () =>
    (await saidOn(page)).filter(([type]) => type === 'credits-checkout').length;
  while ((await begun()) < many) await page.evaluate('new Promise(requestAnimationFrame)');
}
