import { describe, expect, it } from '@jest/globals';
import { demandAccessible, demandNoSidewaysScroll } from '../support/axe.js';
import { settled, type consolePages } from '../support/console.js';

/** Stories of the keys, on the product of the console's other stories. */
export function keyStories({ visit }: ReturnType<typeof consolePages>): void {
  describe('the keys', () => {
    it('are listed at ?, lead to notes and explanation, and can be switched off', async () => {
      await visit('/accounts/many-3', async ({ page }) => {
        await settled(page);
        await page.keyboard.press('n');
        await page.waitForURL('**/accounts/many-3/notes');
        await page.keyboard.press('?');
        const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
        await sheet.getByText('Explain the balance').waitFor();
        await demandAccessible(page, 'the key sheet');
        await sheet.getByRole('switch').click();
        await page.keyboard.press('Escape');
        await sheet.waitFor({ state: 'detached' });
        for (const key of ['e', '?', 'i', '/']) await page.keyboard.press(key);
        expect(await page.getByRole('dialog').count()).toBe(0);
        expect(new URL(page.url()).pathname).toBe('/console/accounts/many-3/notes');
        await page.getByRole('button', { name: 'Keyboard shortcuts' }).click();
        await sheet.getByRole('switch').click();
        await page.keyboard.press('Escape');
        await sheet.waitFor({ state: 'detached' });
        await page.keyboard.press('e');
        await page.waitForURL('**/accounts/many-3/explain');
        await page.setViewportSize({ width: 375, height: 800 });
        await page.getByRole('button', { name: 'Keyboard shortcuts' }).click();
        await demandNoSidewaysScroll(page);
      });
    });
  });
}
