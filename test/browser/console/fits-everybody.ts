import { describe, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { PSEUDO } from '../../../admin/i18n/pseudo.js';
import type { Person } from '../../support/product/person.js';
import { demandAccessible, demandNoSidewaysScroll } from '../support/axe.js';
import { settled, type consolePages, type Visited } from '../support/console.js';

/**
 * Holds every page at these paths to be usable by everybody, in both themes and on a phone; opened
 * by somebody of support unless told.
 */
export function fitsEverybody(
  { visit }: Pick<ReturnType<typeof consolePages>, 'visit'>,
  paths: readonly string[],
  whom?: () => Promise<Person>,
): void {
  describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
    it.each(paths)('%s can be used by everybody', async (path) => {
      const story = async ({ page }: { page: Page }) => {
        await settled(page);
        await demandAccessible(page, `${path}, ${colorScheme}`);
      };
      await visit(path, story, { colorScheme }, await whom?.());
    });
  });

  describe('on a narrow screen', () => {
    it.each(paths)(
      '%s is not wider than it, with every text in the pseudo-locale',
      async (path) => {
        const story = async ({ page, texts }: Visited) => {
          await settled(page);
          await texts.demandNone();
          await demandNoSidewaysScroll(page);
          await demandAccessible(page, `${path}, narrow`);
        };
        const viewer = { viewport: { width: 375, height: 800 }, locale: PSEUDO };
        await visit(path, story, viewer, await whom?.());
      },
    );
  });
}
