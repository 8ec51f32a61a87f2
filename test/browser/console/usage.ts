import { beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import type { Page } from 'playwright-core';
import { readFile } from 'node:fs/promises';
import { sumOf } from '../../../admin/lib/amount.js';
import type { Person } from '../../support/product/person.js';
import { becomes, until } from '../../support/product/projections.js';
import { demandAccessible } from '../support/axe.js';
import { settled, type consolePages } from '../support/console.js';

const ZONE = 'Asia/Kolkata';
/** Types both days before anything is drawn, as on a slow machine. */
const BOTH_DAYS = `(() => {
  const { set } = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value');
  const days = ['2026-03-01', '2026-03-31'];
  document.querySelectorAll('input[type=date]').forEach((field, index) => {
    set.call(field, days[index]);
    field.dispatchEvent(new Event('input', { bubbles: true }));
  });
})()`;

/** Stories of the usage explorer, on the product of the console's other stories. */
export function usageStories(pages: ReturnType<typeof consolePages>): void {
  const { visit, get, open, debit, member } = pages;

  describe('the usage explorer', () => {
    let account: string;
    /** Somebody whose role exports usage. */
    let lead: Person;
    beforeAll(async () => {
      lead = (await member('lead')).person;
      account = await open({ name: 'Explored', plan: 'pro' });
      const usage = { input_tokens: 1_234_567, output_tokens: 3 };
      for (const model of ['model-a', 'model-b', 'model-c']) {
        for (const feature of ['chat', 'search']) await debit(account, { model, feature, usage });
      }
      await debit(account, { credits: '0.000001' });
      // Around midnight in Kolkata: other days there than in UTC.
      const today = Date.parse(midnight(dayInKolkata(Date.now())));
      for (const [daysAgo, minutes] of PAST) {
        const occurred_at = new Date(today - daysAgo * DAY_MS + minutes * 60_000).toISOString();
        for (const feature of ['chat', 'search']) {
          await debit(account, { model: 'model-a', feature, usage: FEW, occurred_at });
        }
        await debit(account, { model: 'model-b', usage: FEW, occurred_at });
      }
    });

    it.each(['model', 'model,feature'])(
      'shows credits by %s by day of 30 days in Kolkata as the API and the CSV have them',
      async (by) => {
        await visit(
          `/usage?by=${by}&zone=${ZONE}`,
          async ({ page }) => {
            await settled(page);
            // The address says by then which days these are.
            await page.waitForURL(/from=\d{4}-\d\d-\d\d/);
            const search = new URL(page.url()).searchParams;
            const days = [search.get('from') ?? '', search.get('to') ?? ''] as const;
            expect(Date.parse(days[1]) - Date.parse(days[0])).toBe(29 * 86_400_000);
            const [from, to] = [midnight(days[0]), midnight(days[1], 1)];
            const query = `from=${from}&to=${to}&group_by=${by}&time_zone=${ZONE}&granularity=day`;
            const { data } = await get(`/v1/usage?${query}`);
            const names = by.split(',');
            const expected = data.map((row: Record<string, string | null>) => [
              row['time'],
              ...names.map((name) => row[name]),
              row['credits'],
            ]);
            const used = new Set(expected.map(([time]: readonly string[]) => time));
            expect(used.size).toBeGreaterThanOrEqual(PAST_DAYS + 1);
            await page.getByRole('table', { name: 'By bin' }).waitFor();
            await becomes(() => tableOf(page), expected);
            const written = parse((await csvOf(page)).split('# ')[0] ?? '', { columns: true });
            const csv = written.map((row: unknown) => row as Record<string, string>);
            expect(
              csv.map((row) => [
                row['time'],
                ...names.map((name) => row[name] || null),
                row['credits'],
              ]),
            ).toEqual(expected);
            const total = sumOf(data.map((row: { credits: string }) => row.credits));
            for (const table of ['By bin', 'Totals']) {
              const foot = page.getByRole('table', { name: table }).locator('tfoot td');
              const texts = () => foot.locator('> span:last-child').allInnerTexts();
              const isTotalled = async () => (await texts()).map(plain).includes(total);
              await until(isTotalled, total, texts);
            }
            expect(sumOf(csv.map((row) => row['credits'] ?? ''))).toBe(total);
            // However it is grouped, it adds up to the same.
            const whole = await get(`/v1/usage?${query.replace(/&group_by=[^&]+/, '')}`);
            expect(sumOf(whole.data.map((row: { credits: string }) => row.credits))).toBe(total);
          },
          {},
          lead,
        );
      },
    );

    it('keeps both of two days that are chosen one right after the other', async () => {
      await visit('/usage', async ({ page }) => {
        await settled(page);
        await page.evaluate(BOTH_DAYS);
        await page.waitForURL(/from=2026-03-01&to=2026-03-31/);
        await page.getByRole('combobox', { name: 'Period' }).click();
        await page.getByRole('option', { name: 'Last month' }).click();
        await page.waitForURL((url) => /-01$/.test(url.searchParams.get('from') ?? ''));
      });
    });

    it('says which bin is not complete, and asks again by what is chosen', async () => {
      await visit(`/usage?account=${account}&zone=UTC`, async ({ page }) => {
        await settled(page);
        await page.getByText(/is not complete\.$/).waitFor();
        await page.getByText('(incomplete)').first().waitFor();
        await page.getByLabel('Metric').click();
        await page.getByRole('option', { name: 'Input tokens', exact: true }).click();
        await page.getByLabel('Chart', { exact: true }).click();
        await page.getByRole('option', { name: 'Lines' }).click();
        await page.getByRole('heading', { name: 'Input tokens by day' }).waitFor();
        const total = page.getByRole('table', { name: 'Totals' }).locator('tfoot');
        const tokens = String(6 * 1_234_567 + PAST.length * 3 * FEW.input_tokens);
        const isTotalled = async () => plain(await total.innerText()).includes(tokens);
        await until(isTotalled, tokens, () => total.innerText());
        await demandAccessible(page, 'lines');
        await page.getByLabel('Group by').click();
        await page.getByRole('option', { name: 'Account' }).click();
        await page
          .getByRole('table', { name: 'By bin' })
          .getByRole('link', { name: account })
          .first()
          .waitFor();
        const { searchParams } = new URL(page.url());
        expect(Object.fromEntries(searchParams)).toMatchObject({
          metric: 'input_tokens',
          by: 'account',
          account,
          zone: 'UTC',
          drawn: 'line',
        });
        const zone = page.getByRole('combobox', { name: 'Time zone' });
        await zone.fill('Mars/Base');
        await page.getByText('No time zone has this name').waitFor();
        await zone.fill(ZONE);
        await zone.press('Enter');
        await page.waitForURL(/zone=Asia%2FKolkata/);
        await page.getByText(`In the time zone ${ZONE}`).waitFor();
      });
    });

    it('shows the top groups and the others, beside the period before, and they add up', async () => {
      const today = dayInKolkata(Date.now());
      const search = `account=${account}&zone=${ZONE}&by=model,feature&from=${today}&to=${today}`;
      await visit(`/usage?${search}`, async ({ page }) => {
        await settled(page);
        await page.getByLabel('Groups').click();
        await page.getByRole('option', { name: 'Top 3 and others' }).click();
        await page.getByLabel('Compare with').click();
        await page.getByRole('option', { name: 'Period before' }).click();
        const totals = page.getByRole('table', { name: 'Totals' });
        await totals.getByText('Change').first().waitFor();
        const last = totals.locator('tbody tr').last();
        await last.getByText('Others').first().waitFor();
        await becomes(() => totals.locator('tbody tr').count(), 4);
        const column = async (of: number, part: string) =>
          (
            await totals.locator(`${part} td:nth-child(${of}) > span:last-child`).allInnerTexts()
          ).map(plain);
        for (const [index, from, to] of [
          [3, midnight(today), midnight(today, 1)],
          [5, midnight(today, -1), midnight(today)],
        ] as const) {
          const query = `filter[account]=${account}&from=${from}&to=${to}`;
          const { data } = await get(`/v1/usage?${query}`);
          const used = sumOf(data.map((row: { credits: string }) => row.credits));
          await becomes(() => column(index, 'tfoot'), [used]);
          expect(sumOf(await column(index, 'tbody'))).toBe(used);
        }
        await page.getByText(/Compared with/).waitFor();
        await demandAccessible(page, 'usage that is compared');
      });
    });

    it('tells no usage at all from none that matches', async () => {
      await visit('/usage?from=2020-01-01&to=2020-01-31&zone=UTC', async ({ page }) => {
        await page.getByText('Nothing was used in this time').waitFor();
        await demandAccessible(page, 'no usage');
        await page.getByLabel('Only models').fill('model-z');
        await page.getByText('No usage matches').waitFor();
        await demandAccessible(page, 'no usage matches');
      });
    });

    it('names the permission or the request where it cannot be shown, and tries again', async () => {
      await visit(
        '/accounts',
        async ({ page, watch }) => {
          watch.expect(/403/, /500/);
          await settled(page);
          const usage = '**/v1/usage?**';
          const body = {
            code: 'forbidden',
            detail: 'no',
            status: 403,
            missing_scope: 'usage:read',
          };
          await page.route(usage, (route) => route.fulfill({ status: 403, json: body }));
          await page.getByRole('link', { name: 'Usage' }).click();
          await page.getByText('usage:read').waitFor();
          await demandAccessible(page, 'forbidden usage');
          await page.unroute(usage);
          const broken = {
            code: 'internal_error',
            detail: 'broke',
            request_id: 'req_3',
            status: 500,
          };
          await page.route(usage, (route) => route.fulfill({ status: 500, json: broken }));
          await page.reload();
          await page.getByText('Request req_3').waitFor();
          await page.getByRole('button', { name: 'Download CSV' }).click();
          await page.getByText('The CSV could not be loaded').waitFor();
          await demandAccessible(page, 'usage that failed');
          await page.unroute(usage);
          await page.getByRole('button', { name: 'Try again' }).click();
          await page.getByRole('table', { name: 'By bin' }).waitFor();
        },
        {},
        lead,
      );
    });

    it('offers the CSV of all accounts to those whose role exports it, of one to support', async () => {
      await visit('/usage', async ({ page }) => {
        await settled(page);
        await page.getByRole('table', { name: 'By bin' }).waitFor();
        const button = page.getByRole('button', { name: 'Download CSV' });
        expect(await button.count()).toBe(0);
        await page.getByLabel('Only accounts').fill(account);
        await button.waitFor();
        expect(await csvOf(page)).toMatch(/# complete, \d+ rows, position \d+\r\n$/);
      });
    });
  });
}

/** Days before today, and minutes around the midnight with which they begin in Kolkata. */
const PAST = [
  [1, -2],
  [1, 2],
  [7, 2],
  [28, 600],
] as const;
/** Different days among them. */
const PAST_DAYS = 4;
const FEW = { input_tokens: 1_001, output_tokens: 7 };
const DAY_MS = 86_400_000;

const dayInKolkata = (at: number): string =>
  new Date(at + 5.5 * 3_600_000).toISOString().slice(0, 10);

/** The midnight in Kolkata with which a day begins, so many days later. */
const midnight = (day: string, daysLater = 0): string =>
  new Date(Date.parse(`${day}T00:00:00+05:30`) + daysLater * 86_400_000).toISOString();

const plain = (text: string): string => text.replace(/[+,\s]/g, '');

/** The rows of the table as the API would say them: instant, names, amount. */
async function tableOf(page: Page): Promise<(string | null)[][]> {
  const rows = await page.getByRole('table', { name: 'By bin' }).locator('tbody tr').all();
  return Promise.all(
    rows.map(async (row) => {
      const time = await row.locator('time').getAttribute('datetime');
      const texts = await row.locator('td > span:last-child').allInnerTexts();
      const [amount = ''] = texts.slice(-1);
      const names = texts.slice(1, -1).map((name) => (name === 'None' ? null : name));
      // A model stands there by its name, and has its id.
      const ids = new Map<string, string | null>();
      for (const model of await row.locator('[data-id]').all()) {
        ids.set(await model.innerText(), await model.getAttribute('data-id'));
      }
      return [time, ...names.map((name) => (name && ids.get(name)) ?? name), plain(amount)];
    }),
  );
}

/** What the button saves. */
async function csvOf(page: Page): Promise<string> {
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download CSV' }).click();
  const download = await saved;
  expect(download.suggestedFilename()).toMatch(/^usage .*\.csv$/);
  return readFile(await download.path(), 'utf8');
}
