import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { IdentityProvider } from '../../../support/product/identity-provider.js';
import { demandAccessible } from '../../support/axe.js';
import { inBrowser, type Opened } from '../../support/browser.js';
import type { consolePages } from '../../support/console.js';
import { originOf } from '../../support/origin.js';

/** Stories of single sign-on, in a process of the product that has a provider. */
export function singleSignOnStories(pages: ReturnType<typeof consolePages>): void {
  describe('single sign-on', () => {
    let identities: IdentityProvider;
    let origin: string;
    let account: string;
    beforeAll(async () => {
      identities = await IdentityProvider.start();
      const api = await pages.theProduct().another(identities.environment);
      pages.clock.govern(api);
      account = await pages.open({ name: 'Signed on to' });
      origin = originOf(api).replace('127.0.0.1', 'localhost');
    });
    afterAll(() => identities?.stop());

    const visitAsNobody = (path: string, story: (opened: Opened) => Promise<void>) =>
      inBrowser({ locale: 'en-US' }, async (opened) => {
        opened.watch.expect(/401/);
        await opened.page.goto(`${origin}/console${path}`);
        await story(opened);
      });

    it('is offered first, sets up the app, and leads to the page that was wanted', async () => {
      const ada = { name: 'Ada Single', email: 'single@acme.example', role: 'support' };
      await (await pages.stepped()).post('/v1/staff', ada);
      identities.add(ada.email);
      await visitAsNobody(`/accounts/${account}/timeline`, async ({ page }) => {
        const way = page.getByRole('link', { name: 'Sign in with Acme Login' });
        await way.waitFor();
        await demandAccessible(page, 'single sign-on');
        expect(await page.getByRole('button').or(way).first().textContent()).toContain('Acme');
        await way.click();
        await page.getByRole('img', { name: 'QR code of the secret' }).waitFor();
        const person = pages.somebody();
        person.secret = (await page.locator('main code').textContent()) ?? '';
        await page.getByLabel('Six-digit code').fill(await person.code());
        await page.getByRole('button', { name: 'Continue' }).click();
        await page.getByRole('button', { name: 'I have kept them' }).click();
        await page.getByText('Everything that happened, newest first').waitFor();
        await page.getByText(ada.name).waitFor();
      });
    });

    it('says why it came to nothing, and goes on with a password', async () => {
      identities.add('stranger@acme.example');
      await visitAsNobody('/', async ({ page }) => {
        await page.getByRole('link', { name: 'Sign in with Acme Login' }).click();
        await page.getByText('Nobody here has the e-mail address').waitFor();
        await demandAccessible(page, 'refused single sign-on');
        await page.getByLabel('E-mail').waitFor();
      });
    });
  });
}
