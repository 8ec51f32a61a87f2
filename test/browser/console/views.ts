import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { Person } from '../../support/product/person.js';
import { demandAccessible } from '../support/axe.js';
import { settled, type consolePages } from '../support/console.js';

/** Stories of saved views, on the product of the console's other stories. */
export function viewStories({ visit, member }: ReturnType<typeof consolePages>): void {
  describe('saved views', () => {
    let colleague: Person;
    beforeAll(async () => {
      colleague = (await member('lead')).person;
    });

    const opened = async (page: Page) => {
      await settled(page);
      await page.getByRole('button', { name: 'Views' }).press('Enter');
      const dialog = page.getByRole('dialog', { name: 'Views' });
      await dialog.waitFor();
      return dialog;
    };

    it('bring back filters, for oneself and once shared for colleagues; their owner deletes them', async () => {
      const filter = encodeURIComponent(JSON.stringify({ kind: 'refund', ticket: 'T-5' }));
      await visit(`/adjustments?filter=${filter}`, async ({ page, watch }) => {
        watch.expect(/422/);
        const dialog = await opened(page);
        await dialog.getByText('No view of this page').waitFor();
        await dialog.getByLabel('Name').press('Enter');
        await dialog.getByText(/This did not work/).waitFor();
        await demandAccessible(page, 'a view that could not be saved');
        await dialog.getByLabel('Name').fill('Refunds of <b>T-5</b>');
        await dialog.getByLabel('Share with the team').press('Space');
        await dialog.getByLabel('Name').press('Enter');
        await dialog.getByText('Yours, shared with the team').waitFor();
        await demandAccessible(page, 'views');
        await page.keyboard.press('Escape');
        await page.getByRole('button', { name: 'Clear filters' }).first().click();
        await page.waitForURL(/filter=%7B%7D/);
        await (await opened(page)).getByRole('link', { name: 'Refunds of' }).press('Enter');
        await page.waitForURL(/refund/);
        await page.getByLabel('Ticket').and(page.locator('[value="T-5"]')).waitFor();
        await dialog.waitFor({ state: 'detached' });
      });
      const story = async ({ page }: { page: Page }) => {
        const dialog = await opened(page);
        await dialog.getByText(/^Shared by/).waitFor();
        expect(await dialog.getByRole('button', { name: /^Delete/ }).count()).toBe(0);
        await dialog.getByRole('link', { name: 'Refunds of <b>T-5</b>' }).click();
        await page.waitForURL(/T-5/);
      };
      await visit('/adjustments', story, {}, colleague);
      await visit('/adjustments', async ({ page }) => {
        const dialog = await opened(page);
        await dialog.getByRole('button', { name: /^Delete the view Refunds/ }).press('Enter');
        await dialog.getByText('No view of this page').waitFor();
      });
    });

    it('of usage keep the question, and move on with the days unless these were chosen', async () => {
      await visit('/usage?by=feature&metric=requests&zone=UTC', async ({ page }) => {
        const dialog = await opened(page);
        await dialog.getByLabel('Name').fill('Requests by feature');
        const sent: string[] = [];
        page.on('request', (request) => sent.push(request.method()));
        // Twice: the second would be a view without a name.
        await dialog.getByRole('button', { name: 'Save this view' }).dblclick();
        const link = dialog.getByRole('link', { name: 'Requests by feature' });
        const href = (await link.getAttribute('href')) ?? '';
        const saved = new URLSearchParams(href.split('?')[1]);
        expect(Object.fromEntries(saved)).toMatchObject({ by: 'feature', metric: 'requests' });
        expect([saved.has('from'), saved.has('to')]).toEqual([false, false]);
        expect(sent.filter((method) => method === 'POST')).toHaveLength(1);
        expect(await dialog.getByRole('alert').count()).toBe(0);
      });
    });
  });
}
