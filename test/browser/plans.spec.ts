import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CARDS, startShop, type Shop } from '../support/stripe/shop.js';
import { dialogOf, enterCard, NARROW, planIs, planPages, press } from './plans/plan-pages.js';
import { topUpStories } from './plans/top-ups.js';
import { unpaidStories } from './plans/unpaid.js';
import { demandAccessible, demandNoSidewaysScroll } from './support/axe.js';
import { available, saidOn } from './support/host-page.js';

let shop: Shop;
beforeAll(async () => {
  shop = await startShop({}, { oneClock: true });
  await goTo('2027-01-31T10:00:00Z');
});
afterAll(() => shop?.close());
const pages = planPages(() => shop);
const { goTo, open, subscribed, subscriptionOf, visitShop } = pages;

describe('a plan in the browser', () => {
  it('is paid at a checkout, upgraded at a price that is shown, and goes down at the renewal', async () => {
    const account = await open();
    await visitShop(account, async ({ page }) => {
      await planIs(page, 'Free');
      await demandAccessible(page, 'no plan');
      await press(page.locator('credit-plan'), 'Choose a plan');
      await press(dialogOf(page), 'Choose Pro');
      await page.getByText('Sandbox, no real money').waitFor();
      await page.getByLabel('Email').fill('ada@example.com');
      await enterCard(page, CARDS.good, /^Subscribe$/);
      await page.getByRole('link', { name: 'Back to the app' }).click();
      await planIs(page, 'Pro');
      await available(page, '600');

      await goTo('2027-02-10T10:00:00Z');
      await press(page.locator('credit-plan'), 'Change plan');
      await press(dialogOf(page), 'Upgrade to Team');
      const dialog = dialogOf(page);
      for (const text of [
        'Visa •••• 4242',
        'Pro credits you keep',
        'Free credits you keep',
        '+1,500',
        '2,100 credits available then',
        'until February 28 at 10:00 AM',
        'until March 4 at 10:00 AM',
        'Next charge, March 10, 2027',
      ]) {
        await dialog.getByText(text).waitFor();
      }
      await demandAccessible(page, 'price of an upgrade');
      await dialog.getByRole('button', { name: 'Pay $49 and upgrade' }).dblclick();
      await dialog.getByRole('heading', { name: 'You are on Team' }).waitFor();
      await demandAccessible(page, 'upgraded');
      await press(dialog, 'Done');
      await planIs(page, 'Team');
      await available(page, '2,100');
      const { invoices } = await subscriptionOf(account);
      expect(invoices.map(({ total }: { total: object }) => total)).toEqual([
        { minor: 4_900, currency: 'usd' },
        { minor: 2_000, currency: 'usd' },
      ]);
      for (const [plan, price] of [
        ['Team', '$49'],
        ['Pro', '$20'],
      ] as const) {
        const invoice = page.locator('credit-plan [part=root] li', { hasText: price });
        await invoice.filter({ hasText: plan }).waitFor();
      }

      await press(page.locator('credit-plan'), 'Change plan');
      await press(dialog, 'Change to Pro');
      await dialog
        .getByText('You keep Team until March 10 at 10:00 AM; Pro starts then.')
        .waitFor();
      await press(dialog, 'Change to Pro');
      await dialog.getByRole('heading', { name: 'Pro comes next' }).waitFor();
      await press(dialog, 'Done');
      await page.getByText('You change to Pro on March 10 at 10:00 AM.').waitFor();
      await demandAccessible(page, 'downgrade scheduled');
      await goTo('2027-03-10T12:00:00Z');
      await planIs(page, 'Pro');
      await page.getByText('You change to Pro').waitFor({ state: 'detached' });
    });
    const { subscription, invoices } = await subscriptionOf(account);
    expect(subscription).toMatchObject({ status: 'active', plan: 'pro', next_plan: null });
    expect(invoices).toHaveLength(3);
  });

  it('is upgraded from the dialog of packs, too, on a small screen', async () => {
    const account = await subscribed();
    await visitShop(
      account,
      async ({ page }) => {
        await available(page, '600');
        await page.getByRole('button', { name: 'Get more credits' }).click();
        const dialog = page.locator('credit-packs').getByRole('dialog');
        await press(dialog, 'Choose Team');
        await dialog.getByText('Visa •••• 4242').waitFor();
        await demandAccessible(page, 'price of an upgrade, 390 px');
        await demandNoSidewaysScroll(page);
        // Whoever goes on reading has bought nothing.
        await press(dialog, 'Not now');
        await press(dialog, 'Choose Team');
        // Closed while it is under way: it goes on, and is seen.
        await dialog.getByRole('button', { name: 'Pay $49 and upgrade' }).click();
        await page.keyboard.press('Escape');
        await available(page, '2,100');
        await planIs(page, 'Team');
        expect((await saidOn(page)).filter(([type]) => type === 'plan-change')).toEqual([
          ['plan-change', { action: 'upgrade', plan: 'team', status: 'applied' }],
        ]);
      },
      NARROW,
    );
    expect((await subscriptionOf(account)).invoices).toHaveLength(2);
  });

  it('is cancelled at the end of the period, and kept after all', async () => {
    const account = await subscribed();
    await visitShop(
      account,
      async ({ page }) => {
        await planIs(page, 'Pro');
        const plan = page.locator('credit-plan');
        await press(plan, 'Cancel plan');
        await dialogOf(page).getByText('You keep Pro until').waitFor();
        await press(dialogOf(page), 'Keep Pro');
        await dialogOf(page).waitFor({ state: 'hidden' });
        expect((await subscriptionOf(account)).subscription.next_plan).toBeNull();
        await press(plan, 'Cancel plan');
        await dialogOf(page).getByText('are on Free then').waitFor();
        await demandAccessible(page, 'about to cancel');
        await press(dialogOf(page), 'Cancel plan');
        await dialogOf(page).getByRole('heading', { name: 'Your plan is cancelled' }).waitFor();
        await press(dialogOf(page), 'Done');
        await plan.getByText('nothing more is charged').waitFor();
        await demandAccessible(page, 'cancelled');
        await press(plan, 'Keep Pro');
        await dialogOf(page).getByRole('heading', { name: 'You keep your plan' }).waitFor();
        await press(dialogOf(page), 'Done');
        await plan.getByText(/^Renews on/).waitFor();
      },
      NARROW,
    );
    const { subscription } = await subscriptionOf(account);
    expect(subscription).toMatchObject({ status: 'active', plan: 'pro', next_plan: null });
  });

  it('is cancelled and kept in the portal, which the widget leads to and follows', async () => {
    const account = await subscribed();
    await visitShop(account, async ({ page }) => {
      await planIs(page, 'Pro');
      const plan = page.locator('credit-plan');
      await press(plan, 'Card and invoices');
      await page.getByText('Your plan renews on').waitFor();
      await page.getByRole('link', { name: 'Cancel the plan' }).click();
      await page.getByRole('button', { name: 'Cancel the plan' }).click();
      await page.getByText('Your plan ends on').waitFor();
      const portal = await page.context().newPage();
      await portal.goto(page.url());
      await page.getByRole('link', { name: /Return to/ }).click();
      await plan.getByText('Pro ends on').waitFor();
      // In another tab: the widget hears of it by itself.
      await portal.getByRole('button', { name: 'Do not cancel' }).click();
      await portal.getByText('Your plan renews on').waitFor();
      await plan.getByText(/^Renews on/).waitFor();
    });
    const { subscription } = await subscriptionOf(account);
    expect(subscription).toMatchObject({ status: 'active', plan: 'pro', next_plan: null });
  });
});

unpaidStories(pages);
topUpStories(pages);
