import { beforeAll } from '@jest/globals';
import type { Page } from 'playwright-core';
import { ensureConsoleBuilt } from '../../../tools/build.mjs';
import { callsOn } from '../../support/product/account-calls.js';
import type { TestApi } from '../../support/product/app.js';
import { consoleProduct } from '../../support/product/console-product.js';
import type { Person } from '../../support/product/person.js';
import { inBrowser, type Opened, type Viewer } from './browser.js';
import { HardCoded } from './hard-coded.js';
import { originOf } from './origin.js';

/** A page of the console, and what its texts are. */
export interface Visited extends Opened {
  readonly texts: HardCoded;
}

/** A product, and people who open its console in a browser of their own. */
export function consolePages() {
  const world = consoleProduct();
  let support: Person;
  beforeAll(async () => {
    await ensureConsoleBuilt();
    support = (await world.member('support')).person;
  });
  const visit = visitsTo(world.theProduct, () => support);
  return {
    ...world,
    ...callsOn(world.theProduct),
    /** The person as whom stories visit unless told. */
    support: () => support,
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

/** Opens the console of a product at a path, as somebody; `null`: nobody is signed in. */
export const visitsTo =
  (product: () => TestApi, somebody: () => Person) =>
  (
    path: string,
    story: (opened: Visited) => Promise<void>,
    viewer: Viewer = {},
    person: Person | null = somebody(),
  ): Promise<void> =>
    inBrowser(
      { ...DESK, ...(person?.cookie && signedIn(person.cookie)), ...viewer },
      async (opened) => {
        const texts = new HardCoded(opened.page);
        // Browsers keep our cookie on http://localhost, by that name.
        const origin = originOf(product()).replace('127.0.0.1', 'localhost');
        await opened.page.goto(`${origin}/console${path}`);
        await story({ ...opened, texts });
      },
    );

const DESK = { viewport: { width: 1440, height: 900 }, locale: 'en-US', timezoneId: 'UTC' };

/** A browser in which the person of this cookie is signed in. */
export const signedIn = (value: string) => ({
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

/** What the list of a page is narrowed to, as its address says. */
export const filterOf = (page: Page) =>
  JSON.parse(new URL(page.url()).searchParams.get('filter') ?? '{}');

/** Waits until everything on the page has come. */
export async function settled(page: Page): Promise<void> {
  // Not by its role: a drawer that is open already hides the page from that.
  await page.locator('h1').first().waitFor();
  await page.locator('.MuiSkeleton-root').first().waitFor({ state: 'detached' });
}
