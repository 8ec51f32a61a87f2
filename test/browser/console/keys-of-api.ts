import { describe, expect, it } from '@jest/globals';
import { ADMIN, PASSWORD } from '../../support/product/console-product.js';
import { eventually } from '../../support/product/receiver.js';
import { demandAccessible } from '../support/axe.js';
import type { Opened } from '../support/browser.js';
import { rowOf, settled, type consolePages } from '../support/console.js';

/** Stories of the keys of the API, and of a dialog that outlives its reader's session. */
export function apiKeyStories(pages: ReturnType<typeof consolePages>): void {
  const { visit, signedIn, stepped, theProduct } = pages;
  const statusWith = async (key: string) =>
    (await theProduct().get('/v1/accounts?page[size]=1', key)).status;

  describe('the page of API keys', () => {
    it('makes a key by the keyboard alone, with a proof, shows it once, and revokes it', async () => {
      const admin = await signedIn();
      const story = async ({ page, watch }: Opened) => {
        watch.expect(/403.*\/v1\/api-keys/);
        const { keyboard } = page;
        await page.getByRole('link', { name: 'API keys' }).click();
        await settled(page);
        await page.getByRole('button', { name: 'Create a key' }).focus();
        await keyboard.press('Enter');
        await keyboard.type('Reports');
        const box = (words: string) => page.getByRole('checkbox', { name: words });
        for (const words of ['Record usage: gate', 'Open and change accounts', 'Take lists away']) {
          await box(words).focus();
          await keyboard.press('Space');
        }
        await page.getByLabel('Requests a second').focus();
        await keyboard.type('20');
        await demandAccessible(page, 'create a key');
        await keyboard.press('Enter');
        await page.getByText('Prove that it is you').waitFor();
        await keyboard.type(await admin.code());
        await demandAccessible(page, 'create a key, proof');
        await keyboard.press('Enter');
        await page.getByText('Key for Reports').waitFor();
        const key = (await page.locator('[data-secret]').textContent()) ?? '';
        expect(key).toMatch(/^scrip_[0-9a-v]{16}_[\w-]{43}$/);
        await demandAccessible(page, 'the key');
        await page.getByRole('button', { name: 'Done' }).focus();
        await keyboard.press('Enter');
        const row = rowOf(page, 'Reports');
        await row
          .getByText('Read usage and prices · Read accounts, balances, ledgers · Take lists away')
          .waitFor();
        for (const text of ['20 a second', 'Valid', 'by Administrator'])
          await row.getByText(text).waitFor();
        expect(await page.content()).not.toContain(key);
        expect(await statusWith(key)).toBe(200);
        await row.getByRole('button', { name: 'Revoke Reports' }).click();
        await page.getByText('refused within a second').waitFor();
        await demandAccessible(page, 'revoke a key');
        await page.getByRole('button', { name: 'Revoke the key' }).click();
        await row.getByText('Revoked').waitFor();
        expect(await row.getByRole('button', { name: /^Revoke/ }).count()).toBe(0);
        await eventually('the key is refused', async () =>
          (await statusWith(key)) === 401 ? true : undefined,
        );
      };
      await visit('/accounts', story, {}, admin);
    });

    it('says beside a field what is wrong with it, and wants a scope', async () => {
      const story = async ({ page, watch }: Opened) => {
        watch.expect(/422/);
        await page.getByRole('button', { name: 'Create a key' }).click();
        const name = page.getByRole('textbox', { name: 'Name' });
        await name.fill('Late');
        await page.getByLabel('Expires').fill('2020-01-31');
        await page.getByRole('button', { name: 'Create the key' }).click();
        await page.getByText('expected an instant in the future').waitFor();
        expect(await name.inputValue()).toBe('Late');
        const checked = page.getByRole('checkbox', { checked: true });
        while ((await checked.count()) > 0) await checked.first().click();
        await page.getByText('Choose at least one.').waitFor();
        await demandAccessible(page, 'a key that is refused');
        await page.keyboard.press('Escape');
        await page.getByRole('dialog').waitFor({ state: 'detached' });
      };
      await visit('/api-keys', story, {}, await stepped());
    });

    it('says that there is none, or that the list failed, and tries again', async () => {
      const listed = '**/v1/api-keys?**';
      const none = { data: [], meta: { page: { next: null, size: 25 } } };
      const broken = { code: 'internal_error', detail: 'it broke', request_id: 'r-1', status: 500 };
      const answers = [
        { json: none, status: 200 },
        { json: broken, status: 500 },
      ];
      const story = async ({ page, watch }: Opened) => {
        watch.expect(/500/);
        await page.route(listed, async (route) => {
          const answer = answers.shift();
          await (answer ? route.fulfill(answer) : route.continue());
        });
        await page.getByRole('link', { name: 'API keys' }).click();
        await page.getByText('No API key yet').waitFor();
        await demandAccessible(page, 'no API key');
        await page.reload();
        await page.getByText('it broke').waitFor();
        await page.getByText('Request r-1').waitFor();
        await demandAccessible(page, 'API keys, failed');
        await page.getByRole('button', { name: 'Try again' }).click();
        await rowOf(page, 'Reports').waitFor();
      };
      await visit('/accounts', story, {}, await stepped());
    });

    it('names the permission that support lacks, and is not in its menu', async () => {
      await visit('/api-keys', async ({ page, watch }) => {
        watch.expect(/403/);
        await page.getByText('keys:write').waitFor();
        await demandAccessible(page, 'API keys, forbidden');
        expect(await page.getByRole('link', { name: 'API keys' }).count()).toBe(0);
      });
    });
  });

  describe('a dialog whose reader was signed out', () => {
    it('comes back with what was typed, and is done with a new proof', async () => {
      const admin = await signedIn();
      const story = async ({ page, watch }: Opened) => {
        watch.expect(/401|403/);
        await page.getByRole('button', { name: 'Create a key' }).click();
        const dialog = page.getByRole('dialog');
        await dialog.getByRole('textbox', { name: 'Name' }).fill('Kept');
        await page.getByRole('checkbox', { name: 'Refund debits' }).check();
        await admin.post('/v1/auth/logout');
        await page.getByRole('button', { name: 'Create the key' }).click();
        await page.getByLabel('E-mail').fill(ADMIN.SCRIP_ADMIN_EMAIL);
        await page.getByLabel('Password').fill(ADMIN.SCRIP_ADMIN_PASSWORD);
        await page.getByRole('button', { name: 'Sign in' }).click();
        await page.getByLabel('Six-digit code').fill(await admin.code());
        await page.keyboard.press('Enter');
        await dialog.getByText('Create a key').waitFor();
        expect(await dialog.getByRole('textbox', { name: 'Name' }).inputValue()).toBe('Kept');
        expect(await page.getByRole('checkbox', { name: 'Refund debits' }).isChecked()).toBe(true);
        await demandAccessible(page, 'a dialog that came back');
        await page.getByRole('button', { name: 'Create the key' }).click();
        await page.getByText('Prove that it is you').waitFor();
        await page.keyboard.type(await admin.code());
        await page.keyboard.press('Enter');
        await page.getByText('Key for Kept').waitFor();
        await page.getByRole('button', { name: 'Done' }).click();
        await page.reload();
        await rowOf(page, 'Kept').getByText('Refund debits').waitFor();
        expect(await page.getByRole('dialog').count()).toBe(0);
      };
      await visit('/api-keys', story, {}, admin);
    });

    it('stays closed for somebody else', async () => {
      const admin = await signedIn();
      const { person, id } = await pages.member('admin');
      const { body: me } = await person.get('/v1/me');
      expect(me.staff_id).toBe(id);
      const story = async ({ page, watch }: Opened) => {
        watch.expect(/401/);
        await page.getByRole('button', { name: 'Create a key' }).click();
        await page.getByRole('textbox', { name: 'Name' }).fill('Mine');
        await admin.post('/v1/auth/logout');
        await page.getByRole('button', { name: 'Create the key' }).click();
        await page.getByLabel('E-mail').fill(me.email);
        await page.getByLabel('Password').fill(PASSWORD);
        await page.getByRole('button', { name: 'Sign in' }).click();
        await page.getByLabel('Six-digit code').fill(await person.code());
        await page.keyboard.press('Enter');
        await page.getByRole('heading', { level: 1, name: 'API keys' }).waitFor();
        await settled(page);
        expect(await page.getByRole('dialog').count()).toBe(0);
        expect(await page.evaluate('Object.values({ ...sessionStorage }).join()')).not.toContain(
          'Mine',
        );
      };
      await visit('/api-keys', story, {}, admin);
    });
  });
}
