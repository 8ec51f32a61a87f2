import { describe, expect, it } from '@jest/globals';
import type { Page, Response } from 'playwright-core';
import { becomes, until } from '../support/product/projections.js';
import { demandAccessible } from './support/axe.js';
import { available, widgetHosts } from './support/host-page.js';

const PANEL = '<credit-balance data-token poll-seconds="0.2"></credit-balance>';
const hosts = widgetHosts();
const { open, debit, visit } = hosts;

describe('the connection of a page', () => {
  it('asks now and then while its stream is cut, says when nobody answers, and recovers', async () => {
    const account = await open();
    await visit({ account, body: PANEL }, async ({ page, watch }) => {
      watch.expect(/ERR_(EMPTY_RESPONSE|CONNECTION|INCOMPLETE|SOCKET)/);
      await available(page, '100');
      hosts.theProxy().cut('streams');
      await debit(account, { credits: '1' });
      await available(page, '99');
      await page.getByText(/^as of \d/).waitFor();
      hosts.theProxy().cut('all');
      await page.getByText(/reconnecting/).waitFor();
      await debit(account, { credits: '1' });
      hosts.theProxy().mend();
      await available(page, '98');
      await page.getByText(/as of/).waitFor({ state: 'hidden' });
      await debit(account, { credits: '1' });
      await available(page, '97');
    });
  });

  it('asks a busy server again when that says, and not before', async () => {
    const account = await open();
    await visit({ account, body: PANEL }, async ({ page, watch }) => {
      watch.expect(/503|ERR_(EMPTY_RESPONSE|CONNECTION|INCOMPLETE|SOCKET)/);
      await available(page, '100');
      const refused = () =>
        page.waitForResponse((got) => got.status() === 503 && got.url().endsWith('/balance'));
      const first = refused();
      hosts.theProxy().refuse(2);
      // By the clock of the browser: how long it waited, not how soon we heard of it.
      const [one, other] = [await first, await refused()];
      const waited = startOf(other) - startOf(one);
      expect(waited).toBeGreaterThanOrEqual(2_000);
      hosts.theProxy().mend();
      await debit(account, { credits: '1' });
      await available(page, '99');
    });
  });

  it('drops a balance that a newer one has overtaken', async () => {
    const account = await open();
    await visit({ account, body: PANEL }, async ({ page }) => {
      await available(page, '100');
      await debit(account, { credits: '1' });
      await available(page, '99');
      hosts.theProxy().overtake();
      await debit(account, { credits: '1' });
      await available(page, '98');
      await debit(account, { credits: '1' });
      await available(page, '97');
    });
  });

  it('rests while nobody sees it, and is up to date when somebody does', async () => {
    const account = await open();
    await visit({ account, body: PANEL }, async ({ page }) => {
      await available(page, '100');
      const isOurs = (url: string) => url.includes('/v1/');
      const left = page.waitForEvent('requestfailed', (request) => isOurs(request.url()));
      await turn(page, 'hidden');
      expect((await left).url()).toMatch(/balance\/stream$/);
      const asked: string[] = [];
      page.on('request', (request) => void (isOurs(request.url()) && asked.push(request.url())));
      await debit(account, { credits: '1' });
      await page.evaluate('new Promise((resolve) => setTimeout(resolve, 600))');
      expect(asked).toEqual([]);
      await turn(page, 'visible');
      await available(page, '99');
    });
  });

  it('says the same in every tab', async () => {
    const account = await open();
    await visit({ account, body: PANEL }, async ({ page }) => {
      const others = await Promise.all([1, 2].map(() => page.context().newPage()));
      await Promise.all(others.map((other) => other.goto(page.url())));
      const tabs = [page, ...others];
      await Promise.all(tabs.map((tab) => available(tab, '100')));
      await Promise.all([debit(account, { credits: '2' }), debit(account, { credits: '3' })]);
      await Promise.all(tabs.map((tab) => available(tab, '95')));
    });
  });

  it('keeps one connection for all its elements, and announces once', async () => {
    const account = await open();
    await debit(account, { credits: '90' });
    const body = `${PANEL}<credit-balance variant="compact"></credit-balance>
      <credit-history></credit-history>`;
    await visit({ account, body }, async ({ page }) => {
      const asked: string[] = [];
      page.on('request', (request) => {
        if (request.method() === 'GET') asked.push(request.url());
      });
      // What the page asked before does not count.
      page.on('framenavigated', () => void asked.splice(0));
      await page.reload();
      await page.getByText('Low · 10 credits').waitFor();
      await page.getByText('Used').waitFor();
      const spoken = page.getByRole('status').filter({ hasText: 'running low' });
      await becomes(() => spoken.count(), 1);
      await becomes(() => asked.filter((url) => url.endsWith('/balance/stream')).length, 1);
      expect(asked.filter((url) => url.endsWith('/balance'))).toHaveLength(1);
      expect(hosts.minted()).toBeLessThanOrEqual(2);
      await demandAccessible(page, 'three elements');
    });
  });
});

describe('a token', () => {
  it('that was taken back is renewed unseen; without another one, the person signs in again', async () => {
    const account = await open();
    await visit({ account, body: PANEL }, async ({ page, watch }) => {
      watch.expect(/401/);
      await available(page, '100');
      const revoke = () =>
        hosts.theProduct().delete(`/v1/accounts/${account}/widget-tokens`).expect(204);
      await revoke();
      await until(() => hosts.minted() === 2, 'second token');
      await debit(account, { credits: '1' });
      await available(page, '99');
      expect(hosts.minted()).toBe(2);
      hosts.signIn(false);
      await revoke();
      await page.getByText('Your session has ended.').waitFor();
      hosts.signIn(true);
      await page.getByRole('button', { name: 'Sign in again' }).click();
      await page.getByText('Your session has ended.').waitFor({ state: 'hidden' });
      await debit(account, { credits: '1' });
      await available(page, '98');
    });
  });

  it('that may only read shows no way to buy', async () => {
    const account = await open();
    const token = { scopes: ['balance:read', 'packs:read'] };
    await visit({ account, body: PANEL, token }, async ({ page }) => {
      await available(page, '100');
      await page.getByText('Free plan').waitFor();
      await page.getByRole('button', { name: 'Get more' }).waitFor({ state: 'detached' });
    });
  });

  it('of another account shows nothing of this one', async () => {
    const [account, other] = [await open(), await open()];
    const body = `<credit-balance data-token account="${other}"></credit-balance>`;
    await visit({ account, body }, async ({ page, watch }) => {
      watch.expect(/403/);
      await page.getByText('Your credits cannot be shown here.').waitFor();
      const help = page.getByRole('link', { name: 'When something goes wrong' });
      const address = String(await help.getAttribute('href'));
      expect(address).toBe(`${hosts.theProxy().origin}/help/errors-and-retries`);
      expect((await fetch(address)).status).toBe(200);
      await demandAccessible(page, 'in trouble');
    });
  });
});

const startOf = (response: Response): number => response.request().timing().startTime;

/** Tells a page that its tab was left, or turned to; headless tabs are always seen. */
const turn = (page: Page, state: 'hidden' | 'visible') =>
  page.evaluate(`Object.defineProperty(document, 'visibilityState',
    { configurable: true, value: '${state}' });
    document.dispatchEvent(new Event('visibilitychange'));`);
