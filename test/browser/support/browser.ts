import { afterAll } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchBrowser } from './launch.js';
import { Watch } from './watch.js';

/** How long a page may take to show something while other tests run beside it. */
const PATIENCE_MS = 60_000;

let running: Promise<Browser> | undefined;

/** The one browser of a jest worker. */
function browser(): Promise<Browser> {
  running ??= launchBrowser();
  return running;
}

afterAll(async () => {
  await (await running)?.close();
  running = undefined;
});

/** What a viewer's browser is like. */
export type Viewer = Parameters<Browser['newContext']>[0];

/** A page, and everything that goes wrong on it. */
export interface Opened {
  readonly page: Page;
  readonly watch: Watch;
}

/**
 * Runs a story in a browser of its own and fails when the page has complained of anything: an
 * error on the console, an exception, a breach of its policy, a request that nobody answered.
 */
export async function inBrowser(
  viewer: Viewer,
  story: (opened: Opened) => Promise<void>,
): Promise<void> {
  const context: BrowserContext = await (await browser()).newContext(viewer);
  context.setDefaultTimeout(PATIENCE_MS);
  try {
    const page = await context.newPage();
    const watch = await Watch.over(page);
    await story({ page, watch });
    watch.demandSilence();
  } finally {
    await context.close();
  }
}
