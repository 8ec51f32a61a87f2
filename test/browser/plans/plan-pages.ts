import type { Locator, Page } from 'playwright-core';
import { callsOn } from '../../support/product/account-calls.js';
import { until } from '../../support/product/projections.js';
import type { Shop } from '../../support/stripe/shop.js';
import type { Opened } from '../support/browser.js';
import { widgetHosts } from '../support/host-page.js';

/** Sizes of screens. */
export const WIDE = { width: 1_280, height: 900 };
export const NARROW = { width: 390, height: 800 };

const BODY = `<credit-balance data-token></credit-balance>
  <credit-plan></credit-plan>
  <credit-top-up></credit-top-up>`;
const SCOPES = ['balance:read', 'packs:read', 'checkout:create', 'plan:change', 'autotopup:write'];

/** Pages of a host that shows plan and top-ups of accounts of a shop. */
export type PlanPages = ReturnType<typeof planPages>;

/** Those, on a shop that runs by then. */
export function planPages(theShop: () => Shop) {
  const theProduct = () => theShop().product;
  const calls = widgetHosts({ theProduct, ...callsOn(theProduct) });
  const { open, get, post, visit } = calls;
  const subscriptionOf = (account: string) => get(`/v1/accounts/${account}/subscription`);
  return {
    ...calls,
    theShop,
    subscriptionOf,
    /** Takes the product's clock and Stripe's along. */
    goTo: (to: string) => theProduct().post('/v1/test-clock/advance').send({ to }).expect(200),
    visitShop: (
      account: string,
      story: (opened: Opened) => Promise<void>,
      viewport = WIDE,
    ): Promise<void> =>
      visit(
        { account, body: BODY, token: { scopes: SCOPES } },
        async (opened) => {
          // Tokens expire as the clock moves; answers of Stripe's pages that are no success.
          opened.watch.expect(/status of (401|402)/);
          await story(opened);
        },
        { viewport, timezoneId: 'UTC', locale: 'en-US' },
      ),
    /** Opens an account that has paid for Pro. */
    async subscribed(): Promise<string> {
      const account = await open();
      const asked = { action: 'subscribe', plan: 'pro' };
      const { checkout_url } = await post(`/v1/accounts/${account}/subscription`, asked, 200);
      await theShop().pay(checkout_url);
      await theShop().untilAvailable(account, '600');
      const seen = async () => (await subscriptionOf(account)).subscription?.status;
      await until(async () => (await seen()) === 'active', 'subscription that is active', seen);
      return account;
    },
    /** Has the subscription charged to this card from now on. */
    async chargeTo(account: string, card: string): Promise<void> {
      const id = (await subscriptionOf(account)).subscription.subscription_id;
      const { stripe } = theShop();
      const { customer } = await stripe.subscriptions.retrieve(id);
      const method = await stripe.paymentMethods.attach(card, { customer: String(customer) });
      await stripe.subscriptions.update(id, { default_payment_method: method.id });
    },
  };
}

/** Waits until the card of the plan names this one. */
export const planIs = (page: Page, plan: string): Promise<void> =>
  page.locator('credit-plan [part=plan]', { hasText: plan }).waitFor();

/** Where the plan is changed. */
export const dialogOf = (page: Page): Locator => page.locator('credit-plan').getByRole('dialog');

/** Clicks the button of exactly this name. */
export const press = (within: Locator, name: string): Promise<void> =>
  within.getByRole('button', { name, exact: true }).click();

/** Fills in a page of Stripe that takes a card, and sends it. */
export async function enterCard(page: Page, number: string, submit: RegExp): Promise<void> {
  await page.getByLabel('Card number').fill(number);
  await page.getByLabel('Expiry').fill('12/34');
  await page.getByLabel('CVC').fill('123');
  await page.getByLabel('Name').fill('Ada Lovelace');
  await page.getByRole('button', { name: submit }).click();
}

/** Follows a link into the page that it opens. */
export async function follow(page: Page, within: Locator, name: string): Promise<Page> {
  const [opened] = await Promise.all([
    page.context().waitForEvent('page'),
    within.getByRole('link', { name }).click(),
  ]);
  await opened.waitForLoadState();
  return opened;
}
