import type { Locator, Page } from 'playwright-core';
import { demandAccessible } from './axe.js';

/** What is typed into the dialog of an action. */
export interface Filling {
  readonly credits?: string;
  readonly reason?: string;
  readonly note?: string;
  readonly ticket?: string;
}

/** The dialog of an action, whichever step it shows. */
export const actionDialog = (page: Page): Locator =>
  // The drawer beside the timeline is a dialog too.
  page.locator('.MuiDialog-paper[role=dialog]');

/** Fills in the form that is open, and asks for the preview. */
export async function preview(page: Page, filling: Filling): Promise<void> {
  await fillIn(page, filling);
  await page.getByRole('button', { name: 'Preview' }).click();
}

/** Fills in the form that is open. */
export async function fillIn(
  page: Page,
  { credits, reason = 'Service outage', note = 'As agreed', ticket }: Filling,
): Promise<void> {
  const dialog = actionDialog(page);
  if (credits !== undefined) await dialog.getByLabel(/^Credits/).fill(credits);
  await dialog.getByLabel('Reason').click();
  await page.getByRole('option', { name: reason }).click();
  await dialog.getByLabel('Note for colleagues').fill(note);
  if (ticket !== undefined) await dialog.getByLabel('Ticket (optional)').fill(ticket);
}

/** A row of figures in a preview, without what stands between them. */
export async function beforeAfter(page: Page, figure = 'available'): Promise<string[]> {
  const cells = actionDialog(page).locator(`tr[data-figure=${figure}] td`);
  await cells.first().waitFor();
  return (await cells.allTextContents()).map((text) => text.replaceAll(',', ''));
}

/** Fails with what axe finds on a step, light and dark. */
export async function demandStepAccessible(page: Page, where: string): Promise<void> {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    // The page takes the new colours a moment after the system has.
    await page.evaluate(`(async () => {
      while (getComputedStyle(document.documentElement).colorScheme !== '${colorScheme}') {
        await new Promise(requestAnimationFrame);
      }
    })()`);
    await demandAccessible(page, `${where}, ${colorScheme}`);
  }
}
