import { describe, expect, it } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { becomes } from '../../../support/product/projections.js';
import { demandAccessible, demandNoSidewaysScroll } from '../../support/axe.js';
import { figure, settled, type consolePages } from '../../support/console.js';

const KOLKATA = 'Asia/Kolkata';
const MINUTE_MS = 60_000;
const KOLKATA_AHEAD_MS = 330 * MINUTE_MS;

/** Goes four events back, each time before the page may have drawn the one before. */
const BACK_AT_ONCE = `(async () => {
  const back = [...document.querySelectorAll('button')].find(({ innerText }) =>
    innerText === 'Event back');
  for (let times = 0; times < 4; times += 1) {
    const before = location.search;
    back.click();
    for (let waits = 0; waits < 2_000; waits += 1) {
      if (location.search !== before && !back.disabled) break;
      await new Promise((soon) => setTimeout(soon));
    }
  }
})()`;

/** The last second of the month there. */
function endOfMonth(now: number): number {
  const local = new Date(now + KOLKATA_AHEAD_MS + 15 * MINUTE_MS);
  return Date.UTC(local.getUTCFullYear(), local.getUTCMonth() + 1) - 1_000 - KOLKATA_AHEAD_MS;
}

const partsOf = (page: Page) => page.getByRole('navigation', { name: 'Parts of the account' });

/** A figure of the header, as the API writes it. */
const shown = async (page: Page, name: string): Promise<string> =>
  ((await figure(page, name).textContent()) ?? '').replace(/[+,\s]/g, '');

/** Stories of looking at an account as of a moment of the past, on the console's product. */
export function asOfStories(pages: ReturnType<typeof consolePages>): void {
  const { visit, get, post, open, adjust, debit, hold, member, theProduct } = pages;

  /** An account of five or six events after its opening, and their rows, newest first. */
  const lived = async (status: 'open' | 'suspended' = 'suspended') => {
    const account = await open({ name: 'Remembered', time_zone: KOLKATA });
    await adjust(account, '50', { ticket: 'ZD-61' });
    await debit(account, { credits: '12.000001' });
    await hold(account, { credits: '7.25', expires_in_s: 3_600 });
    await adjust(account, '5', { ticket: 'ZD-62' });
    await debit(account, { credits: '3' });
    if (status === 'suspended') {
      await post(`/v1/accounts/${account}/suspend`, { reason_code: 'other', note: 'asked' }, 200);
    }
    const { data } = await get(`/v1/accounts/${account}/events`);
    return { account, events: data as { event_id: string; position: string }[] };
  };

  /** Compares lots, balance and timeline with what the API answers to a query. */
  const demandEqual = async (page: Page, account: string, query: string) => {
    const balance = await get(`/v1/accounts/${account}/balance?${query}`);
    await page.getByRole('link', { name: 'Balance' }).click();
    await page.getByText('The lots add up to the balance, to the last digit.').waitFor();
    await becomes(() => shown(page, 'available'), balance.available);
    await becomes(() => shown(page, 'held'), balance.held);
    const { data: lots } = await get(`/v1/accounts/${account}/lots?${query}`);
    await becomes(
      () => page.locator('tbody code').allTextContents(),
      lots.map(({ lot_id }: { lot_id: string }) => lot_id),
    );
    await page.getByRole('link', { name: 'Timeline' }).click();
    await page.getByLabel('Fold usage').click();
    await page.waitForURL(/usage=each/);
    const { data: events } = await get(`/v1/accounts/${account}/events?${query}`);
    // Rows of the folded list may be there still.
    await becomes(
      () =>
        page.evaluate<string[]>(
          `[...document.querySelectorAll('[data-event]')].map((row) => row.dataset.event)`,
        ),
      events.map(({ event_id }: { event_id: string }) => event_id),
    );
  };

  const demandDisabled = async (button: Locator) => {
    const page = button.page();
    await becomes(() => button.isDisabled(), true);
    const said = page.getByRole('tooltip');
    // The one of another button goes first.
    await page.mouse.move(0, 0);
    await said.first().waitFor({ state: 'detached' });
    await button.locator('xpath=..').hover();
    await said.getByText('Nothing can be done in the past').waitFor();
  };

  describe('an account as of a moment of the past', () => {
    it('four events back is as the API has it, read only, and opens the same from its link', async () => {
      const { account, events } = await lived();
      const query = `known_at=${events[4]?.position}`;
      const { person } = await member('lead');
      const story = async ({ page }: { page: Page }) => {
        await settled(page);
        await page.getByText('Live', { exact: true }).waitFor();
        await page.getByRole('button', { name: 'As of' }).click();
        await page.getByRole('button', { name: 'Event back' }).waitFor();
        await page.evaluate(BACK_AT_ONCE);
        expect(new URL(page.url()).searchParams.get('known_at')).toBe(events[4]?.position);
        await demandEqual(page, account, query);
        await page.getByText('Read only: the account as it had been recorded by').waitFor();
        // It was suspended later.
        await page.locator('main header').getByText('Open', { exact: true }).waitFor();
        await demandDisabled(page.getByRole('button', { name: 'Issue or deduct' }));
        const more = page.getByRole('button', { name: 'More actions' });
        await becomes(() => more.isDisabled(), true);
        await page.keyboard.press('i');
        await demandAccessible(page, 'the past');
        await page.getByRole('link', { name: 'Holds' }).click();
        await page.getByText('No open holds').waitFor();
        await page.getByRole('link', { name: 'Explain' }).click();
        await page.getByText('The lines add up to the balance, to the last digit.').waitFor();
        const { href } = new URL(page.url());
        expect(href).toContain(query);
        await page.goto('about:blank');
        await page.goto(href);
        await demandEqual(page, account, query);
        await page.getByRole('button', { name: 'Event on' }).click();
        await page.waitForURL(`**known_at=${events[3]?.position}*`);
        await page.getByRole('button', { name: 'Back to now', exact: true }).click();
        await page.getByText('Live', { exact: true }).waitFor();
        expect(new URL(page.url()).searchParams.get('known_at')).toBeNull();
      };
      await visit(`/accounts/${account}`, story, {}, person);
    });

    it('at the last second of a month of its zone is as the API has it, and nothing can be done', async () => {
      const lastSecond = endOfMonth(theProduct().harness.clock.now());
      const passTo = (ms: number) =>
        pages.pass(Math.ceil((ms - theProduct().harness.clock.now()) / 1_000));
      await passTo(lastSecond - 10 * MINUTE_MS);
      const { account } = await lived('open');
      // Still the same day by UTC.
      await passTo(lastSecond + 10 * MINUTE_MS);
      await adjust(account, '1');
      const at = new Date(lastSecond).toISOString();
      const day = new Intl.DateTimeFormat('en-CA', { timeZone: KOLKATA }).format(lastSecond);
      const { person } = await member('lead');
      const story = async ({ page }: { page: Page }) => {
        await settled(page);
        await page.getByRole('button', { name: 'As of' }).click();
        await page.getByLabel(/^Moment.*\(Asia\/Kolkata\)/).fill(`${day}T23:59:59`);
        await page.getByRole('button', { name: 'Show' }).click();
        await page.waitForURL(`**known_at=${encodeURIComponent(at)}*`);
        await demandEqual(page, account, `known_at=${at}`);
        await demandDisabled(page.getByRole('button', { name: /^Refund this debit/ }).first());
        await page.locator('[data-event]').getByRole('link', { name: 'Adjusted' }).first().click();
        const drawer = page.getByRole('dialog');
        await demandDisabled(drawer.getByRole('button', { name: 'Counter this' }));
        await page.keyboard.press('Escape');
        await drawer.waitFor({ state: 'detached' });
        await demandDisabled(page.getByRole('button', { name: 'Issue or deduct' }));
        await demandDisabled(page.getByRole('button', { name: 'More actions' }));
        for (const [tab, action] of [
          ['Plan', 'Change plan'],
          ['Holds', 'Release'],
        ] as const) {
          await partsOf(page).getByRole('link', { name: tab }).click();
          await demandDisabled(page.locator('main').getByRole('button', { name: action }));
        }
        for (const key of ['i', 'r']) await page.keyboard.press(key);
        expect(await page.getByRole('dialog').count()).toBe(0);
        const { href } = new URL(page.url());
        await visit(
          href.replace(/^.*\/console/, ''),
          async (fresh) => {
            await settled(fresh.page);
            await demandEqual(fresh.page, account, `known_at=${at}`);
            await demandDisabled(fresh.page.getByRole('button', { name: 'Issue or deduct' }));
          },
          {},
          person,
        );
      };
      await visit(`/accounts/${account}?zone=account`, story, {}, person);
    });

    it('says of each part what clock it knows, and changes to it', async () => {
      const { account } = await lived();
      const at = new Date(theProduct().harness.clock.now()).toISOString();
      await visit(`/accounts/${account}?known_at=${at}`, async ({ page }) => {
        await settled(page);
        await partsOf(page).getByRole('link', { name: 'Usage' }).click();
        await page.getByText('This is known by the effective clock only').waitFor();
        await page.getByRole('button', { name: 'Show by effective time' }).click();
        await page.waitForURL(`**as_of=${encodeURIComponent(at)}*`);
        await page.getByText('Nothing was used').or(page.locator('tfoot')).first().waitFor();
        const { available } = await get(`/v1/accounts/${account}/balance?as_of=${at}`);
        await becomes(() => shown(page, 'available'), available);
        await page.getByRole('link', { name: 'Explain' }).click();
        await page.getByText('The lines add up to the balance, to the last digit.').waitFor();
        await page.getByRole('link', { name: 'Balance' }).click();
        await page.getByText('This is known by the recorded clock only').waitFor();
        await demandAccessible(page, 'the other clock');
        await page.setViewportSize({ width: 375, height: 800 });
        await demandNoSidewaysScroll(page);
      });
    });
  });
}
