import { afterAll, beforeAll } from '@jest/globals';
import type { Page } from 'playwright-core';
import { ensureWidgetBuilt } from '../../../tools/build.mjs';
import { accountCalls } from '../../support/product/account-calls.js';
import { inBrowser, type Opened } from './browser.js';
import { startHost, strictPolicy, type Host } from './host.js';
import { originOf } from './origin.js';
import { startProxy, type Proxy } from './proxy.js';

type Calls = ReturnType<typeof accountCalls>;

/** A page of a product that shows the credits of one account. */
export interface HostPage {
  readonly account: string;
  /** The elements on it. */
  readonly body: string;
  readonly css?: string;
  /** Of the tokens that its backend mints. */
  readonly token?: object;
  /** What its own script does besides handing out tokens. */
  readonly script?: string;
  /** Loads the widget a second time, from another address. */
  readonly twice?: boolean;
}

/** Tells a page's elements where tokens are, and notes what they say in `window.seen`. */
const SCRIPT = `
  window.seen = [];
  for (const type of ['credits-level', 'credits-empty', 'credits-checkout', 'credits-upgrade',
    'credits-sign-in', 'plan-change', 'model-change']) {
    document.addEventListener(type, (event) => window.seen.push([type, event.detail]));
  }
  const getToken = async () => {
    const response = await fetch('/token', { method: 'POST' });
    return response.text();
  };
  for (const element of document.querySelectorAll('[data-token]')) element.getToken = getToken;
`;

/**
 * A product with an API, a proxy in front of it, and hosts that embed the widget. `calls` are those
 * on a product that the file starts by itself before.
 */
export function widgetHosts(calls: Calls = accountCalls()) {
  let host: Host;
  let proxy: Proxy;
  let shown: HostPage;
  let tokens = 0;
  let isSignedIn = true;
  beforeAll(async () => {
    await ensureWidgetBuilt();
    proxy = await startProxy(originOf(calls.theProduct()));
    const mint = async () => {
      if (!isSignedIn) return { type: 'text/plain', body: '' };
      tokens += 1;
      const path = `/v1/accounts/${shown.account}/widget-tokens`;
      const { token } = await calls.post(path, { origins: [host.origin], ...shown.token });
      return { type: 'text/plain', body: token };
    };
    host = await startHost(async ({ url }) => {
      if (url === '/token') return mint();
      if (url === '/host.css') return { type: 'text/css', body: shown.css ?? '' };
      if (url === '/host.js') {
        return { type: 'text/javascript', body: `${SCRIPT}${shown.script ?? ''}` };
      }
      if (url !== '/') return undefined;
      const policy = strictPolicy(proxy.origin, shown.twice ? 'several' : 'one');
      return { type: 'text/html', body: htmlOf(shown, proxy.origin), policy };
    });
  });
  afterAll(async () => {
    await host?.close();
    await proxy?.close();
  });

  return {
    ...calls,
    theProxy: () => proxy,
    /** Tokens that the host's backend has minted for the page that is open. */
    minted: () => tokens,
    /** From now on the host's backend gives no token, or does again. */
    signIn: (isIn: boolean) => void (isSignedIn = isIn),
    /** Opens a page in a browser of its own; fails on whatever it complains of. */
    visit: (given: HostPage, story: (opened: Opened) => Promise<void>, viewer = {}) =>
      inBrowser(viewer, async (opened) => {
        [shown, tokens, isSignedIn] = [given, 0, true];
        proxy.mend();
        await opened.page.goto(host.origin);
        await story(opened);
      }),
  };
}

/** What the page's elements have said, as `[type, detail]`. */
export const saidOn = async (page: Page): Promise<[string, Record<string, unknown>][]> =>
  (await page.evaluate('window.seen')) as [string, Record<string, unknown>][];

/** Waits until the page shows these credits. */
export const available = (page: Page, text: string): Promise<void> =>
  page.locator('credit-balance [part=available]', { hasText: text }).first().waitFor();

const htmlOf = ({ body, twice }: HostPage, api: string): string => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>A product</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="/host.css">
  </head>
  <body>
    <main><h1>A product</h1>${body}</main>
    <script type="module" src="/host.js"></script>
    <script type="module" src="${api}/w/v1/credits.js"></script>
    ${twice ? `<script type="module" src="${api}/w/v1/credits.js?again"></script>` : ''}
  </body>
</html>
`;
