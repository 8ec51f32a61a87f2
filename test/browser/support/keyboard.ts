import type { Locator, Page } from 'playwright-core';

/** More stops than any page of ours has. */
const MAX_PRESSES = 120;

/** Presses a key until the focus is there. */
export async function tabTo(page: Page, target: Locator, key = 'Tab'): Promise<void> {
  await target.waitFor();
  for (let pressed = 0; pressed < MAX_PRESSES; pressed += 1) {
    if ((await target.and(page.locator(':focus')).count()) > 0) return;
    await page.keyboard.press(key);
  }
  throw new Error(`no key leads to ${String(target)}`);
}

/** Waits until the focus is there: what is typed before is for nobody. */
export const focusOn = (page: Page, target: Locator): Promise<void> =>
  target.and(page.locator(':focus')).waitFor();

/** Chooses in the list that opens, by arrows: it takes letters that come slowly for a new word. */
export async function chooseByKeys(page: Page, option: string): Promise<void> {
  await focusOn(page, page.getByRole('option'));
  await tabTo(page, page.getByRole('option', { name: option }).first(), 'ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByRole('listbox').waitFor({ state: 'detached' });
}

/** Asks for the preview of an action, whose heading then has the focus. */
export async function previewByKeys(page: Page): Promise<void> {
  await page.keyboard.press('Control+Enter');
  await focusOn(page, page.getByRole('heading', { name: 'What this does' }));
}
