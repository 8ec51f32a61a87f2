import { expect, describe, it } from '@jest/globals';
import { becomes, until } from '../../support/product/projections.js';
import { demandAccessible } from '../support/axe.js';
import { filterOf, rowOf, settled, type consolePages } from '../support/console.js';

const filtered = (filter: object) =>
  `/adjustments?filter=${encodeURIComponent(JSON.stringify(filter))}`;

/** Stories of the register of adjustments, on the product of the console's other stories. */
export function adjustmentStories(pages: ReturnType<typeof consolePages>): void {
  const { visit, get, open, adjust, debit, post, member } = pages;
  /** Waits until the register has it. */
  const listed = ({ position }: { position: string }) =>
    get(`/v1/adjustments?page[size]=1&min_position=${position}`);

  describe('the register of adjustments', () => {
    it('says who gave how much to whom and why, and leads to the event', async () => {
      const account = await open({ name: 'Registered' });
      const { person, id } = await member('lead');
      const { body } = await person.post(`/v1/accounts/${account}/adjustments/preview`, GIVEN);
      const given = { ...GIVEN, preview_hash: body.preview_hash };
      person.headers = { ...person.headers, 'idempotency-key': 'registered' };
      const done = await person.post(`/v1/accounts/${account}/adjustments`, given);
      expect(done.status).toBe(201);
      await listed(done.body);
      await visit('/accounts', async ({ page }) => {
        await page.getByRole('link', { name: 'Adjustments' }).click();
        await page.getByRole('heading', { level: 1, name: 'Adjustments' }).waitFor();
        const row = rowOf(page, account);
        await row.getByText('+12.000001').waitFor();
        for (const text of ['Service outage', 'Sorry', 'ZD-41', 'Ada']) {
          await row.getByText(text, { exact: true }).waitFor();
        }
        for (const [label, choice] of [
          ['By', 'Any person'],
          ['Period', 'Last 7 days'],
        ] as const) {
          await page.getByRole('combobox', { name: label }).click();
          await page.getByRole('option', { name: choice }).click();
        }
        const isNarrowed = () => {
          const { actor, to } = filterOf(page);
          return actor !== undefined && to !== undefined;
        };
        await until(isNarrowed, 'period in the address');
        await row.getByText('+12.000001').waitFor();
        const asked = filterOf(page);
        expect(asked.actor).toBe('staff');
        expect(Date.parse(asked.to) - Date.parse(asked.from)).toBe(7 * 86_400_000);
        await row.getByRole('link', { name: 'Issued' }).click();
        const drawer = page.getByRole('dialog');
        await drawer.getByText('ZD-41', { exact: true }).waitFor();
        const actor = drawer.locator(`[data-actor="staff:${id}"]`);
        await actor.getByText('Ada', { exact: true }).waitFor();
        await actor.getByRole('button', { name: 'Copy the id of Ada' }).waitFor();
      });
    });

    it('shows what its address asks for, as the API has it, and goes on from a row', async () => {
      const account = await open({ name: 'Filtered' });
      await adjust(account, '5', { ticket: 'ZD-42' });
      await adjust(account, '6', { ticket: 'ZD-43', reason_code: 'other' });
      const { debit_id } = await debit(account, { credits: '2' });
      const why = { reason_code: 'other', note: 'Sorry', ticket: 'ZD-43' };
      const refunds = `/v1/accounts/${account}/debits/${debit_id}/refunds`;
      const { position } = await post(refunds, why);
      const ours = `filter[account_id]=${account}&min_position=${position}`;
      const { data } = await get(`/v1/adjustments?${ours}`);
      expect(data.length).toBe(3);
      await visit(filtered({ account_id: account }), async ({ page }) => {
        await settled(page);
        await becomes(
          () => page.locator('tbody td:nth-child(2) > span:last-child').allInnerTexts(),
          data.map(({ credits }: { credits: string }) => `+${credits}`),
        );
        await rowOf(page, 'Refunded').getByRole('link', { name: 'ZD-43' }).click();
        await rowOf(page, 'ZD-42').waitFor({ state: 'detached' });
        expect(await page.locator('tbody tr').count()).toBe(2);
        expect(await page.getByLabel('Ticket').inputValue()).toBe('ZD-43');
        await page.getByLabel('What').click();
        await page.getByRole('option', { name: 'Issued' }).click();
        await rowOf(page, 'Refunded').waitFor({ state: 'detached' });
        await page.getByLabel('Before').fill('2020-01-31');
        await page.getByText('No adjustment matches').waitFor();
        await demandAccessible(page, 'no adjustment matches');
        await becomes(() => filterOf(page), {
          account_id: account,
          ticket: 'ZD-43',
          kind: 'issue',
          to: '2020-01-31T00:00:00.000Z',
        });
      });
    });

    it('keeps a filter that is chosen while another is still being typed', async () => {
      await visit('/adjustments', async ({ page }) => {
        await settled(page);
        await page.clock.install();
        await page.clock.pauseAt(Date.now() + 60_000);
        await page.getByLabel('Ticket').fill('ZD-42');
        await page.getByLabel('Before').fill('2020-01-31');
        // As on a slow machine: the typed one is due before the chosen one is drawn.
        await page.clock.runFor(1_000);
        await becomes(() => filterOf(page), {
          ticket: 'ZD-42',
          to: '2020-01-31T00:00:00.000Z',
        });
      });
    });

    it('says that notes are hidden from whoever may not read them', async () => {
      const account = await open({ name: 'Masked' });
      await listed(await adjust(account, '5', { note: 'A private matter' }));
      const { person } = await member('product');
      const path = filtered({ account_id: account });
      const story: Parameters<typeof visit>[1] = async ({ page }) => {
        await rowOf(page, account).getByText('The note is hidden from your role').waitFor();
        expect(await page.getByText('A private matter').count()).toBe(0);
      };
      await visit(path, story, {}, person);
    });

    it('names the permission or the request where it cannot be shown, and tries again', async () => {
      await visit('/accounts', async ({ page, watch }) => {
        watch.expect(/403/, /500/);
        await settled(page);
        const list = '**/v1/adjustments?**';
        const body = {
          code: 'forbidden',
          detail: 'no',
          status: 403,
          missing_scope: 'accounts:read',
        };
        await page.route(list, (route) => route.fulfill({ status: 403, json: body }));
        await page.getByRole('link', { name: 'Adjustments' }).click();
        await page.getByText('You may not see this').waitFor();
        await page.getByText('accounts:read').waitFor();
        await demandAccessible(page, 'forbidden adjustments');
        await page.unroute(list);
        const broken = {
          code: 'internal_error',
          detail: 'broke',
          request_id: 'req_2',
          status: 500,
        };
        await page.route(list, (route) => route.fulfill({ status: 500, json: broken }));
        await page.reload();
        await page.getByText('Request req_2').waitFor();
        await demandAccessible(page, 'adjustments that failed');
        await page.unroute(list);
        await page.getByRole('button', { name: 'Try again' }).click();
        await page.getByRole('table', { name: 'Adjustments' }).waitFor();
      });
    });
  });
}

const GIVEN = {
  credits: '12.000001',
  reason_code: 'service_outage',
  note: 'Sorry',
  ticket: 'ZD-41',
};
