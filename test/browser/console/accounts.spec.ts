import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { sumOf } from '../../../admin/lib/amount.js';
import { becomes } from '../../support/product/projections.js';
import { eventually } from '../../support/product/receiver.js';
import { demandAccessible, demandNoSidewaysScroll } from '../support/axe.js';
import { consolePages, figure, rowOf, settled } from '../support/console.js';
import { asOfStories } from './account/as-of.js';
import { explainStories } from './account/explain.js';
import { freshnessStories } from './account/freshness.js';
import { focusOn } from '../support/keyboard.js';
import { fitsEverybody } from './fits-everybody.js';
import { keyStories } from './keys.js';
import { longTimelineStories } from './account/long-timeline.js';
import { priceModels } from './models.js';
import { searchStories } from './search.js';
import { timelineStories } from './account/timeline.js';

const pages = consolePages();
const { visit, get, open, post, debit, adjust, hold } = pages;

/** An account to which everything happened that an account page shows. */
const LIVELY = 'lively';

beforeAll(async () => {
  await priceModels(pages);
  await open({ account_id: LIVELY, name: 'Lively Labs', plan: 'pro' });
  await adjust(LIVELY, '120.500001', { reason_code: 'service_outage', ticket: 'T-1' });
  const usage = { input_tokens: 123_457, output_tokens: 1_000 };
  const debited = await debit(LIVELY, { model: 'model-a', usage });
  await debit(LIVELY, { model: 'model-b', usage });
  await debit(LIVELY, { model: 'model-c', usage });
  await post(`/v1/accounts/${LIVELY}/debits/${debited.debit_id}/refunds`, {
    credits: '0.5',
    reason_code: 'model_quality',
    note: 'It was wrong',
  });
  // Kept for as long as the stories take on a busy machine.
  await hold(LIVELY, { credits: '7.25', expires_in_s: 3_600 });
  const expires_at = new Date(Date.now() + 5_000).toISOString();
  await adjust(LIVELY, '3.000002', { expires_at });
  await pages.pass(10);
  await post(`/v1/accounts/${LIVELY}/suspend`, { reason_code: 'other', note: 'Asked for' }, 200);
  for (let n = 1; n <= 40; n += 1) await open({ account_id: `many-${n}`, name: `Many ${n}` });
});

const decimal = (text: string | null): string => (text ?? '').replace(/[+,\s]/g, '');

describe('the list of accounts', () => {
  it('leads to an account by a link, and back to where it was', async () => {
    await visit('/accounts', async ({ page }) => {
      await page.getByRole('heading', { level: 1, name: 'Accounts' }).waitFor();
      await becomes(() => page.title(), 'Accounts · Scrip');
      await page.getByRole('button', { name: 'Next' }).click();
      await page.getByRole('link', { name: 'Lively Labs' }).click();
      await focusOn(page, page.getByRole('heading', { level: 1, name: 'Lively Labs' }));
      await page.goBack();
      await page.getByText('Page 2').waitFor();
    });
  });

  it('is narrowed by what its address says, and says when nothing fits', async () => {
    const filter = encodeURIComponent(JSON.stringify({ status: 'suspended' }));
    await visit(`/accounts?filter=${filter}`, async ({ page }) => {
      await page.getByRole('link', { name: 'Lively Labs' }).waitFor();
      expect(await page.getByRole('link', { name: /^Many/ }).count()).toBe(0);
      await page.getByLabel('Status').click();
      await page.getByRole('option', { name: 'Closed' }).click();
      await page.getByText('No account matches').waitFor();
      await demandAccessible(page, 'no account matches');
      await page.getByRole('button', { name: 'Clear filters' }).first().click();
      await page.getByRole('link', { name: 'Many 40' }).waitFor();
      expect(new URL(page.url()).searchParams.get('filter')).toBe('{}');
    });
  });

  it('is narrowed by level and by the day of opening', async () => {
    const { position } = await debit('many-5', { credits: '100' });
    await get(`/v1/accounts?page[size]=1&min_position=${position}`);
    const filter = encodeURIComponent(JSON.stringify({ level: 'empty' }));
    await visit(`/accounts?filter=${filter}`, async ({ page }) => {
      await page.getByRole('link', { name: 'Many 5', exact: true }).waitFor();
      expect(await page.getByRole('link', { name: /^Many/ }).count()).toBe(1);
      const topOf = async (label: string) => (await page.getByLabel(label).boundingBox())?.y;
      expect(await topOf('Opened before')).toBe(await topOf('Opened from'));
      expect(await topOf('Opened before')).toBe(await topOf('E-mail begins with'));
      // By the keyboard: a year comes digit by digit, and has four.
      await page.getByLabel('Opened before').focus();
      await page.keyboard.type('01312020');
      await page.getByText('No account matches').waitFor();
      const asked = JSON.parse(new URL(page.url()).searchParams.get('filter') ?? '');
      expect(asked).toEqual({ level: 'empty', opened_to: '2020-01-31T00:00:00.000Z' });
    });
  });

  it('is put oldest first by the heading of its last column, and says so', async () => {
    await visit('/accounts', async ({ page }) => {
      const heading = page.getByRole('columnheader', { name: 'Opened' });
      await page.getByRole('link', { name: 'Many 40' }).waitFor();
      expect(await heading.getAttribute('aria-sort')).toBe('descending');
      await heading.getByRole('button').click();
      await page.getByRole('link', { name: 'Lively Labs' }).waitFor();
      expect(await heading.getAttribute('aria-sort')).toBe('ascending');
      expect(await page.getByRole('link', { name: 'Many 40' }).count()).toBe(0);
      expect(new URL(page.url()).searchParams.get('order')).toBe('ASC');
    });
  });

  it('names the permission that is missing, and stays where it is', async () => {
    await visit('/accounts', async ({ page, watch }) => {
      watch.expect(/403/);
      await settled(page);
      const body = { code: 'forbidden', detail: 'no', status: 403, missing_scope: 'accounts:read' };
      await page.route('**/v1/accounts?**', (route) => route.fulfill({ status: 403, json: body }));
      await page.reload();
      await page.getByText('You may not see this').waitFor();
      await page.getByText('accounts:read').waitFor();
      expect(new URL(page.url()).pathname).toBe('/console/accounts');
      await demandAccessible(page, 'forbidden');
    });
  });
});

searchStories(pages);
keyStories(pages);
longTimelineStories(pages);
explainStories(pages, LIVELY);
timelineStories(pages);
freshnessStories(pages, LIVELY);

describe('the page of an account', () => {
  it('shows lots that add up to the balance, as the API has it', async () => {
    const balance = await get(`/v1/accounts/${LIVELY}/balance`);
    await visit(`/accounts/${LIVELY}`, async ({ page }) => {
      await page.getByText('The lots add up to the balance, to the last digit.').waitFor();
      const shown = async (name: string) => decimal(await figure(page, name).textContent());
      await becomes(() => shown('available'), balance.available);
      await becomes(() => shown('held'), '7.25');
      const { data: lots } = await get(`/v1/accounts/${LIVELY}/lots`);
      await becomes(
        () => page.locator('tbody code').allTextContents(),
        lots.map(({ lot_id }: { lot_id: string }) => lot_id),
      );
    });
  });

  it('says in red which figure does not add up', async () => {
    await visit(`/accounts/${LIVELY}/plan`, async ({ page }) => {
      await page.route('**/lots?**', async (route) => {
        const answer = await route.fetch();
        const { data, ...rest } = await answer.json();
        await route.fulfill({ response: answer, json: { data: data.slice(1), ...rest } });
      });
      await page.getByRole('link', { name: 'Balance' }).click();
      const said = page.getByRole('alert').getByText(/do not add up to the balance: Available is/);
      await said.waitFor();
      await demandAccessible(page, 'lots that differ');
    });
  });

  it('moves by itself when the customer’s product spends', async () => {
    const account = await open({ name: 'Moving' });
    await visit(`/accounts/${account}`, async ({ page }) => {
      await page.getByText('Live', { exact: true }).waitFor();
      await figure(page, 'available').getByText('100').waitFor();
      await debit(account, { credits: '0.000001' });
      await figure(page, 'available').getByText('99.999999').waitFor();
      await rowOf(page, 'Plan').getByText('99.999999').waitFor();
      // Beside the lots, the balance is also read again where they differ: not here.
      await page.getByRole('link', { name: 'Notes' }).click();
      await debit(account, { credits: '0.000001' });
      await figure(page, 'available').getByText('99.999998').waitFor();
    });
  });

  it('tells everything that happened, and opens an event by its address', async () => {
    const { data: events } = await get(`/v1/accounts/${LIVELY}/events`);
    await visit(`/accounts/${LIVELY}/timeline`, async ({ page }) => {
      const rows = page.locator('[data-event]');
      await rows.first().waitFor();
      await becomes(
        () =>
          page.evaluate<string[]>(
            `[...document.querySelectorAll('[data-event]')].map((row) => row.dataset.event)`,
          ),
        events.map(({ event_id }: { event_id: string }) => event_id),
      );
      const [adjusted] = events.filter(({ ticket }: { ticket: string | null }) => ticket === 'T-1');
      const row = page.locator(`[data-event="${adjusted.event_id}"]`);
      await row.getByRole('link', { name: 'Adjusted' }).click();
      const drawer = page.getByRole('dialog');
      await drawer.getByText('Service outage').waitFor();
      await drawer.getByText('T-1', { exact: true }).waitFor();
      await demandAccessible(page, 'an event');
      const { href } = new URL(page.url());
      await page.goto('about:blank');
      await page.goto(href);
      await drawer.getByText('T-1', { exact: true }).waitFor();
      await page.keyboard.press('Escape');
      await drawer.waitFor({ state: 'detached' });
    });
  });

  it('adds up usage by day and model as the API does', async () => {
    const { data } = await get(
      `/v1/usage?filter[account]=${LIVELY}&granularity=day&group_by=model`,
    );
    await visit(`/accounts/${LIVELY}/usage`, async ({ page }) => {
      const total = page.locator('tfoot td:nth-child(3) > span:last-child');
      await total.waitFor();
      const credits = data.map((row: { credits: string }) => row.credits);
      await becomes(async () => decimal(await total.textContent()), sumOf(credits));
    });
  });

  it('keeps a note with its ticket, and who wrote it', async () => {
    await visit('/accounts/many-9/notes', async ({ page }) => {
      await page.getByText('No notes yet').waitFor();
      await page.getByLabel('New note').fill('Called back, <b>happy</b>');
      await page.getByLabel('Ticket').fill('T-77');
      // Twice: notes are never taken away again.
      await page.getByRole('button', { name: 'Add note' }).dblclick();
      await page.getByText('Called back, <b>happy</b>').waitFor();
      const { data } = await get('/v1/accounts/many-9/notes');
      expect(data).toMatchObject([{ text: 'Called back, <b>happy</b>', ticket: 'T-77' }]);
      await page.locator(`[data-actor="${data[0].created_by}"]`).getByText('Ada').waitFor();
      await becomes(() => page.getByLabel('New note').inputValue(), '');
    });
  });

  it('says that no account has the id', async () => {
    await visit('/accounts/nobody', async ({ page, watch }) => {
      watch.expect(/404/);
      await page.getByText('No account has the id nobody').waitFor();
      await demandAccessible(page, 'no such account');
    });
  });

  it('goes on where one part fails, names the request, and tries again', async () => {
    await visit(`/accounts/${LIVELY}/holds`, async ({ page, watch }) => {
      watch.expect(/500/);
      await page.getByText('7.25').first().waitFor();
      const body = { code: 'internal_error', detail: 'it broke', request_id: 'req_1', status: 500 };
      await page.route('**/lots?**', (route) => route.fulfill({ status: 500, json: body }));
      await page.getByRole('link', { name: 'Balance' }).click();
      await page.getByText('Request req_1').waitFor();
      await demandAccessible(page, 'a part that failed');
      expect(await figure(page, 'held').textContent()).toBe('7.25');
      await page.unroute('**/lots?**');
      await page.getByRole('button', { name: 'Try again' }).click();
      await page.getByText('The lots add up to the balance, to the last digit.').waitFor();
    });
  });
});

fitsEverybody(pages, [
  '/accounts',
  `/accounts/${LIVELY}`,
  ...['explain', 'timeline', 'usage', 'plan', 'holds', 'members', 'notes', 'profile', 'raw'].map(
    (tab) => `/accounts/${LIVELY}/${tab}`,
  ),
]);

it('has the list of accounts fit a screen of 1024 px', async () => {
  const story = async ({ page }: { page: Page }) => {
    await settled(page);
    await demandNoSidewaysScroll(page);
    const beyond = await page.evaluate(`(() => {
      const { scrollWidth, clientWidth } = document.querySelector('[role=region]:has(> table)');
      return scrollWidth - clientWidth;
    })()`);
    expect(beyond).toBe(0);
  };
  await visit('/accounts', story, { viewport: { width: 1024, height: 800 } });
});

it('shows which part of an account is open, and only totals that there are, at 375 px', async () => {
  const story = async ({ page }: { page: Page }) => {
    await page.getByText('The lots add up to the balance, to the last digit.').waitFor();
    expect(await page.locator('tfoot td:visible').allTextContents()).toHaveLength(3);
    for (const name of ['Raw', 'Notes']) {
      await page.getByRole('link', { name, exact: true }).click();
      await page.waitForURL(`**/${name.toLowerCase()}`);
      await page.reload();
      const isInSight = `(() => {
        const open = document.querySelector('nav[aria-label^=Parts] [aria-current]');
        const { left, right } = open?.getBoundingClientRect() ?? {};
        return left >= 0 && right <= innerWidth;
      })()`;
      await eventually('it is in sight', async () => (await page.evaluate(isInSight)) || undefined);
    }
  };
  await visit(`/accounts/${LIVELY}`, story, { viewport: { width: 375, height: 800 } });
});

// Last: they move the clock, and what expires by then is gone.
asOfStories(pages);
