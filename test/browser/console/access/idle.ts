import { describe, expect, it } from '@jest/globals';
import { demandAccessible } from '../../support/axe.js';
import type { Opened } from '../../support/browser.js';
import { settled, type consolePages } from '../../support/console.js';

const MINUTE_MS = 60_000;

/** Stories of sessions that end, on the product of the console's other stories. */
export function idleStories(pages: ReturnType<typeof consolePages>): void {
  const { visit, clock } = pages;
  describe('a session that nobody uses', () => {
    /** Time goes on for the page and the server; the person of the other stories stays. */
    const wait = async ({ page }: Opened, ms: number) => {
      // Codes of earlier stories moved the clock, too.
      expect((await pages.support().get('/v1/me')).status).toBe(200);
      clock.aheadMs += ms;
      expect((await pages.support().get('/v1/me')).status).toBe(200);
      await page.clock.fastForward(ms);
    };

    it('is warned of two minutes before its end, and stays open when told to', async () => {
      const { person } = await pages.member('support');
      const story = async (opened: Opened) => {
        const { page, watch } = opened;
        await page.clock.install();
        await page.reload();
        await settled(page);
        await wait(opened, 27 * MINUTE_MS);
        expect(await page.getByRole('dialog').count()).toBe(0);
        await wait(opened, 1.5 * MINUTE_MS);
        const dialog = page.getByRole('dialog', { name: 'Are you still there?' });
        await dialog.getByText(/Time left: [01]:\d\d/).waitFor();
        await demandAccessible(page, 'the warning');
        await dialog.getByRole('button', { name: 'Stay signed in' }).click();
        await dialog.waitFor({ state: 'detached' });
        const { session } = (await person.get('/v1/me')).body;
        expect(Date.parse(session.idle_until) - clock.now()).toBeGreaterThan(29 * MINUTE_MS);
        watch.expect(/401/);
        await wait(opened, 29 * MINUTE_MS);
        await dialog.waitFor();
        await wait(opened, 3 * MINUTE_MS);
        await page.getByRole('heading', { level: 1, name: 'Sign in to Scrip' }).waitFor();
      };
      await visit('/accounts', story, {}, person);
    });
  });
}
