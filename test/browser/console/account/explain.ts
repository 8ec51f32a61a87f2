import { describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { sumOf } from '../../../../admin/lib/amount.js';
import { demandAccessible } from '../../support/axe.js';
import { figure, type consolePages } from '../../support/console.js';

const decimal = (text: string | null): string => (text ?? '').replace(/[+,\s]/g, '');
const AGREES = 'The lines add up to the balance, to the last digit.';

/** Kinds of lines: credits given, used, kept back, given back, and gone. */
const EVERYTHING = ['plan_grant', 'adjustment', 'debit', 'hold', 'refund', 'lot_expired'];

/** Notes what a page copies: a headless browser has no clipboard to read. */
const NOTE_COPIED = `Object.defineProperty(navigator, 'clipboard', {
  value: { writeText: (text) => { window.copied = text; return Promise.resolve(); } },
})`;

/**
 * Stories of the explanation of a balance, on an account to which everything happened, with debits
 * by three models.
 */
export function explainStories(pages: ReturnType<typeof consolePages>, lively: string): void {
  const { visit, get, theProduct } = pages;
  const path = `/v1/accounts/${lively}/explain?group_by=model`;

  describe('the explanation of a balance', () => {
    it('opens at a key: lines by kind and model sum to the header, to the sixth decimal', async () => {
      const explained = await get(path);
      const ofLines = (name: 'kind' | 'model') =>
        new Set(explained.lines.map((line: Record<string, string | null>) => line[name]));
      expect([...ofLines('kind')]).toEqual(expect.arrayContaining(EVERYTHING));
      expect(ofLines('model').size).toBe(4);
      expect(explained.closing.available).toMatch(/\.\d{6}$/);
      await visit(`/accounts/${lively}`, async ({ page }) => {
        await figure(page, 'available').waitFor();
        await page.keyboard.press('e');
        await page.getByText(AGREES).waitFor();
        const lines = await changesOn(page);
        expect(lines).toEqual(
          explained.lines.map(({ deltas }: { deltas: { available: string } }) => deltas.available),
        );
        const header = decimal(await figure(page, 'available').textContent());
        expect(sumOf(lines)).toBe(header);
        expect(explained.closing.available).toBe(header);
      });
    });

    it('opens a line to its entries, and usage to its arithmetic as the API has it', async () => {
      await visit(`/accounts/${lively}/explain`, async ({ page }) => {
        await page.getByRole('button', { name: 'Show the entries of Debit · model-b' }).click();
        const entry = page.locator('li[data-debit]');
        await entry.waitFor();
        const debitId = await entry.getAttribute('data-debit');
        const { price } = await get(`/v1/accounts/${lively}/debits/${debitId}`);
        await page.getByRole('button', { name: `Arithmetic of ${debitId}` }).click();
        const rows = page.locator(`[data-priced=${debitId}] tbody tr`);
        await rows.first().waitFor();
        const shown = await rows.locator('td:last-child > span:last-child').allTextContents();
        const steps = price.lines.map(({ credits }: { credits: string }) => credits);
        expect(shown).toEqual([...steps, price.sum, price.credits]);
        await demandAccessible(page, 'the arithmetic of a debit');
      });
    });

    it('is copied as a text whose sum is the balance of the API', async () => {
      const { closing } = await get(path);
      await visit(`/accounts/${lively}`, async ({ page }) => {
        await figure(page, 'available').waitFor();
        await page.evaluate(NOTE_COPIED);
        await page.keyboard.press('e');
        await page.getByText(AGREES).waitFor();
        await page.getByRole('button', { name: 'Copy as text' }).click();
        await page.getByText('Copied').waitFor();
        const [, ...rows] = (await page.evaluate<string>('window.copied')).split('\n');
        const amounts = rows.map((row) => decimal(row.slice(row.lastIndexOf(':') + 1)));
        expect(rows).toContainEqual(expect.stringMatching(/^Debit · model-c \(1\): -/));
        expect(amounts.at(-1)).toBe(closing.available);
        expect(sumOf(amounts.slice(0, -1))).toBe(closing.available);
      });
    });

    it('is computed anew from the events, and says in which figure a table differs', async () => {
      await visit(`/accounts/${lively}/explain`, async ({ page }) => {
        const recompute = page.getByRole('button', { name: 'Recompute from events' });
        await recompute.click();
        const outcome = page.locator('[data-outcome]');
        await outcome.getByText(/credits are available, as the balance says/).waitFor();
        const { available } = await get(`/v1/accounts/${lively}/balance`);
        expect(decimal(await outcome.textContent())).toContain(`${available}creditsareavailable`);
        const move = (by: number) =>
          theProduct().harness.pool.query(
            'UPDATE read.balances SET held = held + $2 WHERE account_id = $1',
            [lively, by],
          );
        await move(1_000_000);
        try {
          await recompute.click();
          await page
            .locator('[data-outcome=differs]')
            .getByText(/balances\.held/)
            .waitFor();
          await demandAccessible(page, 'a balance that differs from its events');
        } finally {
          await move(-1_000_000);
        }
        await recompute.click();
        await page.locator('[data-outcome=agrees]').waitFor();
      });
    });
  });
}

/** The changes of all lines, as they are shown. */
async function changesOn(page: Page): Promise<string[]> {
  const cells = page.locator('[data-part=line] td:nth-child(4) > span:last-child');
  return (await cells.allTextContents()).map(decimal);
}
