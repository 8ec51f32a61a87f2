import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { newKey } from '../../support/product/app.js';
import type { Member } from '../../support/product/console-product.js';
import { actionDialog, demandStepAccessible } from '../support/action.js';
import { demandAccessible } from '../support/axe.js';
import { rowOf, settled, type consolePages, type Visited } from '../support/console.js';

/** Stories of versions that one person proposes and another publishes, on the console's product. */
export function proposalStories(pages: ReturnType<typeof consolePages>): void {
  const { visit, theProduct, member } = pages;
  let product: Member;
  let finance: Member;
  const put = (path: string, body: object) =>
    theProduct().put(path).set('idempotency-key', newKey()).send(body).expect(200);
  const prove = async (page: Page, { person }: Member) => {
    await actionDialog(page)
      .getByRole('textbox')
      .last()
      .fill(await person.code());
    await page.keyboard.press('Enter');
  };

  describe('a change of a plan', () => {
    beforeAll(async () => {
      product = await member('product');
      finance = await member('finance');
      const price = { minor: 1_999, currency: 'usd' };
      await put('/v1/plans/duo', { name: 'Duo', price, credits: '500.5' });
    });

    it('keeps what was typed where the role is taken away meanwhile, and names the permission', async () => {
      const { id, person } = await member('product');
      const story = async ({ page, watch }: Visited) => {
        watch.expect(/403/);
        await page.clock.install();
        await page.reload();
        await settled(page);
        await page.getByRole('button', { name: 'Propose a change' }).click();
        const dialog = actionDialog(page);
        await dialog.getByLabel('Credits a month').fill('601');
        await dialog.getByLabel('Why').fill('Typed for minutes');
        const admin = await pages.stepped();
        expect((await admin.ask('patch', `/v1/staff/${id}`, { role: 'operator' })).status).toBe(
          200,
        );
        // Whoever comes back to the page after a while is asked for anew.
        await page.clock.fastForward(61_000);
        await page.evaluate(`dispatchEvent(new Event('visibilitychange'))`);
        // What is behind a dialog is hidden, and yet there.
        const button = { name: 'Propose a change', includeHidden: true };
        await page.getByRole('button', button).waitFor({ state: 'detached' });
        expect(await dialog.getByLabel('Why').inputValue()).toBe('Typed for minutes');
        await dialog.getByRole('button', { name: 'Show the difference' }).click();
        await dialog.getByText('catalogue:request').waitFor();
        expect(await dialog.getByLabel('Why').inputValue()).toBe('Typed for minutes');
        await demandStepAccessible(page, 'a proposal of whoever may not propose any more');
      };
      await visit('/catalogue/plans/duo', story, {}, person);
    });

    it('is proposed with its difference shown first, and published by another', async () => {
      let path = '';
      await visit(
        '/catalogue/plans/duo',
        async ({ page, watch }) => {
          watch.expect(/422/);
          await settled(page);
          await page.getByRole('button', { name: 'Propose a change' }).click();
          const dialog = actionDialog(page);
          expect(await dialog.getByLabel('Price a month').inputValue()).toBe('19.99');
          await dialog.getByLabel('Credits a month').fill('many');
          await dialog.getByRole('button', { name: 'Show the difference' }).click();
          await dialog.locator('[aria-invalid=true]').waitFor();
          await demandStepAccessible(page, 'a field of a proposal that is wrong');
          await dialog.getByLabel('Credits a month').fill('600');
          await dialog.getByLabel('Price a month').fill('25.5');
          await dialog.getByLabel('Why').fill('Costs went up');
          await dialog.getByRole('button', { name: 'Show the difference' }).click();
          await dialog.getByText('Against the live version').waitFor();
          expect(await dialog.getByRole('listitem').allInnerTexts()).toEqual([
            'Price a month: $19.99 → $25.50',
            'Credits a month: 500.5 → 600',
          ]);
          await dialog.getByText('If it is published now, from').waitFor();
          await demandStepAccessible(page, 'the difference of a proposal');
          await dialog.getByRole('button', { name: 'Propose this change' }).click();
          await page.getByRole('heading', { level: 1, name: 'Publish the plan Duo' }).waitFor();
          await page.getByText('Costs went up').waitFor();
          await page.getByRole('button', { name: 'Withdraw' }).waitFor();
          expect(await page.getByRole('button', { name: 'Approve' }).count()).toBe(0);
          await demandAccessible(page, 'an own proposal');
          path = new URL(page.url()).pathname.replace('/console', '');
        },
        {},
        product.person,
      );
      expect(path).toMatch(/^\/approvals\/proposals\/apr_/);
      await visit(
        '/approvals',
        async ({ page, watch }) => {
          watch.expect(/403/);
          await settled(page);
          await page.getByRole('button', { name: 'For me' }).click();
          const row = rowOf(page, 'Publish the plan Duo');
          await row.getByText('Open', { exact: true }).waitFor();
          await row.getByRole('link', { name: 'Publish the plan Duo' }).click();
          await page.getByText('Credits a month: 500.5 → 600').waitFor();
          await demandAccessible(page, 'a proposal to decide');
          await page.getByRole('button', { name: 'Approve' }).click();
          await actionDialog(page).getByRole('button', { name: 'Approve' }).click();
          await page.getByText('Prove that it is you').waitFor();
          await prove(page, finance);
          await page.getByText(/approved it, and it was published/).waitFor();
          await page.getByRole('link', { name: 'duo' }).click();
          await rowOf(page, 'Scheduled').getByText('Credits a month: 500.5 → 600').waitFor();
          expect(await page.getByRole('button', { name: 'Propose a change' }).count()).toBe(0);
        },
        {},
        finance.person,
      );
    });
  });
}
