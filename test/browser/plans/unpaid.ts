import { describe, expect, it } from '@jest/globals';
import { CARDS } from '../../support/stripe/shop.js';
import { demandAccessible, demandNoSidewaysScroll } from '../support/axe.js';
import { available } from '../support/host-page.js';
import { dialogOf, enterCard, follow, NARROW, planIs, press } from './plan-pages.js';
import type { PlanPages } from './plan-pages.js';

/** Stories of upgrades and renewals that the card does not pay at once. */
export function unpaidStories(pages: PlanPages): void {
  const { chargeTo, goTo, open, subscribed, theShop, visitShop } = pages;

  describe('what a card does not pay', () => {
    it('at the first payment leaves the account on Free, and can be paid for all the same', async () => {
      const account = await open();
      await visitShop(
        account,
        async ({ page }) => {
          const plan = page.locator('credit-plan');
          const home = page.url();
          await planIs(page, 'Free');
          await press(plan, 'Choose a plan');
          await press(dialogOf(page), 'Choose Pro');
          await page.getByLabel('Email').fill('ada@example.com');
          await enterCard(page, CARDS.authenticated, /^Subscribe$/);
          await page.getByRole('button', { name: 'Authenticate', exact: true }).waitFor();
          // Left at the bank.
          await page.goto(home);
          await plan.getByText('Pro is not paid yet: its first payment').waitFor();
          await planIs(page, 'Free');
          expect(await plan.getByRole('button', { name: 'Cancel plan' }).count()).toBe(0);
          expect(await plan.getByText('credits stay until').count()).toBe(0);
          await plan.getByRole('button', { name: 'Choose a plan' }).waitFor();
          await demandAccessible(page, 'first payment missing');
          await demandNoSidewaysScroll(page);
          const invoice = await follow(page, plan, 'Complete the payment');
          await invoice.getByRole('link', { name: 'Authenticate the payment' }).click();
          await invoice.getByRole('button', { name: 'Authenticate', exact: true }).click();
          await planIs(page, 'Pro');
          await available(page, '600');
        },
        NARROW,
      );
    });

    it('stays where the card is declined, and is upgraded once another pays', async () => {
      const account = await subscribed();
      await chargeTo(account, 'pm_card_chargeCustomerFail');
      await visitShop(account, async ({ page }) => {
        await planIs(page, 'Pro');
        await press(page.locator('credit-plan'), 'Change plan');
        await press(dialogOf(page), 'Upgrade to Team');
        await dialogOf(page).getByText('Visa •••• 0341').waitFor();
        await press(dialogOf(page), 'Pay $49 and upgrade');
        await dialogOf(page).getByRole('heading', { name: 'The card was declined' }).waitFor();
        await demandAccessible(page, 'declined');
        expect(await theShop().available(account)).toBe('600');
        const invoice = await follow(page, dialogOf(page), 'Pay by another card');
        await enterCard(invoice, CARDS.declined, /^Pay/);
        await invoice.getByRole('alert').getByText('Your card was declined.').waitFor();
        await enterCard(invoice, CARDS.good, /^Pay/);
        // The dialog hears of it by itself.
        await dialogOf(page).getByRole('heading', { name: 'You are on Team' }).waitFor();
        await press(dialogOf(page), 'Done');
        await planIs(page, 'Team');
        await available(page, '2,100');
      });
    });

    it('waits for what the bank asks, and says so wherever the plan is shown', async () => {
      const account = await subscribed();
      await chargeTo(account, 'pm_card_authenticationRequired');
      await visitShop(
        account,
        async ({ page }) => {
          await planIs(page, 'Pro');
          await press(page.locator('credit-plan'), 'Change plan');
          await press(dialogOf(page), 'Upgrade to Team');
          await press(dialogOf(page), 'Pay $49 and upgrade');
          const asked = dialogOf(page).getByRole('heading', {
            name: 'Your bank wants a confirmation',
          });
          await asked.waitFor();
          await demandAccessible(page, 'authentication, 390 px');
          await demandNoSidewaysScroll(page);
          const invoice = await follow(page, dialogOf(page), 'Confirm the payment');
          await dialogOf(page).getByText('Close', { exact: true }).click();
          await page.getByText('The upgrade to Team is not paid yet.').waitFor();
          await page.getByText('You can cancel once the upgrade is paid or has lapsed').waitFor();
          expect(await theShop().available(account)).toBe('600');
          await invoice.getByRole('link', { name: 'Authenticate the payment' }).click();
          await invoice.getByRole('button', { name: 'Authenticate', exact: true }).click();
          await planIs(page, 'Team');
          await available(page, '2,100');
        },
        NARROW,
      );
    });

    it('at a renewal leaves the credits for some days, and leads to where it can be paid', async () => {
      const account = await subscribed();
      await chargeTo(account, 'pm_card_chargeCustomerFail');
      const { subscription } = await pages.subscriptionOf(account);
      const endsAt = Date.parse(subscription.period_ends_at);
      await goTo(new Date(endsAt + 2 * 3_600_000).toISOString());
      await visitShop(
        account,
        async ({ page }) => {
          const plan = page.locator('credit-plan');
          await plan.getByText('The last payment ($20) failed.').waitFor();
          const day = new Date(endsAt + 4 * 86_400_000).toLocaleString('en-US', {
            timeZone: 'UTC',
            month: 'long',
            day: 'numeric',
          });
          await plan.getByText(`Your plan’s credits stay until ${day} at`).waitFor();
          await demandAccessible(page, 'past due');
          await demandNoSidewaysScroll(page);
          await press(plan, 'Cancel plan');
          await dialogOf(page).getByText('The invoice of $20 is not paid and stays due.').waitFor();
          await press(dialogOf(page), 'Keep Pro');
          const invoice = await follow(page, plan, 'Pay now');
          await enterCard(invoice, CARDS.good, /^Pay/);
          await plan.getByText('The last payment ($20) failed.').waitFor({ state: 'detached' });
          await plan.locator('[part=standing]', { hasText: 'Active' }).waitFor();
        },
        NARROW,
      );
      expect((await pages.subscriptionOf(account)).subscription.status).toBe('active');
    });
  });
}
