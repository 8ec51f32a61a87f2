import { describe, expect, it } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import type { Role } from '../../../../api/auth/roles.js';
import type { DemoMember } from '../../../support/product/person.js';
import { until } from '../../../support/product/projections.js';
import type { Shop } from '../../../support/stripe/shop.js';
import { actionDialog, beforeAfter, preview } from '../../support/action.js';
import { demandAccessible } from '../../support/axe.js';
import { rowOf, type visitsTo, type Visited } from '../../support/console.js';

interface Oddly {
  readonly theShop: () => Shop;
  /** Visits as finance unless told. */
  readonly visit: ReturnType<typeof visitsTo>;
  readonly member: (role: Role) => DemoMember;
  /** A finding about a payment of which Stripe says another amount than ours. */
  readonly oddlyPaid: (account: string) => Promise<string>;
}

/** Stories of granting and refunding what was paid and not granted. */
export function remedyStories({ theShop, visit, member, oddlyPaid }: Oddly): void {
  const untilResolved = (id: string) => {
    const read = async () => (await theShop().product.get(`/v1/findings/${id}`).expect(200)).body;
    return until(async () => (await read()).state === 'resolved', 'resolved finding', read);
  };
  /** Gives the password of finance where it is asked for; what was proved holds for a while. */
  const proved = async (page: Page, after?: Locator): Promise<void> => {
    const field = page.getByRole('dialog').locator('input[type=password]');
    await (after ? field.or(after) : field).waitFor();
    if (!(await field.isVisible())) return;
    await field.fill(member('finance').password);
    await page.keyboard.press(after ? 'Control+Enter' : 'Enter');
  };

  describe('findings about money in the console', () => {
    it('have what was bought granted once somebody else approves it', async () => {
      const id = await oddlyPaid('to-grant');
      let path = '';
      const asking = async ({ page }: Visited) => {
        await page.getByRole('button', { name: 'Request the grant …' }).click();
        await demandAccessible(page, 'request of a grant');
        await preview(page, { reason: 'Billing error' });
        await actionDialog(page).getByText('Medium: 550 credits', { exact: true }).waitFor();
        expect(await beforeAfter(page)).toEqual(['100', '650']);
        await demandAccessible(page, 'preview of a grant');
        await page.getByRole('button', { name: 'Request approval' }).dblclick();
        await page.getByRole('heading', { name: 'Approval requested' }).waitFor();
        const link = page.getByRole('link', { name: 'Show the request' });
        path = ((await link.getAttribute('href')) ?? '').replace('/console', '');
        await page.getByRole('button', { name: 'Close' }).click();
        await rowOf(page, 'Asked others to approve granting it').waitFor();
      };
      await visit(`/findings/${id}`, asking, {}, member('lead').person);
      await visit(path, async ({ page, watch }: Visited) => {
        watch.expect(/403/);
        const fact = 'Grant the pack medium, for which $25.00 arrived';
        await page.getByRole('heading', { level: 1, name: fact }).waitFor();
        await demandAccessible(page, 'approval of a grant');
        await page.getByRole('button', { name: 'Approve' }).click();
        await page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
        await proved(page);
        await page.getByText(/approved it, and it was executed/).waitFor();
        await untilResolved(id);
        await page.getByRole('link', { name: id }).click();
        await page.getByRole('status').getByText('Resolved', { exact: true }).waitFor();
        const refund = page.getByRole('button', { name: 'Refund it …' });
        expect(await refund.isDisabled()).toBe(true);
        await refund.locator('..').hover();
        await page.getByRole('tooltip', { name: /re-open it first/ }).waitFor();
        await demandAccessible(page, 'finding that was granted');
      });
      await theShop().untilAvailable('to-grant', '650');
    });

    it('have what was paid refunded, and say so a moment later', async () => {
      const id = await oddlyPaid('to-refund');
      await visit(`/findings/${id}`, async ({ page, watch }: Visited) => {
        watch.expect(/403/);
        await page.getByRole('button', { name: 'Refund it …' }).click();
        await preview(page, { reason: 'Billing error' });
        await actionDialog(page).getByText('no credits are taken').waitFor();
        await demandAccessible(page, 'preview of a refund of a finding');
        await page.getByRole('button', { name: 'Give $25.00 back to to-refund' }).click();
        const submitted = page.getByRole('heading', { name: /^Submitted: \$25.00/ });
        await proved(page, submitted);
        await submitted.waitFor();
        await demandAccessible(page, 'receipt of a refund of a finding');
        await page.getByRole('button', { name: 'Close' }).click();
        await page.getByRole('status').getByText('Resolved', { exact: true }).waitFor();
        await rowOf(page, 'Resolved: the money went back').waitFor();
      });
      expect(await theShop().available('to-refund')).toBe('100');
    });
  });
}
