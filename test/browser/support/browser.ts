import { afterAll } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { launchBrowser } from './launch.js';
import { Desk, deskKindOf, type Opened, type Viewer } from './desk.js';

export type { Opened, Viewer } from './desk.js';

let running: Promise<Browser> | undefined;
/** Desks at which nobody sits, by what their viewers are like. */
const free = new Map<string, Desk>();

/** The one browser of a spec file. */
function browser(): Promise<Browser> {
  running ??= launchBrowser();
  return running;
}

afterAll(async () => {
  free.clear();
  await (await running)?.close();
  running = undefined;
});

/**
 * Runs a story in a browser where nothing is left of those before, and fails when the page has
 * complained of anything: an error on the console, an exception, a breach of its policy, a request
 * that nobody answered. A failure says what the page showed.
 */
export async function inBrowser(
  viewer: Viewer,
  story: (opened: Opened) => Promise<void>,
): Promise<void> {
  const kind = deskKindOf(viewer);
  const desk = free.get(kind) ?? (await Desk.inside(await browser(), viewer));
  free.delete(kind);
  let isLeft = false;
  try {
    await desk.sitDown(viewer);
    await story({ page: desk.page, watch: desk.watch });
    desk.watch.demandSilence();
    isLeft = await desk.leave();
  } catch (error) {
    throw await desk.tellingWhatIsShown(error);
  } finally {
    if (isLeft) free.set(kind, desk);
    else await desk.close();
  }
}
