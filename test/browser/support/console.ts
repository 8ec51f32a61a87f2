import { beforeAll } from '@jest/globals';
import type { Page } from 'playwright-core';
import { ensureConsoleBuilt } from '../../../tools/build.mjs';
import { accountCalls } from '../../support/product/account-calls.js';
import { TEST_KEY } from '../../support/product/app.js';
import { inBrowser, type Opened, type Viewer } from './browser.js';
import { originOf } from './origin.js';

/** A product, and people who open its console in a browser of their own. */
export function consolePages() {
  const calls = accountCalls();
  beforeAll(() => ensureConsoleBuilt(), 120_000);
  return {
    ...calls,
    /** Opens the console at a path and runs a story there; fails on whatever it complains of. */
    visit: (
      path: string,
      story: (opened: Opened) => Promise<void>,
      viewer: Viewer = {},
      key = TEST_KEY,
    ) =>
      inBrowser(
        { ...DESK, ...viewer, extraHTTPHeaders: { authorization: `Bearer ${key}` } },
        async (opened) => {
          await opened.page.goto(`${originOf(calls.theProduct())}/console${path}`);
          await story(opened);
        },
      ),
  };
}

const DESK = { viewport: { width: 1440, height: 900 }, locale: 'en-US', timezoneId: 'UTC' };

/** The text of a figure of an account's header, without its label. */
export const figure = (page: Page, name: string) => page.locator(`[data-figure=${name}] dd`);

/** Everything in a row of a table, as its cells say it. */
export const rowOf = (page: Page, text: string) => page.getByRole('row').filter({ hasText: text });

/** Waits until everything on the page has come. */
export async function settled(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page
    .getByLabel(/^Loading/)
    .first()
    .waitFor({ state: 'detached' });
}
