import { describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { newKey } from '../../../support/product/app.js';
import type { consolePages } from '../../support/console.js';

const BATCHES = 2;
const PER_BATCH = 1_000;
const MAX_ROWS = 200;
const TALL = { viewport: { width: 1_440, height: 2_400 } };

/** Scrolls by less than a screen until the first event shows; gives all that showed, in order. */
const READ_ALL = `(async () => {
  const seen = new Map();
  let most = 0;
  for (;;) {
    const rows = [...document.querySelectorAll('[data-event]')];
    most = Math.max(most, rows.length);
    for (const { dataset } of rows) seen.set(Number(dataset.index), dataset.event);
    const isEnd = scrollY + innerHeight >= document.documentElement.scrollHeight - 2;
    const isAll = !document.querySelector('[data-waiting]');
    if (isEnd && isAll && document.body.innerText.includes('That is the first event')) break;
    scrollBy(0, innerHeight * 0.8);
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  }
  return { most, seen: [...seen].sort(([one], [other]) => one - other) };
})()`;

/** The story of a busy account, on the product of the console's other stories. */
export function longTimelineStories(pages: ReturnType<typeof consolePages>): void {
  const { visit, get, open, adjust, theProduct } = pages;
  describe('the timeline of an account with thousands of events', () => {
    it('has few rows in the page, and leads to the first event without a gap', async () => {
      const account = await busy();
      const story = async ({ page }: { page: Page }) => {
        await page.locator('[data-event]').first().waitFor();
        const { most, seen } = await page.evaluate<Seen>(READ_ALL);
        expect(most).toBeLessThan(MAX_ROWS);
        expect(seen.length).toBeGreaterThan(BATCHES * PER_BATCH);
        expect(seen.map(([index]) => index)).toEqual(seen.map((_, index) => index));
        expect(seen.map(([, event]) => event)).toEqual(await eventsOf(account));
      };
      await visit(`/accounts/${account}/timeline?usage=each`, story, TALL);
      await visit(`/accounts/${account}/timeline`, folded(account), TALL);
    });
  });

  /** The same with its usage folded: few rows, one of which unfolds to all of its events. */
  const folded =
    (account: string) =>
    async ({ page }: { page: Page }) => {
      const { data } = await get(`/v1/accounts/${account}/timeline?page[size]=100`);
      const { usage } = data.find(({ row }: { row: string }) => row === 'usage');
      await page.getByText('That is the first event').waitFor();
      const fold = page.locator('[data-usage]').first();
      const change = await fold.locator('.change').textContent();
      expect((change ?? '').replace(/,/g, '')).toBe(usage.credits);
      await fold.getByRole('button', { name: /events of usage/ }).click();
      await page.locator('[data-folded]').first().waitFor();
      const { most, seen } = await page.evaluate<Seen>(READ_ALL);
      expect(most).toBeLessThan(MAX_ROWS);
      const ids = await eventsOf(account);
      const unfolded = ids.slice(ids.length - 1 - usage.last_revision).slice(0, usage.events);
      expect(seen.map(([, event]) => event)).toEqual(expect.arrayContaining(unfolded));
      expect(usage.events).toBeGreaterThanOrEqual(PER_BATCH);
    };

  /** An account with thousands of debits of one hour and no model. */
  async function busy(): Promise<string> {
    const account = await open({ name: 'Busy' });
    await adjust(account, '100000');
    for (let batch = 0; batch < BATCHES; batch += 1) {
      const items = Array.from({ length: PER_BATCH }, () => ({
        account_id: account,
        idempotency_key: newKey(),
        credits: '0.5',
      }));
      await theProduct().post('/v1/usage/batch').send({ items }).expect(200);
    }
    return account;
  }

  /** Ids of all events, newest first. */
  async function eventsOf(account: string): Promise<string[]> {
    const ids: string[] = [];
    let after = '';
    for (;;) {
      const { data, meta } = await get(
        `/v1/accounts/${account}/events?page[size]=100${after && `&page[after]=${after}`}`,
      );
      ids.push(...data.map(({ event_id }: { event_id: string }) => event_id));
      if (meta.page.next === null) return ids;
      after = encodeURIComponent(meta.page.next);
    }
  }
}

interface Seen {
  /** Most rows that were in the page at once. */
  readonly most: number;
  readonly seen: [index: number, event: string][];
}
