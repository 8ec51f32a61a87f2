import { describe, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { PSEUDO } from '../../../admin/i18n/pseudo.js';
import type { Person } from '../../support/product/person.js';
import { eventually } from '../../support/product/receiver.js';
import { demandAccessible, demandNoSidewaysScroll, demandReadable } from '../support/axe.js';
import { settled, type consolePages, type Visited } from '../support/console.js';

const NARROW = { width: 375, height: 800 };
const WIDE = { width: 1440, height: 900 };

type Visits = Pick<ReturnType<typeof consolePages>, 'visit'>;

/**
 * Holds every page at these paths to be usable by everybody; opened by somebody of support unless
 * told.
 */
export function fitsEverybody(
  pages: Visits,
  paths: readonly string[],
  whom?: () => Promise<Person>,
): void {
  describe('for everybody', () => {
    it(`a phone, both themes and another language are fit by ${paths.join(', ')}`, async () => {
      await demandFit(pages, paths, await whom?.());
    });
  });
}

/**
 * Fails where one of the pages is not usable by everybody, on a phone and in both themes, with
 * every text translated. One visit: pages are reached as by links, and what differs is set while a
 * page stands, as a viewer's system sets it.
 */
export async function demandFit(
  { visit }: Visits,
  [first = '', ...others]: readonly string[],
  person: Person | undefined,
): Promise<void> {
  const story = async (visited: Visited) => {
    await demandFitOf(visited, first);
    for (const path of others) {
      await visited.page.setViewportSize(NARROW);
      await visited.page.emulateMedia({ colorScheme: 'light' });
      await drawnIn(visited.page, 'light');
      visited.texts.turnPage();
      await follow(visited.page, path);
      await demandFitOf(visited, path);
    }
  };
  await visit(first, story, { viewport: NARROW, locale: PSEUDO, colorScheme: 'light' }, person);
}

async function demandFitOf({ page, texts }: Visited, path: string): Promise<void> {
  await settled(page);
  await texts.demandNone();
  await demandNoSidewaysScroll(page);
  await demandAccessible(page, `${path}, narrow`);
  await page.setViewportSize(WIDE);
  await settled(page);
  await demandAccessible(page, `${path}, light`);
  await page.emulateMedia({ colorScheme: 'dark' });
  await drawnIn(page, 'dark');
  await settled(page);
  await demandReadable(page, `${path}, dark`);
  await texts.demandNone();
}

/** Goes to another page of the console as a link does, and waits until it is drawn. */
async function follow(page: Page, path: string): Promise<void> {
  const to = `/console${path}`;
  const before = await page.locator('h1').first().textContent();
  await page.evaluate(`history.pushState(null, '', ${JSON.stringify(to)});
    dispatchEvent(new PopStateEvent('popstate', { state: null }))`);
  const isDrawn = `document.querySelector('h1')?.textContent !== ${JSON.stringify(before)} ||
    document.querySelector('a[aria-current=page][href="${to.replace(/\?.*/, '')}"]') !== null`;
  await eventually(path, async () => (await page.evaluate(isDrawn)) || undefined);
}

/** A page is drawn anew a moment after its viewer's system has changed. */
const drawnIn = (page: Page, colorScheme: string) =>
  eventually(`a ${colorScheme} page`, async () => {
    const drawn = await page.evaluate('getComputedStyle(document.documentElement).colorScheme');
    return drawn === colorScheme || undefined;
  });
