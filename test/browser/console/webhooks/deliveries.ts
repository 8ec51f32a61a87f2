import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { answering } from '../../../support/product/receiver.js';
import { demandAccessible } from '../../support/axe.js';
import { rowOf, type Visited } from '../../support/console.js';
import { sent, type WebhookPages } from './webhook-pages.js';

/** Stories of finding a delivery, what it says, and sending it again. */
export function deliveryStories(pages: WebhookPages): void {
  const { visit, register, operator, worker, theProduct, open, post } = pages;

  describe('a delivery', () => {
    it('that later succeeded says so, for each attempt, and is sent again', async () => {
      const { id, receiver, ping } = await register(['plan.changed']);
      const answers = [500, 503];
      receiver.answer = (received, response) =>
        answering(answers.shift() ?? 200)(received, response);
      const delivery = await ping('succeeded');
      const story = async ({ page }: Visited) => {
        await rowOf(page, 'Test').getByText('Later succeeded').waitFor();
        await page.getByRole('link', { name: 'Test', exact: true }).click();
        await page.getByText('Later succeeded').waitFor();
        for (const [answer, said] of [
          ['status 500', 'HTTP 500'],
          ['status 503', 'HTTP 503'],
        ]) {
          const row = rowOf(page, answer ?? '');
          await row.getByText(said ?? '').waitFor();
          await row.getByText('A later attempt succeeded').waitFor();
        }
        const last = rowOf(page, 'status 200');
        expect(await last.getByText('A later attempt succeeded').count()).toBe(0);
        await page.getByRole('button', { name: 'Send again' }).click();
        await page.getByText('It has arrived before.').waitFor();
        await demandAccessible(page, 'send again, asked');
        await page.getByRole('button', { name: 'Send it again' }).click();
        await last.nth(1).waitFor();
        const received = await receiver.until('test.ping', 4);
        expect(new Set(received.map((each) => each.id)).size).toBe(1);
        await demandAccessible(page, 'sent again');
        await page.getByRole('link', { name: receiver.url }).click();
        await page.waitForURL(`**/webhooks/${id}`);
      };
      await visit(`/webhooks/${id}`, story, {}, operator());
      expect(delivery).toMatch(/^whd_/);
    });

    it('is found by state, type and account, in the address and as CSV', async () => {
      const { id, receiver, ping, until } = await register(['plan.changed']);
      receiver.answer = answering(500);
      await ping('failed');
      receiver.answer = answering(200);
      const account = await open({ name: 'Planned' });
      await post(`/v1/accounts/${account}/plan-changes`, { plan: 'pro', when: 'now' }, 200);
      await worker().react();
      const path = `/v1/webhook-endpoints/${id}/deliveries?filter[account_id]=${account}`;
      const { data } = (await theProduct().get(path)).body;
      await until(data[0].id, 'succeeded');
      const story = async ({ page }: Visited) => {
        await rowOf(page, account).getByText('Succeeded').waitFor();
        const choose = async (field: string, option: string) => {
          await page.getByRole('combobox', { name: field }).click();
          await page.getByRole('option', { name: option }).click();
        };
        await choose('State', 'Failed');
        await rowOf(page, account).waitFor({ state: 'detached' });
        await rowOf(page, 'test.ping').getByText('HTTP 500').waitFor();
        await choose('Type', 'Plan changed');
        await page.getByText('No delivery matches').waitFor();
        await demandAccessible(page, 'no delivery matches');
        await choose('State', 'Any');
        await page.getByLabel('Account').fill(account);
        await rowOf(page, account).getByText('Plan changed').waitFor();
        await page.waitForURL(/account_id/);
        const filter = JSON.parse(new URL(page.url()).searchParams.get('filter') ?? '');
        expect(filter).toEqual({ type: 'plan.changed', account_id: account });
        await page.reload();
        await rowOf(page, account).waitFor();
        const [file] = await Promise.all([
          page.waitForEvent('download'),
          page.getByRole('button', { name: 'Download CSV' }).click(),
        ]);
        const text = readFileSync(await file.path(), 'utf8');
        expect(text).toContain(`,plan.changed,${account},succeeded,`);
        expect(text).toMatch(/# complete, 1 rows\r\n$/);
        await page.getByRole('link', { name: 'Plan changed' }).click();
        await sent(page).getByText(account).waitFor();
        await page.getByRole('link', { name: account }).waitFor();
      };
      await visit(`/webhooks/${id}`, story, {}, operator());
    });

    it('that is not there, and a list that failed, say so', async () => {
      const { id } = await register(['plan.changed']);
      const story = async ({ page, watch }: Visited) => {
        watch.expect(/404|500/);
        await page.getByText('There is nothing here').waitFor();
        await demandAccessible(page, 'no such delivery');
        const said = {
          code: 'internal_error',
          detail: 'it broke',
          request_id: 'r-2',
          status: 500,
        };
        let isBroken = true;
        await page.route('**/deliveries?**', (route) =>
          isBroken ? route.fulfill({ status: 500, json: said }) : route.continue(),
        );
        await page.goto(page.url().replace(/\/deliveries.*/, ''));
        await page.getByText('it broke').waitFor();
        await page.getByRole('button', { name: 'Switch off' }).waitFor();
        await demandAccessible(page, 'deliveries, failed');
        isBroken = false;
        await page.getByRole('button', { name: 'Try again' }).click();
        await page.getByText('Nothing was sent yet').waitFor();
      };
      await visit(`/webhooks/${id}/deliveries/whd_${'0'.repeat(20)}`, story, {}, operator());
    });
  });
}
