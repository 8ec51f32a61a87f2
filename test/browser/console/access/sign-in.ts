import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { ADMIN, PASSWORD } from '../../../support/product/console-product.js';
import { demandAccessible } from '../../support/axe.js';
import type { Opened } from '../../support/browser.js';
import { settled, type consolePages } from '../../support/console.js';

/** Stories of signing in, on the product of the console's other stories. */
export function signInStories(pages: ReturnType<typeof consolePages>): void {
  const { visit, visitAsNobody } = pages;
  describe('signing in', () => {
    let account: string;
    beforeAll(async () => {
      account = await pages.open({ name: 'Signed in to' });
    });
    const { SCRIP_ADMIN_EMAIL: EMAIL, SCRIP_ADMIN_PASSWORD: ROOT_PASSWORD } = ADMIN;
    const give = async (page: Page, email: string, password: string) => {
      await page.getByLabel('E-mail').fill(email);
      await page.getByLabel('Password').fill(password);
      await page.getByRole('button', { name: 'Sign in' }).click();
    };

    it('says the same of an unknown address and a wrong password, then asks for the code', async () => {
      await visitAsNobody(`/accounts/${account}/explain`, async ({ page }) => {
        await page.getByRole('heading', { level: 1, name: 'Sign in to Scrip' }).waitFor();
        await demandAccessible(page, 'sign in');
        for (const email of ['nobody@acme.example', EMAIL]) {
          await give(page, email, 'not the password');
          await page.getByText('This e-mail and password do not belong together.').waitFor();
        }
        await demandAccessible(page, 'refused');
        await give(page, EMAIL, ROOT_PASSWORD);
        const code = page.getByLabel('Six-digit code');
        await code.fill('000000');
        await page.keyboard.press('Enter');
        await page.getByText('This code is wrong, or was used already.').waitFor();
        await demandAccessible(page, 'code');
        await code.fill(await pages.admin().code());
        await page.keyboard.press('Enter');
        await page.getByText('The lines add up to the balance, to the last digit.').waitFor();
        await page.getByText('Administrator').waitFor();
      });
    });

    it('takes a recovery code, and leads out again', async () => {
      const [, recovery = ''] = pages.admin().recoveryCodes;
      await visitAsNobody('/', async ({ page }) => {
        await give(page, EMAIL, ROOT_PASSWORD);
        await page.getByRole('button', { name: 'Use a recovery code instead' }).click();
        await page.getByLabel('Recovery code').fill(recovery);
        await page.getByRole('button', { name: 'Continue' }).click();
        await page.getByRole('heading', { level: 1, name: 'Home' }).waitFor();
        await page.getByRole('button', { name: 'Sign out' }).click();
        await page.getByRole('heading', { level: 1, name: 'Sign in to Scrip' }).waitFor();
        await page.goBack();
        await page.getByRole('heading', { level: 1, name: 'Sign in to Scrip' }).waitFor();
      });
    });

    it('begins with an invitation: password, secret in text, recovery codes once', async () => {
      const staff = { name: 'Grace', email: 'grace@acme.example', role: 'lead' };
      const { body } = await (await pages.stepped()).post('/v1/staff', staff);
      const token = await pages.invite(body.staff_id);
      await visitAsNobody(`/invite#${token}`, async ({ page }) => {
        await page.getByLabel('New password').fill(PASSWORD);
        await demandAccessible(page, 'invitation');
        await page.getByRole('button', { name: 'Continue' }).click();
        await page.getByRole('img', { name: 'QR code of the secret' }).waitFor();
        await demandAccessible(page, 'enrolment');
        const grace = pages.somebody();
        grace.secret = (await page.locator('main code').textContent()) ?? '';
        await page.getByLabel('Six-digit code').fill(await grace.code());
        const sent: string[] = [];
        page.on('request', (request) => sent.push(new URL(request.url()).pathname));
        await page.getByRole('button', { name: 'Continue' }).dblclick();
        await page.getByText('Keep your recovery codes').waitFor();
        expect(sent.filter((path) => path.endsWith('/confirm'))).toHaveLength(1);
        expect(await page.locator('main li code').count()).toBe(10);
        await demandAccessible(page, 'recovery codes');
        await page.getByRole('button', { name: 'I have kept them' }).click();
        await page.getByText('Grace').waitFor();
      });
      await visitAsNobody(`/invite#${token}`, async ({ page }) => {
        await page.getByLabel('New password').fill(PASSWORD);
        await page.getByRole('button', { name: 'Continue' }).click();
        await page.getByRole('alert').getByText('This invitation is not valid any more').waitFor();
      });
    });

    it('begins for the first administrator with the secret in text, and leads to Home', async () => {
      // As when nobody had signed in yet.
      await pages.theProduct().harness.pool.query(
        `UPDATE app.staff SET totp_secret = NULL, totp_step = NULL, recovery_codes = '{}'
         WHERE email = lower($1)`,
        [EMAIL],
      );
      const root = pages.admin();
      await visitAsNobody('/', async ({ page }) => {
        const home = page.getByRole('heading', { level: 1, name: 'Home' });
        const wrong = page.getByText('This code is wrong, or was used already.');
        const comeBack = async () => {
          await page.getByRole('button', { name: 'Sign out' }).click();
          await give(page, EMAIL, ROOT_PASSWORD);
        };
        const continueWith = async (label: string, code: string) => {
          await page.getByLabel(label).fill(code);
          await page.getByRole('button', { name: 'Continue' }).click();
        };
        await give(page, EMAIL, ROOT_PASSWORD);
        await page.getByRole('img', { name: 'QR code of the secret' }).waitFor();
        root.secret = (await page.locator('main code').textContent()) ?? '';
        const used = await root.code();
        await continueWith('Six-digit code', used);
        await page.getByText('Keep your recovery codes').waitFor();
        root.recoveryCodes = await page.locator('main li code').allTextContents();
        await page.getByRole('button', { name: 'I have kept them' }).click();
        await home.waitFor();
        await page.getByText('Nothing needs you').waitFor();
        await comeBack();
        await continueWith('Six-digit code', used);
        await wrong.waitFor();
        const [recovery = ''] = root.recoveryCodes;
        await page.getByRole('button', { name: 'Use a recovery code instead' }).click();
        await continueWith('Recovery code', recovery);
        await home.waitFor();
        await comeBack();
        await page.getByRole('button', { name: 'Use a recovery code instead' }).click();
        await continueWith('Recovery code', recovery);
        await wrong.waitFor();
        await demandAccessible(page, 'a used recovery code');
        await page.getByRole('button', { name: 'Use the app instead' }).click();
        await continueWith('Six-digit code', await root.code());
        await home.waitFor();
      });
    });

    it('is asked for again where the session was ended, and leads back', async () => {
      const { person, id } = await pages.member('support');
      const story = async ({ page, watch }: Opened) => {
        watch.expect(/401/);
        await settled(page);
        const { body: me } = await person.get('/v1/me');
        const ended = await (await pages.stepped()).ask('delete', `/v1/staff/${id}/sessions`);
        expect(ended.status).toBe(204);
        await page.getByRole('link', { name: 'Timeline' }).click();
        await give(page, me.email, PASSWORD);
        await page.getByLabel('Six-digit code').fill(await person.code());
        await page.keyboard.press('Enter');
        await page.getByText('Everything that happened, newest first').waitFor();
      };
      await visit(`/accounts/${account}/plan`, story, {}, person);
    });

    it('says in words that no session is kept without TLS', async () => {
      await visitAsNobody('/', async ({ page }) => {
        await page.getByLabel('E-mail').waitFor();
        const json = { password: true, oidc: null, secure: false };
        await page.route('**/v1/auth/methods', (route) => route.fulfill({ json }));
        await page.reload();
        await page.getByText('Your browser cannot keep you signed in here').waitFor();
        expect(await page.getByLabel('Password').count()).toBe(0);
        await demandAccessible(page, 'without TLS');
      });
    });
  });
}
