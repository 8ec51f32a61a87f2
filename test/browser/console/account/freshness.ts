import { describe, expect, it } from '@jest/globals';
import { PSEUDO } from '../../../../admin/i18n/pseudo.js';
import { demandAccessible, demandNoSidewaysScroll } from '../../support/axe.js';
import { settled, type consolePages, type Visited } from '../../support/console.js';

/** Stories of how fresh figures are, and of filters on a phone. */
export function freshnessStories(pages: ReturnType<typeof consolePages>, account: string): void {
  const { visit, theProduct } = pages;

  /** Runs a story while the checkpoint of a projection says something else. */
  const whileIt = async (projection: string, says: string, story: () => Promise<void>) => {
    const { pool } = theProduct().harness;
    const { rows } = await pool.query(
      'SELECT state, recorded_at FROM read.checkpoints WHERE projection = $1',
      [projection],
    );
    await pool.query(`UPDATE read.checkpoints SET ${says} WHERE projection = $1`, [projection]);
    try {
      await story();
    } finally {
      await pool.query(
        'UPDATE read.checkpoints SET state = $2, recorded_at = $3 WHERE projection = $1',
        [projection, rows[0].state, rows[0].recorded_at],
      );
    }
  };

  describe('how fresh figures are', () => {
    it.each([
      ['/accounts', 'accounts, balances'],
      ['/adjustments', 'adjustments'],
      ['/usage', 'usage, ledger_entries'],
      [`/accounts/${account}`, 'lots'],
      [`/accounts/${account}/explain`, 'ledger_entries, ledger_days'],
      [`/accounts/${account}/usage`, 'usage, ledger_entries'],
      [`/accounts/${account}/members`, 'members'],
    ])('is said on %s, with the position of %s', async (path, names) => {
      await visit(path, async ({ page }) => {
        await settled(page);
        const chip = page.getByRole('button', { name: 'Up to date. Read again' });
        await chip.waitFor();
        const title = new RegExp(`^As of .+ · ${names} at position \\d+$`);
        expect(await chip.getAttribute('title')).toMatch(title);
      });
    });

    it('is how far their projection is behind, in amber, and they are read again', async () => {
      await visit(`/accounts/${account}`, async ({ page }) => {
        await settled(page);
        const chip = page.locator('button[data-fresh]');
        const late = `state = 'catching_up', recorded_at = now() - interval '20 seconds'`;
        await whileIt('lots', late, async () => {
          await page
            .locator('button[data-fresh=late]')
            .getByText(/^Behind by \d\d sec/)
            .waitFor();
          await demandAccessible(page, 'figures that are behind');
          // The figures of the header are of others.
          await page.getByText('Live', { exact: true }).waitFor();
        });
        const read = page.waitForRequest(/\/lots\?/);
        await chip.click();
        await read;
        await page.locator('button[data-fresh=current]').waitFor();
      });
    });

    it('is said in the language of the page, with its span', async () => {
      const story = async ({ page, texts }: Visited) => {
        await settled(page);
        const late = `state = 'catching_up', recorded_at = now() - interval '200 seconds'`;
        await whileIt('lots', late, async () => {
          await page
            .locator('button[data-fresh=very_late]')
            .getByText(/3 minutes/)
            .waitFor();
          await texts.demandNone();
        });
      };
      await visit(`/accounts/${account}`, story, { locale: PSEUDO });
    });

    it('names the projection that has stopped, in red, beside a balance that is live', async () => {
      await visit(`/accounts/${account}/holds`, async ({ page }) => {
        await page.getByText('Live', { exact: true }).waitFor();
        await whileIt('balances', `state = 'stopped'`, async () => {
          const header = page.locator('main header [data-fresh=very_late]');
          await header.getByText('Stopped: balances').waitFor();
          await demandAccessible(page, 'a balance whose projection has stopped');
        });
        await page.getByText('Live', { exact: true }).waitFor();
      });
    });

    it('is unknown, not green, where nobody says it', async () => {
      await visit('/accounts', async ({ page, watch }) => {
        watch.expect(/500/);
        const body = { code: 'internal_error', detail: 'it broke', status: 500 };
        await page.route('**/ops/projections', (route) =>
          route.fulfill({ status: 500, json: body }),
        );
        await page.reload();
        await page.locator('[data-fresh=unsure]').getByText('Freshness unknown').waitFor();
      });
    });
  });

  describe('filters on a phone', () => {
    const PHONE = { viewport: { width: 375, height: 800 } };

    it.each([
      ['/accounts', 'Filters', 'Status'],
      ['/adjustments', 'Filters', 'Ticket'],
      ['/usage', 'What is shown', 'Metric'],
    ])('of %s are behind the button “%s”', async (path, name, field) => {
      const story = async ({ page }: Parameters<Parameters<typeof visit>[1]>[0]) => {
        await settled(page);
        const button = page.getByRole('button', { name });
        expect(await button.getAttribute('aria-expanded')).toBe('false');
        expect(await page.getByLabel(field).count()).toBe(0);
        await button.click();
        await page.getByLabel(field).waitFor();
        await demandNoSidewaysScroll(page);
        await demandAccessible(page, `${path}, its filters unfolded`);
      };
      await visit(path, story, PHONE);
    });

    it('say how many there are while they are folded', async () => {
      const filter = encodeURIComponent(JSON.stringify({ status: 'open', level: 'ok' }));
      const story = async ({ page }: Parameters<Parameters<typeof visit>[1]>[0]) => {
        await settled(page);
        await page.getByRole('button', { name: 'Filters (2)' }).click();
        await page.getByRole('button', { name: 'Clear filters' }).click();
        await page.getByRole('button', { name: 'Filters', exact: true }).waitFor();
      };
      await visit(`/accounts?filter=${filter}`, story, PHONE);
    });
  });
}
