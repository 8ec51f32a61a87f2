import type { Browser, BrowserContext, Page } from 'playwright-core';
import { Watch } from './watch.js';

/** How long a page may take to show something while other tests run beside it. */
const PATIENCE_MS = 60_000;
/** A page that answers nothing any more is not waited for. */
const PATIENCE_TO_TELL_MS = 5_000;
/** Of a page's text, in the message of a failure. */
const MOST_SHOWN = 1_500;

/** Each leaves some ten megabytes until they are collected. */
const MOST_VIEWERS = 25;

/** What a viewer's browser is like. */
export type Viewer = NonNullable<Parameters<Browser['newContext']>[0]>;

/** A page, and everything that goes wrong on it. */
export interface Opened {
  readonly page: Page;
  readonly watch: Watch;
}

const VIEWPORT = { width: 1_280, height: 720 };
const LISTENED = [
  'console',
  'dialog',
  'download',
  'framenavigated',
  'pageerror',
  'request',
  'requestfailed',
  'requestfinished',
  'response',
] as const;

/** What cannot be changed in a browser that is open: viewers who agree in it share a desk. */
export function deskKindOf(viewer: Viewer): string {
  const { viewport, colorScheme, reducedMotion, forcedColors, storageState, ...fixed } = viewer;
  return JSON.stringify(fixed);
}

/**
 * A browser context of one page, which viewers use one after another: a page that goes on to an
 * address of its own site costs a third of one that is opened.
 */
export class Desk implements Opened {
  private viewers = 0;
  private startedAt = '';
  /** A clock that was installed stays. */
  private hasClock = false;

  private constructor(
    private readonly context: BrowserContext,
    readonly page: Page,
    readonly watch: Watch,
  ) {
    const { clock } = context;
    const install = clock.install.bind(clock);
    clock.install = (...given) => {
      this.hasClock = true;
      return install(...given);
    };
  }

  static async inside(browser: Browser, viewer: Viewer): Promise<Desk> {
    const { storageState, ...others } = viewer;
    const context = await browser.newContext(others);
    context.setDefaultTimeout(PATIENCE_MS);
    const page = await context.newPage();
    return new Desk(context, page, await Watch.over(page));
  }

  /** Makes it what a viewer's browser is like who has not been anywhere yet. */
  async sitDown({ viewport, colorScheme, reducedMotion, forcedColors, storageState }: Viewer) {
    const { context, page } = this;
    this.viewers += 1;
    this.watch.begin(page);
    await context.clearCookies();
    if (typeof storageState === 'object') await context.addCookies(storageState.cookies);
    await page.setViewportSize(viewport ?? VIEWPORT);
    await page.emulateMedia({
      colorScheme: colorScheme ?? 'light',
      reducedMotion: reducedMotion ?? 'no-preference',
      forcedColors: forcedColors ?? 'none',
    });
    page.once('domcontentloaded', () => (this.startedAt = originOf(page)));
  }

  /** Leaves nothing behind; false where something stays. */
  async leave(): Promise<boolean> {
    const { context, page } = this;
    if (this.hasClock || this.viewers === MOST_VIEWERS) return false;
    if (page.isClosed() || originOf(page) !== this.startedAt) return false;
    for (const each of LISTENED) page.removeAllListeners(each);
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    await context.unrouteAll({ behavior: 'ignoreErrors' });
    for (const other of context.pages()) if (other !== page) await other.close();
    await page.mouse.move(-1, -1);
    // By now the page that was open can keep nothing any more.
    await page.goto(`${this.startedAt}/nothing-is-here`);
    await page.evaluate('sessionStorage.clear(); localStorage.clear()');
    return true;
  }

  /** An error with what the page shows. */
  async tellingWhatIsShown(error: unknown): Promise<unknown> {
    const body = this.page.locator('body');
    const said = await body.innerText({ timeout: PATIENCE_TO_TELL_MS }).catch(() => '');
    const shown = said.replace(/\n{2,}/g, '\n').slice(0, MOST_SHOWN);
    if (error instanceof Object && 'message' in error && 'stack' in error) {
      const place = `\n\n${this.page.url()} shows:\n${shown}\n`;
      const { message, stack } = error;
      error.message = `${message}${place}`;
      error.stack = String(stack).replace(String(message), () => `${message}${place}`);
    }
    return error;
  }

  async close(): Promise<void> {
    await this.context.close();
  }
}

const originOf = (page: Page): string => new URL(page.url()).origin;
