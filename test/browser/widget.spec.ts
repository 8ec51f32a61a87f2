import { describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { demandAccessible } from './support/axe.js';
import { saidOn, widgetHosts } from './support/host-page.js';

const PANEL = '<credit-balance data-token poll-seconds="0.2"></credit-balance>';
const hosts = widgetHosts();
const { open, debit, adjust, visit } = hosts;

const available = (page: Page, text: string) =>
  page.locator('credit-balance [part=available]', { hasText: text }).first().waitFor();
const openDialog = async (page: Page) => {
  await page.getByRole('button', { name: 'Get more credits' }).first().click();
  await page.getByRole('radio', { name: /Medium/ }).waitFor();
  return page.getByRole('dialog');
};

describe('the balance on a page of another origin', () => {
  it('moves with a debit, and breaks no strict policy', async () => {
    const account = await open();
    await visit({ account, body: PANEL }, async ({ page }) => {
      await available(page, '100');
      await debit(account, { credits: '7.5' });
      await available(page, '92');
      await page.getByText('Exactly 92.5 available').waitFor();
      await page.getByText('Free plan').waitFor();
      await demandAccessible(page, 'panel');
    });
  });

  it('says once that credits run low, however they go on, and again after there was enough', async () => {
    const account = await open();
    await visit({ account, body: PANEL }, async ({ page }) => {
      await available(page, '100');
      await debit(account, { credits: '85' });
      await page.getByRole('status').getByText('running low').waitFor();
      await debit(account, { credits: '5' });
      await available(page, '10');
      await page.getByRole('button', { name: 'Dismiss' }).click();
      await debit(account, { credits: '1' });
      await available(page, '9');
      expect(await page.getByText('running low').count()).toBe(0);
      await adjust(account, '500');
      await page.getByText('You have enough credits again.').waitFor();
      await debit(account, { credits: '420' });
      await page.getByRole('status').getByText('running low').waitFor();
      const levels = (await saidOn(page)).map(([, detail]) => detail['level']);
      expect(levels).toEqual(['ok', 'low', 'ok', 'low']);
    });
  });

  it('raises credits-empty at zero, and an alert', async () => {
    const account = await open();
    await visit({ account, body: PANEL }, async ({ page }) => {
      await available(page, '100');
      await debit(account, { credits: '100' });
      await page.getByRole('alert').getByText('You are out of credits').waitFor();
      expect(await saidOn(page)).toContainEqual([
        'credits-empty',
        { level: 'empty', previous: 'ok' },
      ]);
      expect(await page.getByRole('dialog').count()).toBe(0);
      await demandAccessible(page, 'empty');
    });
  });

  it('leaves the words at zero to a host that has its own', async () => {
    const account = await open();
    await debit(account, { credits: '100' });
    const script = `document.addEventListener('credits-empty', (event) => event.preventDefault());`;
    await visit({ account, body: PANEL, script }, async ({ page }) => {
      await page.getByText('Out of credits', { exact: true }).waitFor();
      expect(await page.getByText('You are out of credits').count()).toBe(0);
    });
  });

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

  it('keeps one connection for all its elements, and announces once', async () => {
    const account = await open();
    await debit(account, { credits: '90' });
    const body = `${PANEL}<credit-balance variant="compact"></credit-balance>
      <credit-history></credit-history>`;
    await visit({ account, body }, async ({ page }) => {
      await page.getByText('Low · 10 credits').waitFor();
      await page.getByText('Used').waitFor();
      const asked: string[] = [];
      page.on('request', (request) => {
        if (request.method() === 'GET') asked.push(request.url());
      });
      await page.reload();
      await page.getByText('Low · 10 credits').waitFor();
      await page.getByText('Used').waitFor();
      expect(asked.filter((url) => url.endsWith('/balance/stream'))).toHaveLength(1);
      expect(asked.filter((url) => url.endsWith('/balance'))).toHaveLength(1);
      const spoken = page.getByRole('status').filter({ hasText: 'running low' });
      expect(await spoken.count()).toBe(1);
      expect(hosts.minted()).toBeLessThanOrEqual(2);
      await demandAccessible(page, 'three elements');
    });
  });

  it('stands whatever the host’s sheet says of everything', async () => {
    const account = await open();
    const css =
      '* { all: unset; } body { font: 40px serif; color: red; text-transform: uppercase; }';
    await visit({ account, body: PANEL, css }, async ({ page }) => {
      await available(page, '100');
      const button = page.getByRole('button', { name: 'Get more credits' });
      expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(44);
      const size = await page.evaluate(`getComputedStyle(document.querySelector('credit-balance')
        .shadowRoot.querySelector('credit-packs').shadowRoot.querySelector('button')).fontSize`);
      expect(size).toBe('15px');
      await openDialog(page);
      await demandAccessible(page, 'all unset');
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
    });
  });
});

describe('buying credits', () => {
  it('goes by keyboard: Medium is chosen, Escape leads back', async () => {
    const account = await open();
    await visit({ account, body: PANEL }, async ({ page }) => {
      await available(page, '100');
      const button = page.getByRole('button', { name: 'Get more credits' });
      await button.focus();
      await page.keyboard.press('Enter');
      const chosen = page.getByRole('radio', { name: /Medium/ });
      await chosen.waitFor();
      await expectFocused(page, 'medium');
      await page.keyboard.press('ArrowDown');
      await expectFocused(page, 'large');
      await page.getByRole('button', { name: 'Continue to payment · $100' }).waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
      await button.and(page.locator(':focus')).waitFor();
    });
  });

  it('says in the server’s words that payments are not set up, and asks once', async () => {
    const account = await open();
    await visit({ account, body: PANEL }, async ({ page, watch }) => {
      watch.expect(/501/);
      await available(page, '100');
      const posted: string[] = [];
      page.on('request', (request) => {
        if (request.url().endsWith('/pack-purchases')) posted.push(request.postData() ?? '');
      });
      const dialog = await openDialog(page);
      await dialog.getByRole('button', { name: /Continue to payment/ }).dblclick();
      await dialog
        .getByRole('alert')
        .getByText(/payment/i)
        .waitFor();
      expect(posted).toEqual(['{"pack":"medium"}']);
      await demandAccessible(page, 'refused');
    });
  });

  it('sends an amount within its bounds, and tells those of others', async () => {
    const account = await open();
    await visit({ account, body: PANEL }, async ({ page, watch }) => {
      watch.expect(/501/);
      await available(page, '100');
      const dialog = await openDialog(page);
      await dialog.getByRole('radio', { name: /Custom/ }).check();
      const amount = dialog.getByRole('textbox', { name: 'Amount (USD)' });
      await amount.fill('4.99');
      await dialog.getByText('Enter an amount from $5 to $5,000.').waitFor();
      await amount.fill('37.50');
      await dialog.getByText('$37.50 gives 750 credits.').waitFor();
      const [request] = await Promise.all([
        page.waitForRequest(/pack-purchases/),
        dialog.getByRole('button', { name: 'Continue to payment · $37.50' }).click(),
      ]);
      expect(JSON.parse(request.postData() ?? '')).toEqual({
        pack: 'custom',
        amount: { minor: 3_750, currency: 'usd' },
      });
      await dialog
        .getByRole('alert')
        .getByText(/payment/i)
        .waitFor();
    });
  });

  it('hands an upgrade to the host', async () => {
    const account = await open();
    const script = `document.addEventListener('credits-upgrade', (event) => event.preventDefault());`;
    await visit({ account, body: PANEL, script }, async ({ page }) => {
      await available(page, '100');
      const dialog = await openDialog(page);
      await dialog.getByRole('button', { name: 'Choose Team' }).click();
      expect(await saidOn(page)).toContainEqual(['credits-upgrade', { plan: 'team' }]);
    });
  });
});

async function expectFocused(page: Page, value: string): Promise<void> {
  const radio = page.locator(`credit-packs input[value=${value}]:focus`).first();
  await radio.waitFor();
  expect(await radio.isChecked()).toBe(true);
}
