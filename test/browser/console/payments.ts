import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Role } from '../../../api/auth/roles.js';
import { ensureConsoleBuilt } from '../../../tools/build.mjs';
import { demoPeople } from '../../support/product/person.js';
import { until } from '../../support/product/projections.js';
import { shopCalls } from '../../support/stripe/shop-calls.js';
import type { Shop } from '../../support/stripe/shop.js';
import { demandAccessible } from '../support/axe.js';
import { rowOf, settled, visitsTo, type Visited } from '../support/console.js';
import { remedyStories } from './findings/remedies.js';
import { fitsEverybody } from './fits-everybody.js';
import { subscriptionStories } from './account/subscriptions.js';

/** Stories of the inbox and of findings, on a product that sells through the double of Stripe. */
export function paymentStories(theShop: () => Shop): void {
  let people: Awaited<ReturnType<typeof demoPeople>>;
  beforeAll(async () => {
    await ensureConsoleBuilt();
    people = await demoPeople(theShop().product);
  });
  const member = (role: Role) => {
    const found = people.get(role);
    if (!found) throw new Error(`nobody is ${role}`);
    return found;
  };
  const person = (role: Role) => member(role).person;
  const visit = visitsTo(
    () => theShop().product,
    () => person('finance'),
  );
  const calls = shopCalls(theShop);
  const paidUnheard = async (account: string) => (await calls.paidUnheard(account)).session;
  const parked = (session: string) => calls.parked(session, { note: 'from the fair' });

  /** A finding about a payment of which Stripe says another amount than ours. */
  const oddlyPaid = async (account: string): Promise<string> => {
    const shop = theShop();
    const session = await paidUnheard(account);
    await shop.harness.control('PATCH', `objects/${session}`, { amount_total: 2_499 });
    await shop.product.post(`/v1/stripe-events/${await parked(session)}/replay`).expect(202);
    const found = async () => {
      const ours = `/v1/findings?filter[account_id]=${account}`;
      return (await shop.product.get(ours).expect(200)).body.data as { finding_id: string }[];
    };
    await until(async () => (await found()).length > 0, 'finding');
    return (await found())[0]?.finding_id ?? '';
  };

  describe('the inbox in the console', () => {
    it('shows a parked webhook, what replaying it would do, and that it did', async () => {
      const id = await parked(await paidUnheard('replayed'));
      await visit('/', async ({ page }: Visited) => {
        await rowOf(page, 'Webhooks of Stripe that are parked').getByRole('link').click();
        await rowOf(page, id).getByText('Parked').waitFor();
        await demandAccessible(page, 'inbox');
        await rowOf(page, id).getByRole('link', { name: 'checkout.session.completed' }).click();
        await page.getByText('from the fair').waitFor();
        await demandAccessible(page, 'webhook of Stripe');
        await page.getByRole('button', { name: 'Replay …' }).click();
        await page.getByText('RecordPackPurchase · 550 credits').waitFor();
        await page.getByText('Not paid yet → Granted').waitFor();
        await demandAccessible(page, 'dry run');
        await page.getByRole('button', { name: 'Replay it' }).dblclick();
        await page.getByRole('status').getByText('Done').waitFor();
        await page.locator('dl > div', { hasText: /^Replayed.*·/ }).waitFor();
        await page.getByRole('link', { name: 'replayed' }).waitFor();
        await page.getByRole('button', { name: 'Replay …' }).click();
        await page.getByText('Nothing would change').waitFor();
        await page.keyboard.press('Escape');
        await page.getByRole('link', { name: 'All webhooks of Stripe' }).click();
        await page.getByLabel('Account').fill('replayed');
        await rowOf(page, id).getByText('Done').waitFor();
        const [file] = await Promise.all([
          page.waitForEvent('download'),
          page.getByRole('button', { name: 'Download CSV' }).click(),
        ]);
        expect(readFileSync(await file.path(), 'utf8')).toContain(`,${id},`);
      });
      await theShop().untilAvailable('replayed', '650');
    });

    it('is read by a lead, who replays nothing, and is not in the menu of product', async () => {
      const id = await parked('cs_elsewhere');
      const read = async ({ page }: Visited) => {
        await page.getByText('from the fair').waitFor();
        expect(await page.getByRole('button', { name: 'Replay …' }).count()).toBe(0);
      };
      await visit(`/inbox/${id}`, read, {}, person('lead'));
      const denied = async ({ page, watch }: Visited) => {
        watch.expect(/403/);
        await page.getByRole('link', { name: 'Usage' }).waitFor();
        expect(await page.getByRole('link', { name: 'Inbox' }).count()).toBe(0);
        await page.getByText(/payments:read/).waitFor();
        await demandAccessible(page, 'inbox, forbidden');
      };
      await visit('/inbox', denied, {}, person('product'));
    });
  });

  describe('the payments of an account in the console', () => {
    it('say which part could not be read, and show all of the others, page by page', async () => {
      const shop = theShop();
      await shop.open('pages');
      for (const pack of ['small', 'medium']) await shop.buy('pages', { pack }).expect(201);
      const said = { code: 'internal_error', detail: 'it broke', request_id: 'r-3', status: 500 };
      let isBroken = true;
      const story = async ({ page, watch }: Visited) => {
        watch.expect(/500/);
        await page.route('**/v1/payment-refunds?**', (route) =>
          isBroken ? route.fulfill({ status: 500, json: said }) : route.continue(),
        );
        await page.route('**/v1/pack-purchases?**', (route) => {
          const url = new URL(route.request().url());
          url.searchParams.set('page[size]', '1');
          return route.continue({ url: url.href });
        });
        const parts = page.getByRole('navigation', { name: 'Parts of the account' });
        await parts.getByRole('link', { name: 'Payments' }).click();
        const back = page.getByRole('region', { name: 'Money that went back' });
        await back.getByText('it broke').waitFor();
        await demandAccessible(page, 'refunds that could not be read');
        const purchases = page.getByRole('region', { name: 'Purchases' });
        await purchases.getByText('Medium: 550 credits').waitFor();
        expect(await purchases.getByText('Small: 200 credits').count()).toBe(0);
        await purchases.getByRole('button', { name: 'Load more' }).click();
        await purchases.getByText('Small: 200 credits').waitFor();
        await purchases.getByRole('button', { name: 'Load more' }).waitFor({ state: 'detached' });
        isBroken = false;
        await back.waitFor({ state: 'detached' });
      };
      await visit('/accounts/pages', story);
    });
  });

  describe('findings in the console', () => {
    it('show both figures, and are assigned, resolved and re-opened', async () => {
      const id = await oddlyPaid('odd');
      await visit('/', async ({ page, watch }: Visited) => {
        watch.expect(/500/);
        await rowOf(page, 'Critical findings').getByRole('link').click();
        const row = rowOf(page, 'odd');
        await row.getByText('$25.00').waitFor();
        await row.getByText('$24.99').waitFor();
        await demandAccessible(page, 'findings');
        await row.getByRole('link', { name: 'Another amount' }).click();
        await page.getByText('Refund it, or grant what was bought.').waitFor();
        await demandAccessible(page, 'finding');
        // Who is there to choose from need not be known for that.
        const unread = { code: 'internal_error', detail: 'no', request_id: 'r-4', status: 500 };
        await page.route('**/v1/staff/names', (route) =>
          route.fulfill({ status: 500, json: unread }),
        );
        await page.reload();
        await page.getByRole('button', { name: 'Assign …' }).click();
        const owner = page.getByRole('combobox', { name: 'Owner' });
        await owner
          .filter({ hasText: (await person('finance').get('/v1/me')).body.name })
          .waitFor();
        await page.getByRole('button', { name: 'Assign it' }).dblclick();
        const status = page.getByRole('status');
        await status.getByText('Assigned', { exact: true }).waitFor();
        await page.getByRole('button', { name: 'Resolve …' }).click();
        await page.getByRole('combobox', { name: 'How it was settled' }).click();
        await page.getByRole('option', { name: 'an entry corrects it' }).click();
        await page.getByLabel('Note').fill('Given by hand');
        await page.getByLabel('Settled by').fill('adj_1');
        await demandAccessible(page, 'resolve a finding');
        await page.getByRole('button', { name: 'Resolve it' }).dblclick();
        await status.getByText('Resolved', { exact: true }).waitFor();
        await rowOf(page, 'Given by hand').getByText('adj_1').waitFor();
        await page.getByRole('button', { name: 'Re-open …' }).click();
        await page.getByLabel('Note').fill('Wrong account');
        await page.getByRole('button', { name: 'Re-open it' }).click();
        await status.getByText('Assigned', { exact: true }).waitFor();
        await demandAccessible(page, 'finding with a history');
      });
      const { body } = await theShop().product.get(`/v1/findings/${id}`).expect(200);
      const did = body.history.map((entry: { did: string }) => entry.did);
      expect(did).toEqual(['assigned', 'resolved', 'reopened']);
    });

    it('keep what was typed about them where the role is taken away meanwhile', async () => {
      const webhook = await parked('cs_taken_away');
      const listed = await theShop().product.get('/v1/findings?page[size]=200').expect(200);
      const { finding_id } = listed.body.data.find(
        ({ object_id }: { object_id: string }) => object_id === webhook,
      );
      const operator = person('operator');
      const { staff_id } = (await operator.get('/v1/me')).body;
      const admin = member('admin');
      await admin.person.post('/v1/auth/step-up', { password: admin.password });
      const become = async (role: Role) =>
        expect((await admin.person.ask('patch', `/v1/staff/${staff_id}`, { role })).status).toBe(
          200,
        );
      await become('finance');
      const story = async ({ page, watch }: Visited) => {
        watch.expect(/403/);
        await page.clock.install();
        await page.reload();
        await settled(page);
        await page.getByRole('button', { name: 'Resolve …' }).click();
        await page.getByRole('combobox', { name: 'How it was settled' }).click();
        await page.getByRole('option', { name: 'another way' }).click();
        await page.getByLabel('Note').fill('Typed for minutes');
        await become('operator');
        // Whoever comes back to the page after a while is asked for anew.
        await page.clock.fastForward(61_000);
        await page.evaluate(`dispatchEvent(new Event('visibilitychange'))`);
        // What is behind a dialog is hidden, and yet there.
        const button = { name: 'Resolve …', includeHidden: true };
        await page.getByRole('button', button).waitFor({ state: 'detached' });
        expect(await page.getByLabel('Note').inputValue()).toBe('Typed for minutes');
        await page.getByRole('button', { name: 'Resolve it' }).click();
        await page.getByText('findings:write').waitFor();
        expect(await page.getByLabel('Note').inputValue()).toBe('Typed for minutes');
      };
      await visit(`/findings/${finding_id}`, story, {}, operator);
    });
  });

  remedyStories({ theShop, visit, member, oddlyPaid });

  subscriptionStories({ theShop, visit, person });

  fitsEverybody({ visit }, ['/inbox', '/findings', '/inbox?filter={"type":"no.such"}']);
}
