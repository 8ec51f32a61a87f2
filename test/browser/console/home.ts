import { describe, expect, it } from '@jest/globals';
import { becomes } from '../../support/product/projections.js';
import { demandAccessible } from '../support/axe.js';
import { filterOf, rowOf, type consolePages } from '../support/console.js';

/** Stories of Home, on the product of the console's other stories; one account stays overdrawn. */
export function homeStories(pages: ReturnType<typeof consolePages>): void {
  const { visit, open, debit, theProduct } = pages;
  describe('Home', () => {
    it('says that nothing needs one, and when that was checked', async () => {
      await visit('/', async ({ page }) => {
        await page.getByRole('heading', { level: 1, name: 'Home' }).waitFor();
        await becomes(() => page.title(), 'Home · Scrip');
        await page.getByText('Nothing needs you').waitFor();
        await page.getByText('Checked').locator('time').waitFor();
        await demandAccessible(page, 'nothing to do');
      });
    });

    it('lists what needs one with its age, and leads to where it is done', async () => {
      const account = await open({ name: 'Below zero' });
      const { position } = await debit(account, { credits: '150', policy: 'allow_debt' });
      await theProduct().get(`/v1/accounts/${account}?min_position=${position}`).expect(200);
      await visit('/', async ({ page }) => {
        const row = rowOf(page, 'Overdrawn accounts');
        await row.getByText(/^Oldest .* ago$/).waitFor();
        await row.getByText('1', { exact: true }).waitFor();
        const chip = page.getByRole('button', { name: 'Up to date. Read again' });
        await chip.and(page.getByTitle(/accounts, balances at position \d+$/)).waitFor();
        await demandAccessible(page, 'something to do');
        await row.getByRole('link').click();
        await page.getByRole('heading', { level: 1, name: 'Accounts' }).waitFor();
        await page.getByRole('link', { name: 'Below zero' }).waitFor();
        expect(filterOf(page)).toEqual({ level: 'overdrawn' });
      });
    });

    it('never says that nothing does where it does not know', async () => {
      await visit('/', async ({ page, watch }) => {
        watch.expect(/500/);
        await rowOf(page, 'Overdrawn accounts').waitFor();
        const unknown = { kind: 'jobs_failed', count: null, more: false, first_at: null };
        const json = { checked_at: '2026-03-01T12:00:00Z', items: [unknown] };
        await page.route('**/v1/work', (route) => route.fulfill({ json }));
        await page.reload();
        await page.getByText('Not everything could be counted').waitFor();
        await rowOf(page, 'Jobs that failed').getByText('Could not be counted').waitFor();
        await demandAccessible(page, 'work that is unknown');
        await page.unroute('**/v1/work');
        const body = { code: 'internal_error', detail: 'broke', request_id: 'req_3', status: 500 };
        await page.route('**/v1/work', (route) => route.fulfill({ status: 500, json: body }));
        await page.reload();
        await page.getByText('Request req_3').waitFor();
        expect(await page.getByText('Nothing needs you').count()).toBe(0);
        await page.unroute('**/v1/work');
        await page.getByRole('button', { name: 'Try again' }).click();
        await rowOf(page, 'Overdrawn accounts').waitFor();
      });
    });
  });
}
