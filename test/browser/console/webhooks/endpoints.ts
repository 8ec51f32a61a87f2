import { describe, expect, it } from '@jest/globals';
import { answering, isSigned } from '../../../support/product/receiver.js';
import { demandAccessible } from '../../support/axe.js';
import { rowOf, settled, type Visited } from '../../support/console.js';
import { sent, type WebhookPages } from './webhook-pages.js';

/** Stories of adding and changing endpoints, and of why one is off. */
export function endpointStories(pages: WebhookPages): void {
  const { visit, member, listen, register, operator } = pages;

  describe('a webhook endpoint', () => {
    it('is added by the keyboard alone, its secret shown once, and sent a signed test', async () => {
      const receiver = await listen();
      const story = async ({ page }: Visited) => {
        const { keyboard } = page;
        await page.getByRole('link', { name: 'Webhooks' }).click();
        await settled(page);
        await page.getByRole('button', { name: 'Add an endpoint' }).focus();
        await keyboard.press('Enter');
        await keyboard.type(receiver.url);
        await keyboard.press('Tab');
        await keyboard.type('The shop');
        await keyboard.press('Tab');
        await keyboard.press('Space');
        await page.getByText('Choose at least one.').waitFor();
        await page.getByRole('checkbox', { name: 'Credits are low' }).focus();
        await keyboard.press('Space');
        await demandAccessible(page, 'add an endpoint');
        await keyboard.press('Enter');
        await page.getByText('Secret of the endpoint').waitFor();
        const secret = (await page.locator('[data-secret]').textContent()) ?? '';
        expect(secret).toMatch(/^whsec_/);
        await demandAccessible(page, 'the secret');
        await page.getByRole('button', { name: 'Done' }).focus();
        await keyboard.press('Enter');
        const row = rowOf(page, 'The shop');
        for (const text of ['Credits are low', 'On']) {
          await row.getByText(text, { exact: true }).waitFor();
        }
        expect(await page.content()).not.toContain(secret);
        await row.getByRole('link').click();
        await page.getByText('Nothing was sent yet').waitFor();
        await demandAccessible(page, 'an endpoint without deliveries');
        await page.getByRole('button', { name: 'Send a test' }).focus();
        await keyboard.press('Enter');
        await page.getByText('Succeeded', { exact: true }).waitFor();
        await rowOf(page, 'status 200').getByText('HTTP 200').waitFor();
        await sent(page).getByText('test.ping').waitFor();
        await demandAccessible(page, 'a delivery');
        const [received] = await receiver.until('test.ping');
        expect(received && isSigned(received, secret)).toBe(true);
      };
      await visit('/accounts', story, {}, operator());
    });

    it('that Scrip switched off says why, and is switched on, off, rotated and deleted', async () => {
      const { id, receiver, ping } = await register(['plan.changed']);
      receiver.answer = answering(410);
      await ping('failed');
      const story = async ({ page }: Visited) => {
        await page.getByText('It answered that it is gone (410)').waitFor();
        await page.getByText('it answered 410, which means').waitFor();
        expect(await page.getByRole('button', { name: 'Send a test' }).count()).toBe(0);
        await demandAccessible(page, 'switched off by Scrip');
        const act = async (button: string, submit: string) => {
          await page.getByRole('button', { name: button, exact: true }).click();
          await demandAccessible(page, submit);
          await page.getByRole('dialog').getByRole('button', { name: submit, exact: true }).click();
        };
        await act('Switch on', 'Switch it on');
        await page.getByText('On', { exact: true }).waitFor();
        await act('Switch off', 'Switch it off');
        await page.getByText('Switched off by hand').waitFor();
        await act('Rotate the secret', 'Rotate the secret');
        await page.getByText('Secret of the endpoint').waitFor();
        await page.getByRole('button', { name: 'Done' }).click();
        await page.getByText('Former secret signs until').waitFor();
        await page.getByRole('button', { name: 'Edit' }).click();
        await page.getByLabel('Description').fill('Rebuilt');
        await page.getByRole('button', { name: 'Save' }).click();
        await page.getByRole('heading', { level: 2, name: 'Rebuilt' }).waitFor();
        await act('Delete', 'Delete the endpoint');
        await page.getByRole('heading', { level: 1, name: 'Webhooks' }).waitFor();
        await page.getByText(receiver.url).waitFor({ state: 'detached' });
        await page.goBack();
        await page.getByText('There is no such endpoint').waitFor();
        await demandAccessible(page, 'no such endpoint');
      };
      await visit(`/webhooks/${id}`, story, {}, operator());
    });

    it('is refused beside the field where its address is none', async () => {
      const story = async ({ page, watch }: Visited) => {
        watch.expect(/422/);
        await page.getByRole('button', { name: 'Add an endpoint' }).click();
        await page.getByLabel('Address').fill('ftp://acme.example');
        await page.getByRole('button', { name: 'Add the endpoint' }).click();
        await page.getByLabel('Address').and(page.locator('[aria-invalid=true]')).waitFor();
        expect(await page.getByLabel('Address').inputValue()).toBe('ftp://acme.example');
        await demandAccessible(page, 'an address that is refused');
      };
      await visit('/webhooks', story, {}, (await member('product')).person);
    });

    it('is not for support, who read which permission it needs', async () => {
      await visit('/webhooks', async ({ page, watch }) => {
        watch.expect(/403/);
        await page.getByText('webhooks:write').waitFor();
        await demandAccessible(page, 'webhooks, forbidden');
        expect(await page.getByRole('link', { name: 'Webhooks' }).count()).toBe(0);
      });
    });
  });
}
