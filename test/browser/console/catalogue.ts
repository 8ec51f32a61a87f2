import { beforeAll, describe, expect, it } from '@jest/globals';
import { newKey } from '../../support/product/app.js';
import { becomes } from '../../support/product/projections.js';
import { demandAccessible } from '../support/axe.js';
import { rowOf, settled, type consolePages } from '../support/console.js';
import { focusOn } from '../support/keyboard.js';

const HOUR_MS = 3_600_000;

/** Stories of what is sold and of what models cost, on the product of the console's others. */
export function catalogueStories(pages: ReturnType<typeof consolePages>): void {
  const { visit, get, post, theProduct } = pages;
  const inHours = (hours: number) => new Date(Date.now() + hours * HOUR_MS).toISOString();
  const put = (path: string, body: object) =>
    theProduct().put(path).set('idempotency-key', newKey()).send(body).expect(200);

  describe('the catalogue', () => {
    const solo = { name: 'Solo', price: { minor: 1_999, currency: 'usd' }, credits: '500.5' };
    beforeAll(async () => {
      await put('/v1/plans/solo', { ...solo, effective_from: '2026-01-01T00:00:00Z' });
      const later = { ...solo, credits: '600', seats: 3, effective_from: inHours(48) };
      await put('/v1/plans/solo', later);
      const pack = { kind: 'fixed', name: 'Tiny', price: solo.price, credits: '12.000001' };
      await put('/v1/packs/tiny', { ...pack, effective_from: inHours(24) });
    });

    it('lists what is sold and what will be, and says what of a plan will change', async () => {
      await visit('/accounts', async ({ page }) => {
        await page.getByRole('link', { name: 'Catalogue' }).click();
        await page.getByRole('heading', { level: 1, name: 'Catalogue' }).waitFor();
        const tiny = rowOf(page, 'tiny');
        await tiny.getByText('Scheduled').waitFor();
        expect(await tiny.innerText()).toMatch(/\$19\.99\s+12\.000001/);
        const plans = page.getByRole('table', { name: 'Plans' });
        await becomes(() => plans.getByRole('row').filter({ hasText: 'solo' }).count(), 2);
        await plans.getByRole('link', { name: 'Solo' }).last().click();
        await focusOn(page, page.getByRole('heading', { level: 1, name: 'Solo' }));
        const scheduled = rowOf(page, 'Scheduled');
        await scheduled.getByRole('listitem').first().waitFor();
        const changes = await scheduled.getByRole('listitem').allInnerTexts();
        expect(changes).toEqual(['Credits a month: 500.5 → 600', 'Seats: 1 → 3']);
        await page.getByText('$19.99').waitFor();
        await demandAccessible(page, 'a plan');
      });
    });

    it('says that there is no such plan or pack', async () => {
      await visit('/catalogue/plans/nothing', async ({ page }) => {
        await page.getByText('No plan has the id nothing').waitFor();
        await demandAccessible(page, 'no such plan');
        await page.goto(page.url().replace('/plans/', '/packs/'));
        await page.getByText('No pack has the id nothing').waitFor();
      });
    });

    it('goes on with packs where plans cannot be loaded, and tries again', async () => {
      await visit('/accounts', async ({ page, watch }) => {
        watch.expect(/500/);
        await settled(page);
        const body = { code: 'internal_error', detail: 'no', request_id: 'req_5', status: 500 };
        await page.route('**/v1/plans?**', (route) => route.fulfill({ status: 500, json: body }));
        await page.getByRole('link', { name: 'Catalogue' }).click();
        await page.getByText('Request req_5').waitFor();
        await rowOf(page, 'tiny').waitFor();
        await demandAccessible(page, 'plans that failed');
        await page.unroute('**/v1/plans?**');
        await page.getByRole('button', { name: 'Try again' }).click();
        await page.getByRole('table', { name: 'Plans' }).waitFor();
      });
    });
  });

  describe('a model', () => {
    beforeAll(async () => {
      await put('/v1/models/priced', { name: 'Priced', provider: 'acme', quality: 4 });
      const rates = [
        { per_million: { input: '10', output: '30' }, mode_multipliers: { plan: '0.5' } },
        { per_million: { input: '12', output: '30' }, effective_from: inHours(24) },
      ];
      let position = '';
      for (const rate of rates) ({ position } = await post('/v1/models/priced/rates', rate));
      await get(`/v1/models?min_position=${position}`);
    });

    it('shows its rates, and simulates a call by each to the last digit', async () => {
      await visit('/models', async ({ page }) => {
        await settled(page);
        expect(await rowOf(page, 'priced').innerText()).toMatch(/Active\s+acme\s+10\s+30/);
        await page.getByRole('link', { name: 'Priced', exact: true }).click();
        const listed = rowOf(page, 'Scheduled').getByRole('listitem');
        await listed.first().waitFor();
        const changes = await listed.allInnerTexts();
        expect(changes).toEqual(['Input, per million: 10 → 12', 'Mode plan: × 0.5 → × 1']);
        await page.getByLabel('Input tokens', { exact: true }).fill('1234567');
        await page.getByLabel('Output tokens').fill('1');
        await page.getByLabel('Mode').click();
        await page.getByRole('option', { name: 'plan' }).click();
        // By keyboard, as a form is sent.
        await page.getByLabel('Images').press('Enter');
        const usage = { input_tokens: 1_234_567, output_tokens: 1 };
        const call = { model: 'priced', usage, mode: 'plan' };
        const now = await post('/v1/quotes', call, 200);
        const then = await post('/v1/quotes', { ...call, occurred_at: inHours(25) }, 200);
        expect([now.credits, then.credits]).toEqual(['6.172850', '14.814834'].map(short));
        for (const [version, quote] of [
          [1, now],
          [2, then],
        ]) {
          const priced = page.locator(`[data-version="${version}"]`);
          await priced.getByRole('heading', { name: `: ${quote.credits}` }).waitFor();
          const cells = priced.locator('tbody td:last-child > span:last-child');
          const shown = (await cells.allInnerTexts()).map((text) => text.replace(/,/g, ''));
          const { lines, sum, multipliers } = quote.price;
          expect(shown).toEqual([
            ...[...lines, { credits: sum }, ...multipliers].map(({ credits }) => credits),
            quote.credits,
          ]);
        }
        await demandAccessible(page, 'a simulated call');
      });
    });

    it('has a name that is read in a line or two at 1024 px', async () => {
      await put('/v1/models/long', { name: 'Balanced (a model with a long name)' });
      const story: Parameters<typeof visit>[1] = async ({ page }) => {
        const name = page.getByRole('link', { name: 'Balanced (a model with a long name)' });
        await name.waitFor();
        expect((await name.boundingBox())?.height).toBeLessThan(60);
      };
      await visit('/models', story, { viewport: { width: 1024, height: 800 } });
    });

    it('says which field is wrong, and which usage has no price', async () => {
      await visit('/models/priced', async ({ page, watch }) => {
        watch.expect(/422/);
        await page.getByLabel('Input tokens', { exact: true }).fill('1.5');
        await page.getByRole('button', { name: 'Simulate' }).click();
        await page.getByText(/usage\.input_tokens: /).waitFor();
        await demandAccessible(page, 'a call with a wrong field');
        await page.getByLabel('Input tokens', { exact: true }).fill('');
        await page.getByLabel('Images').fill('2');
        await page.getByRole('button', { name: 'Simulate' }).click();
        // Each version is asked by itself.
        await becomes(() => page.getByText(/the call is refused/).count(), 2);
      });
    });

    it('says that no model has the id, or that it has no rate yet', async () => {
      await put('/v1/models/unrated', { name: 'Unrated' });
      await visit('/models/unrated', async ({ page, watch }) => {
        watch.expect(/404/);
        await page.getByText('No rate yet').waitFor();
        await demandAccessible(page, 'a model without a rate');
        await page.goto(page.url().replace('unrated', 'nothing'));
        await page.getByText('No model has the id nothing').waitFor();
        await demandAccessible(page, 'no such model');
      });
    });
  });
}

const short = (text: string): string => text.replace(/0+$/, '');
