import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Role } from '../../../../api/auth/roles.js';
import { newKey } from '../../../support/product/app.js';
import type { Person } from '../../../support/product/person.js';
import { until } from '../../../support/product/projections.js';
import type { Shop } from '../../../support/stripe/shop.js';
import { actionDialog } from '../../support/action.js';
import { demandAccessible } from '../../support/axe.js';
import { figure, rowOf, settled, type consolePages, type Visited } from '../../support/console.js';
import { fitsEverybody } from '../fits-everybody.js';

/** What these stories share with those of payments. */
interface Shared {
  readonly theShop: () => Shop;
  readonly visit: ReturnType<typeof consolePages>['visit'];
  readonly person: (role: Role) => Person;
}

const [DAY_S, DAYS, HOURS] = [86_400, 32, 4];

/** Stories of what people of staff see of subscriptions, and change; the last go on by a month. */
export function subscriptionStories({ theShop, visit, person }: Shared): void {
  const subscribe = async (account: string, plan: string, credits: string) => {
    const shop = theShop();
    await shop.open(account);
    const { body } = await shop.product
      .post(`/v1/accounts/${account}/subscription`)
      .set('idempotency-key', newKey())
      .send({ action: 'subscribe', plan })
      .expect(200);
    expect(await shop.pay(body.checkout_url)).toBeTruthy();
    await shop.untilAvailable(account, credits);
    // The invoice may be looked at before what it is of.
    const isThere = async () => (await subscriptionOf(account))?.status === 'active';
    await until(isThere, 'subscription', () => subscriptionOf(account));
  };
  const subscriptionOf = async (account: string) =>
    (await theShop().product.get(`/v1/accounts/${account}/subscription`).expect(200)).body
      .subscription;
  const ledgers = async (account: string) =>
    (await theShop().product.get(`/v1/accounts/${account}`).expect(200)).body.scheduled_change;

  describe('the subscription of an account in the console', () => {
    beforeAll(() => subscribe('team-shop', 'team', '1600'));

    it('stands beside the ledger, and is cancelled, kept and downgraded by a lead', async () => {
      const story = async ({ page }: Visited) => {
        await page.getByText('Both say the same.').waitFor();
        await rowOf(page, 'First period').getByText('Team: Granted').waitFor();
        await demandAccessible(page, 'a subscription');
        const dialog = actionDialog(page);
        const preview = async (what: string) => {
          await page.getByRole('button', { name: 'Change …' }).click();
          await dialog.getByRole('button', { name: what }).click();
          await dialog.getByText(/An upgrade charges the buyer’s card/).waitFor();
          await demandAccessible(page, `asking to ${what}`);
          await dialog.getByRole('button', { name: 'Preview' }).click();
          await dialog.getByText('$0.00').first().waitFor();
          await demandAccessible(page, `what to ${what} comes to`);
        };
        const confirm = async (button: RegExp, done: RegExp) => {
          await dialog.getByRole('button', { name: button }).dblclick();
          await page.getByRole('heading', { name: done }).waitFor();
          await demandAccessible(page, 'what was done');
          await dialog.getByRole('button', { name: 'Close' }).click();
        };
        const beside = page.getByRole('table', { name: 'Stripe and the ledger' });
        const both = (text: RegExp) => beside.getByRole('cell', { name: text });

        await preview('End it');
        await confirm(/^End Team of team-shop on/, /^Scheduled: Team ends on/);
        expect(await subscriptionOf('team-shop')).toMatchObject({ next_plan: 'free' });
        await both(/^Ends/).nth(1).waitFor();
        await page.getByText('Both say the same.').waitFor();
        await preview('Keep it');
        await confirm(/^Keep Team of team-shop/, /^Team goes on as it is/);
        expect(await subscriptionOf('team-shop')).toMatchObject({ next_plan: null });
        await both(/^Renews/)
          .nth(1)
          .waitFor();
        await preview('Downgrade');
        await confirm(/^Downgrade team-shop to Pro on/, /^Scheduled: Pro begins on/);
        expect(await subscriptionOf('team-shop')).toMatchObject({ next_plan: 'pro' });
        await both(/^Pro/).nth(1).waitFor();
        await page.getByText('Both say the same.').waitFor();
        expect(await ledgers('team-shop')).toMatchObject({ plan: 'pro' });
        await page
          .getByRole('navigation', { name: 'Parts of the account' })
          .getByRole('link', { name: 'Plan' })
          .click();
        await page.getByRole('button', { name: 'Change plan' }).click();
        await dialog.getByRole('heading', { name: /^Change the subscription/ }).waitFor();
      };
      await visit('/accounts/team-shop/subscription', story, {}, person('lead'));
      const charged = await theShop().product.get('/v1/invoices?filter[account_id]=team-shop');
      expect(charged.body.data).toHaveLength(1);
    });

    it('is read by support and finance, who are told who changes it and offered nothing', async () => {
      const offersNoChange = async (page: Visited['page']) => {
        await page.getByText('A lead can change it, and so can the buyer.').waitFor();
        expect(await page.getByRole('button', { name: /Change …|plan/ }).count()).toBe(0);
      };
      const read = async ({ page }: Visited) => {
        await page.getByText('Both say the same.').waitFor();
        await page.getByText('Visa •••• 4242').waitFor();
        await offersNoChange(page);
        await page.getByRole('button', { name: 'More actions' }).click();
        await page.getByRole('menuitem', { name: /^Request a suspension/ }).waitFor();
        expect(await page.getByRole('menuitem', { name: /plan/ }).count()).toBe(0);
        await page.keyboard.press('Escape');
        const parts = page.getByRole('navigation', { name: 'Parts of the account' });
        await parts.getByRole('link', { name: 'Plan' }).click();
        await page.getByText('Renewed by').waitFor();
        await page.getByText('Team (version 1)').waitFor();
        await offersNoChange(page);
      };
      await visit('/accounts/team-shop/subscription', read, {}, person('support'));
      const looked = async ({ page }: Visited) => {
        await page.getByText('Both say the same.').waitFor();
        await offersNoChange(page);
      };
      await visit('/accounts/team-shop/subscription', looked, {}, person('finance'));
    });
  });

  describe('a subscription that is not paid, in the console', () => {
    beforeAll(async () => {
      const { stripe, harness } = theShop();
      await subscribe('late-shop', 'pro', '600');
      const { subscription_id: id } = await subscriptionOf('late-shop');
      const { customer } = await stripe.subscriptions.retrieve(id);
      const failing = 'pm_card_chargeCustomerFail';
      const bad = await stripe.paymentMethods.attach(failing, { customer: String(customer) });
      await stripe.subscriptions.update(id, { default_payment_method: bad.id });
      await harness.pass(DAYS * DAY_S);
      await harness.pass(HOURS * 3_600);
      const isPastDue = async () => (await subscriptionOf('late-shop')).status === 'past_due';
      await until(isPastDue, 'past_due', () => subscriptionOf('late-shop'));
    });

    it('is on Home with what is due and until when credits last, and leads to its page', async () => {
      const story = async ({ page }: Visited) => {
        await settled(page);
        const dunned = page.getByRole('table', { name: 'Subscriptions that are not paid' });
        const row = dunned.getByRole('row').filter({ hasText: 'late-shop' });
        await row.getByText('$20.00').waitFor();
        await demandAccessible(page, 'Home with dunning');
        await page.getByRole('link', { name: 'All of them' }).click();
        await rowOf(page, 'late-shop').getByText('$20.00').waitFor();
        await rowOf(page, 'late-shop').getByRole('link', { name: 'late-shop' }).click();
        await page.getByText('$20.00 is not paid').waitFor();
        await page.getByText(/The ledger begins it once its invoice is paid/).waitFor();
        await demandAccessible(page, 'a subscription that is not paid');
        await rowOf(page, 'Renewal').getByText('Open').first().waitFor();
      };
      await visit('/', story, {}, person('support'));
    });

    it('is named by its plan in the payments, also where nothing was paid', async () => {
      const story = async ({ page }: Visited) => {
        const failed = rowOf(page, 'Renewal').filter({ hasText: 'Not paid' });
        await failed.getByText('Pro plan').waitFor();
        await failed.getByText(/decline/).waitFor();
        expect(await failed.getByText('not known yet').count()).toBe(0);
        await rowOf(page, 'First period').getByText('Pro plan').waitFor();
        await demandAccessible(page, 'payments of a plan');
      };
      await visit('/payments?filter={"account_id":"late-shop"}', story, {}, person('finance'));
    });

    it('says in the header since when it is due, and in the dialog what becomes of the invoice', async () => {
      const story = async ({ page }: Visited) => {
        const renewal = figure(page, 'renews');
        await renewal.getByText(/^Payment due since/).waitFor();
        await renewal.getByText(/^The plan’s credits stay until/).waitFor();
        expect(await renewal.getByText('Renews').count()).toBe(0);
        await figure(page, 'plan').getByText('Pro', { exact: true }).waitFor();
        await page.getByRole('button', { name: 'Change …' }).click();
        const dialog = actionDialog(page);
        await dialog.getByText('$20.00 is not paid').waitFor();
        await dialog.getByText(/An upgrade is refused until it is paid/).waitFor();
        await demandAccessible(page, 'asking to change what is not paid');
        await dialog.getByRole('button', { name: 'Preview' }).click();
        await dialog.getByText('$20.00, still to be paid').waitFor();
        await demandAccessible(page, 'what a change of what is not paid comes to');
      };
      await visit('/accounts/late-shop/subscription', story, {}, person('lead'));
    });
  });

  fitsEverybody({ visit }, [
    '/subscriptions',
    '/invoices',
    '/subscriptions?filter={"status":"past_due"}',
    '/accounts/late-shop/subscription',
  ]);
}
