import { describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { sumOf } from '../../../../admin/lib/amount.js';
import { demandAccessible, demandNoSidewaysScroll } from '../../support/axe.js';
import type { consolePages } from '../../support/console.js';

/** Stories of the timeline of an account. */
export function timelineStories(pages: ReturnType<typeof consolePages>): void {
  const { visit, get, open, debit, adjust, member } = pages;

  /** An account that used two models in turn, and was given credits between. */
  const used = async () => {
    const account = await open({ name: 'Two models' });
    for (let n = 1; n <= 3; n += 1) {
      await debit(account, { model: 'model-a', usage: { input_tokens: 100_001 } });
      await debit(account, { model: 'model-b', usage: { input_tokens: 100_000 } });
    }
    await adjust(account, '5');
    return account;
  };

  describe('the timeline of an account', () => {
    it('folds usage by hour and model as the API does, and unfolds to the events', async () => {
      const account = await used();
      const { data } = await get(`/v1/accounts/${account}/timeline`);
      const { usage } = data.find(
        (row: { usage?: { model: string } }) => row.usage?.model === 'model-a',
      );
      const { data: events } = await get(usage.events_url);
      await visit(`/accounts/${account}/timeline`, async ({ page }) => {
        const folds = page.locator('[data-usage]');
        await folds.nth(1).waitFor();
        expect(await folds.count()).toBe(2);
        const fold = folds.filter({ hasText: 'model-a' });
        await fold.getByText('-3.00003').waitFor();
        await demandAccessible(page, 'folded usage');
        await fold.getByRole('button', { name: '3 events of usage' }).click();
        await page.locator('[data-folded]').nth(2).waitFor();
        const ids = await page.evaluate(
          `[...document.querySelectorAll('[data-folded]')].map((row) => row.dataset.event)`,
        );
        expect(ids).toEqual(events.map(({ event_id }: { event_id: string }) => event_id));
        await demandAccessible(page, 'unfolded usage');
        await page.getByLabel('Fold usage').click();
        await page.waitForURL(/usage=each/);
        await page.locator('[data-usage]').first().waitFor({ state: 'detached' });
        expect(new URL(page.url()).searchParams.get('usage')).toBe('each');
      });
    });

    it('is narrowed by type', async () => {
      const account = await used();
      await visit(`/accounts/${account}/timeline?type=CreditsAdjusted`, async ({ page }) => {
        await page.getByRole('link', { name: 'Adjusted' }).waitFor();
        expect(await page.locator('[data-event], [data-usage]').count()).toBe(1);
        await page.getByLabel('Type').click();
        await page.getByRole('option', { name: 'Account closed' }).click();
        await page.getByText('No event is of this type').waitFor();
      });
    });

    it('cuts nothing off at 1024 px', async () => {
      const account = await used();
      const { person } = await member('lead');
      person.headers = { ...person.headers, 'idempotency-key': `suspended-${account}` };
      const why = { reason_code: 'sales_promise', note: 'as agreed' };
      const { body } = await person.post(`/v1/accounts/${account}/suspend/preview`, why);
      const sent = { ...why, preview_hash: body.preview_hash };
      expect((await person.post(`/v1/accounts/${account}/suspend`, sent)).status).toBe(200);
      const story = async ({ page }: { page: Page }) => {
        await page.locator('[data-event]').nth(2).waitFor();
        const cut = `[...document.querySelectorAll('[data-event] > *')]
          .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth + 1)
          .map(({ className, innerText }) => className + ': ' + innerText)`;
        expect(await page.evaluate(cut)).toEqual([]);
        await demandNoSidewaysScroll(page);
      };
      const path = `/accounts/${account}/timeline?usage=each`;
      // Where it is ten o'clock now: no time is written longer.
      const timezoneId = `Etc/GMT+${(new Date().getUTCHours() + 2) % 12}`;
      await visit(path, story, { viewport: { width: 1024, height: 800 }, timezoneId });
    });

    it('says how many events are new while it is live, and shows them when it is asked to', async () => {
      const account = await open({ name: 'Busy by the minute' });
      await visit(`/accounts/${account}/timeline`, async ({ page }) => {
        await page.getByText('Live', { exact: true }).waitFor();
        await page.locator('[data-event]').nth(1).waitFor();
        for (let n = 1; n <= 3; n += 1) await debit(account, { credits: '0.5' });
        const pill = page.getByRole('button', { name: 'Show 3 new' });
        await pill.waitFor();
        expect(await page.locator('[data-usage]').count()).toBe(0);
        await demandAccessible(page, 'new events');
        await pill.click();
        await page.locator('[data-usage]').getByText('3 events of usage').waitFor();
        await pill.waitFor({ state: 'detached' });
      });
    });
  });

  describe('the usage of an account on a phone', () => {
    it('names what was used only, on a dozen cards until all are asked for, and totals all', async () => {
      const account = await open({ name: 'Daily', plan: 'pro' });
      const days = 14;
      let position = '';
      for (let day = 1; day <= days; day += 1) {
        const occurred_at = new Date(Date.now() - day * 86_400_000).toISOString();
        const used = { model: 'model-a', usage: { input_tokens: 100_000 }, occurred_at };
        ({ position } = await debit(account, used));
      }
      const from = new Date(Date.now() - 30 * 86_400_000).toISOString();
      const query = `filter[account]=${account}&from=${from}&granularity=day&group_by=model`;
      const { data } = await get(`/v1/usage?${query}&min_position=${position}`);
      expect(data).toHaveLength(days);
      const story = async ({ page }: { page: Page }) => {
        const cards = page.locator('tbody tr');
        await cards.nth(11).waitFor();
        expect(await cards.count()).toBe(12);
        const card = await cards.first().innerText();
        expect(card).toContain('Input tokens');
        expect(card).not.toContain('Images');
        expect(card).not.toContain('Refunded');
        const total = sumOf(data.map((row: { credits: string }) => row.credits));
        const sums = await page.locator('tfoot td > span:last-child').allInnerTexts();
        expect(sums[2]).toBe(total);
        await page.getByRole('button', { name: `Show all ${days} rows` }).click();
        await cards.nth(days - 1).waitFor();
        await demandAccessible(page, 'all cards of usage');
        await demandNoSidewaysScroll(page);
        // At 1024 px the table is wider than its place, but what it cost is in sight.
        await page.setViewportSize({ width: 1024, height: 800 });
        const box = await page.getByRole('columnheader', { name: 'Credits' }).boundingBox();
        expect((box?.x ?? Infinity) + (box?.width ?? 0)).toBeLessThan(1_000);
      };
      await visit(`/accounts/${account}/usage?days=30`, story, {
        viewport: { width: 375, height: 800 },
      });
    });
  });
}
