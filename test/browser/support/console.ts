import { beforeAll } from '@jest/globals';
import type { Page } from 'playwright-core';
import { ensureConsoleBuilt } from '../../../tools/build.mjs';
import { callsOn } from '../../support/product/account-calls.js';
import { consoleProduct } from '../../support/product/console-product.js';
import type { Person } from '../../support/product/person.js';
import { inBrowser, type Opened, type Viewer } from './browser.js';
import { originOf } from './origin.js';

/** A product, and people who open its console in a browser of their own. */
export function consolePages() {
  const world = consoleProduct();
  let support: Person;
  beforeAll(async () => {
    await ensureConsoleBuilt();
    support = (await world.member('support')).person;
  }, 120_000);
  /** Browsers keep our cookie on http://localhost, by that name. */
  const origin = () => originOf(world.theProduct()).replace('127.0.0.1', 'localhost');
  const visit = (
    path: string,
    story: (opened: Opened) => Promise<void>,
    viewer: Viewer = {},
    person: Person | null = support,
  ) =>
    inBrowser(
      { ...DESK, ...(person?.cookie && signedIn(person.cookie)), ...viewer },
      async (opened) => {
        await opened.page.goto(`${origin()}/console${path}`);
        await story(opened);
      },
    );
  return {
    ...world,
    ...callsOn(world.theProduct),
    /**
     * Opens the console at a path, as somebody of support unless told, and runs a story there;
     * fails on whatever it complains of. `null`: nobody is signed in.
     */
    visit,
    /** The same where nobody is signed in, which browsers note as an error. */
    visitAsNobody: (path: string, story: (opened: Opened) => Promise<void>, viewer: Viewer = {}) =>
      visit(
        path,
        async (opened) => {
          opened.watch.expect(/401/);
          await story(opened);
        },
        viewer,
        null,
      ),
  };
}

const DESK = { viewport: { width: 1440, height: 900 }, locale: 'en-US', timezoneId: 'UTC' };

const signedIn = (value: string) => ({
  storageState: {
    cookies: [
      {
        name: '__Host-scrip',
        value,
        domain: 'localhost',
        path: '/',
        expires: -1,
        httpOnly: true,
        secure: true,
        sameSite: 'Lax' as const,
      },
    ],
    origins: [],
  },
});

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
