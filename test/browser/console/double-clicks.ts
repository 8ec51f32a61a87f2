import { describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { PASSWORD } from '../../support/product/console-product.js';
import { rowOf, settled, type consolePages } from '../support/console.js';

/** Stories of a second click before the page has noticed the first: a change is made once. */
export function doubleClickStories(pages: ReturnType<typeof consolePages>): void {
  const { visit, visitAsNobody, member, stepped, theProduct, post } = pages;
  /** Paths of what the page asks to be changed, from now on. */
  const changesOf = (page: Page): string[] => {
    const sent: string[] = [];
    page.on('request', (request) => {
      if (request.method() !== 'GET') sent.push(new URL(request.url()).pathname);
    });
    return sent;
  };

  describe('a double click', () => {
    it('signs in once', async () => {
      const { person } = await member('product');
      const { email } = (await person.get('/v1/me')).body;
      await visitAsNobody('/', async ({ page }) => {
        await page.getByLabel('E-mail').fill(email);
        await page.getByLabel('Password').fill(PASSWORD);
        const sent = changesOf(page);
        await page.getByRole('button', { name: 'Sign in' }).dblclick();
        await page.getByLabel('Six-digit code').fill(await person.code());
        await page.getByRole('button', { name: 'Continue' }).dblclick();
        await page.getByRole('heading', { level: 1, name: 'Home' }).waitFor();
        expect(sent).toEqual(['/v1/auth/login', '/v1/auth/mfa']);
      });
    });

    it('creates one API key', async () => {
      await visit(
        '/api-keys',
        async ({ page }) => {
          await page.getByRole('button', { name: 'Create a key' }).click();
          await page.getByRole('textbox', { name: 'Name' }).fill('Clicked twice');
          const sent = changesOf(page);
          await page.getByRole('button', { name: 'Create the key' }).dblclick();
          await page.getByRole('button', { name: 'Done' }).click();
          await rowOf(page, 'Clicked twice').first().waitFor();
          await settled(page);
          expect(sent).toEqual(['/v1/api-keys']);
        },
        {},
        await stepped(),
      );
    });

    it('gives an endpoint one new secret, and says why a second has to wait', async () => {
      const { id } = await post('/v1/webhook-endpoints', { url: 'http://127.0.0.1:9/twice' });
      const { person } = await member('operator');
      await visit(
        `/webhooks/${id}`,
        async ({ page, watch }) => {
          watch.expect(/409/);
          const rotate = page
            .getByRole('dialog')
            .getByRole('button', { name: 'Rotate the secret' });
          await page.getByRole('button', { name: 'Rotate the secret' }).click();
          const sent = changesOf(page);
          await rotate.dblclick();
          await page.getByRole('button', { name: 'Done' }).click();
          expect(sent).toEqual([`/v1/webhook-endpoints/${id}/rotate-secret`]);
          await page.getByRole('button', { name: 'Rotate the secret' }).click();
          await rotate.click();
          await page.getByText('the former secret still signs until').waitFor();
        },
        {},
        person,
      );
      await theProduct().delete(`/v1/webhook-endpoints/${id}`);
    });
  });
}
