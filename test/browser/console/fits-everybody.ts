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
    it.each(paths)('%s fits a phone, both themes and another language', async (path) => {
      await demandFit(pages, path, await whom?.());
    });
  });
}

/**
 * Fails where a page is not usable by everybody, on a phone and in both themes, with every text
 * translated. One visit: what differs is set while the page stands, as a viewer's system sets it.
 */
export async function demandFit(
  { visit }: Visits,
  path: string,
  person: Person | undefined,
): Promise<void> {
  const story = async ({ page, texts }: Visited) => {
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
  };
  await visit(path, story, { viewport: NARROW, locale: PSEUDO, colorScheme: 'light' }, person);
}

/** A page is drawn anew a moment after its viewer's system has changed. */
const drawnIn = (page: Page, colorScheme: string) =>
  eventually(`a ${colorScheme} page`, async () => {
    const drawn = await page.evaluate('getComputedStyle(document.documentElement).colorScheme');
    return drawn === colorScheme || undefined;
  });
