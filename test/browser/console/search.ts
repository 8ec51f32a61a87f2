import { describe, expect, it } from '@jest/globals';
import { demandAccessible } from '../support/axe.js';
import { settled, type consolePages } from '../support/console.js';

/** Stories of the search, on the product of the console's other stories. */
export function searchStories({ visit, debit }: ReturnType<typeof consolePages>): void {
  describe('the search', () => {
    it('leads from the id of a debit to it, however fast one is', async () => {
      const { debit_id } = await debit('many-37', { credits: '1.5' });
      let path = '';
      await visit('/accounts', async ({ page }) => {
        await settled(page);
        // The dialog is loaded with the first use; what is typed meanwhile is not lost.
        let load = () => {};
        const typed = new Promise<void>((settle) => (load = settle));
        await page.route('**/assets/search-dialog-*.js', async (route) => {
          await typed;
          await route.continue();
        });
        await page.keyboard.press('Control+k');
        await page.keyboard.type(debit_id);
        await page.keyboard.press('Enter');
        expect(await page.getByRole('dialog').count()).toBe(0);
        load();
        const drawer = page.getByRole('dialog', { name: 'Debited' });
        await drawer.getByText('-1.5').first().waitFor();
        const { pathname, href } = new URL(page.url());
        expect(pathname).toBe('/console/accounts/many-37/timeline');
        path = href.replace(/^.*\/console/, '');
      });
      // The same address in a browser that has seen nothing of it.
      await visit(path, async ({ page }) => {
        await page.getByRole('dialog', { name: 'Debited' }).getByText('-1.5').first().waitFor();
      });
    });

    it('opens at a key, is gone through by arrows, and says when there is nothing', async () => {
      await visit('/accounts', async ({ page }) => {
        await settled(page);
        await page.keyboard.press('/');
        const field = page.getByPlaceholder('Account, e-mail, ticket, or any id');
        await field.fill('nothing-of-the-kind');
        await page.getByText('Nothing found').waitFor();
        await demandAccessible(page, 'nothing found');
        await field.fill('T-1');
        await page.getByRole('option').first().waitFor();
        await demandAccessible(page, 'found');
        await field.fill('many 2');
        await page.getByRole('option', { name: /many-21/ }).waitFor();
        await page.keyboard.press('ArrowDown');
        const chosen = page.getByRole('option', { selected: true });
        const [id = ''] = /many-\d+/.exec((await chosen.textContent()) ?? '') ?? [];
        await page.keyboard.press('Enter');
        await page.getByRole('heading', { level: 1, name: id.replace('many-', 'Many ') }).waitFor();
      });
    });
  });
}
