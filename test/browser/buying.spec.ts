import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { callsOn } from '../support/product/account-calls.js';
import { CARDS, startShop, type Shop } from '../support/stripe/shop.js';
import { demandAccessible, demandNoSidewaysScroll } from './support/axe.js';
import type { Opened } from './support/browser.js';
import { paymentStories } from './console/payments.js';
import { available, widgetHosts } from './support/host-page.js';

const SIZES = [
  { width: 1_280, height: 900 },
  { width: 390, height: 800 },
];
const BODY = `<credit-balance data-token></credit-balance><credit-purchases></credit-purchases>`;

let shop: Shop;
beforeAll(async () => {
  shop = await startShop();
});
afterAll(() => shop?.close());
const theProduct = () => shop.product;
const { open, get, visit } = widgetHosts({ theProduct, ...callsOn(theProduct) });

/** Answers of the checkout that are no success are named on the console. */
const visitShop = (
  account: string,
  story: (opened: Opened) => Promise<void>,
  viewport = SIZES[0],
): Promise<void> =>
  visit(
    { account, body: BODY },
    async (opened) => {
      opened.watch.expect(/status of (402|410|422)/);
      await available(opened.page, '100');
      await story(opened);
    },
    { viewport },
  );

const purchases = async (account: string): Promise<{ state: string }[]> =>
  (await get(`/v1/accounts/${account}/pack-purchases`)).data;

/** Opens the packs, takes one, and goes to the checkout. */
async function toCheckout(page: Page, pack: RegExp, amount?: string): Promise<void> {
  await page.getByRole('button', { name: 'Get more credits' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: pack }).check();
  if (amount) await dialog.getByRole('textbox', { name: 'Amount (USD)' }).fill(amount);
  await dialog.getByRole('button', { name: /Continue to payment/ }).click();
  await page.getByText('Sandbox, no real money').waitFor();
}

async function pay(page: Page, number: string): Promise<void> {
  await page.getByLabel('Email').fill('ada@example.com');
  await page.getByLabel('Card number').fill(number);
  await page.getByLabel('Expiry').fill('12/34');
  await page.getByLabel('CVC').fill('123');
  await page.getByLabel('Name').fill('Ada Lovelace');
  await page.getByRole('button', { name: /^Pay / }).click();
}

/** Reads the page to which buyers return until the credits are there, and goes back. */
async function back(page: Page): Promise<void> {
  await page.getByRole('heading', { name: 'Your credits are there' }).waitFor();
  await demandAccessible(page, 'return page');
  await demandNoSidewaysScroll(page);
  await page.getByRole('link', { name: 'Back to the app' }).click();
}

describe('buying packs in the browser', () => {
  it.each(SIZES)('adds a pack and a custom amount to the balance, at $width px', (viewport) =>
    open().then((account) =>
      visitShop(
        account,
        async ({ page }) => {
          await toCheckout(page, /Medium/);
          await demandAccessible(page, 'checkout');
          await pay(page, CARDS.good);
          await back(page);
          await available(page, '650');
          const bought = page.locator('credit-purchases').getByRole('listitem');
          await bought.filter({ hasText: 'Medium' }).filter({ hasText: '$25' }).waitFor();
          const receipt = bought.getByRole('link', { name: 'Receipt' });
          expect(await receipt.getAttribute('href')).toContain('/receipts/');
          await demandAccessible(page, 'purchases');
          await demandNoSidewaysScroll(page);
          await toCheckout(page, /Custom/, '12.34');
          await pay(page, CARDS.good);
          await back(page);
          await available(page, '896');
          await bought.nth(1).waitFor();
          expect(await bought.count()).toBe(2);
        },
        viewport,
      ),
    ),
  );

  it('shows what was paid, however many checkout pages have expired since', async () => {
    const account = await open();
    await visitShop(account, async ({ page }) => {
      await page.route('**/pack-purchases?**', async (route) => {
        const response = await route.fetch();
        const { data } = await response.json();
        const size = Number(new URL(route.request().url()).searchParams.get('page[size]'));
        const expired = { ...data[0], state: 'expired', payment: null, checkout_url: null };
        const all = [...Array.from({ length: data.length * 30 }, () => expired), ...data];
        await route.fulfill({ response, json: { data: all.slice(0, size) } });
      });
      const { body } = await shop.buy(account, { pack: 'small' }).expect(201);
      await shop.pay(body.checkout_url);
      await available(page, '300');
      const bought = page.locator('credit-purchases').getByRole('listitem');
      await bought.filter({ hasText: 'Small' }).getByRole('link', { name: 'Receipt' }).waitFor();
      expect(await bought.count()).toBe(1);
    });
  });

  it('takes another card after one that was declined, and one that its bank asks about', async () => {
    const account = await open();
    await visitShop(account, async ({ page }) => {
      await toCheckout(page, /Small/);
      await pay(page, CARDS.declined);
      await page
        .getByRole('alert')
        .filter({ hasText: /declined/ })
        .waitFor();
      await pay(page, CARDS.authenticated);
      await page.getByRole('button', { name: 'Authenticate', exact: true }).click();
      await back(page);
      await available(page, '300');
    });
    expect(await purchases(account)).toMatchObject([{ state: 'granted' }]);
  });

  it('comes back without paying, and pays on the same page later', async () => {
    const account = await open();
    await visitShop(account, async ({ page }) => {
      await toCheckout(page, /Small/);
      const first = page.url();
      await page.getByRole('link', { name: /Back/ }).click();
      await available(page, '100');
      await page.getByText('not paid yet').waitFor();
      await toCheckout(page, /Small/);
      expect(page.url()).toBe(first);
      await page.goBack();
      await available(page, '100');
      // Where the page is as it was left, its dialog is open.
      await page.keyboard.press('Escape');
      await page.locator('credit-purchases').getByRole('link', { name: 'Continue' }).click();
      await pay(page, CARDS.good);
      await back(page);
      await available(page, '300');
      // The checkout is in the history; it says that all is paid.
      await page.goto(first);
      await page.getByText('You have paid').waitFor();
    });
    expect(await purchases(account)).toHaveLength(1);
  });

  it('begins and charges once by double clicks', async () => {
    const account = await open();
    await visitShop(account, async ({ page }) => {
      await page.getByRole('button', { name: 'Get more credits' }).click();
      await page.getByRole('button', { name: /Continue to payment/ }).dblclick();
      await page.getByText('Sandbox, no real money').waitFor();
      await page.getByLabel('Email').fill('ada@example.com');
      await page.getByLabel('Card number').fill(CARDS.good);
      await page.getByLabel('Expiry').fill('12/34');
      await page.getByLabel('CVC').fill('123');
      await page.getByLabel('Name').fill('Ada Lovelace');
      await page.getByRole('button', { name: /^Pay / }).dblclick();
      await back(page);
      await available(page, '650');
    });
    expect(await purchases(account)).toHaveLength(1);
    const { data } = await shop.stripe.paymentIntents.list({ limit: 100 });
    const ours = data.filter(({ metadata }) => metadata['scrip_account'] === account);
    expect(ours).toHaveLength(1);
  });
});

paymentStories(() => shop);
