import { describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { Member } from '../../support/product/console-product.js';
import { actionDialog, demandStepAccessible, preview } from '../support/action.js';
import { demandAccessible } from '../support/axe.js';
import { rowOf, settled, type consolePages } from '../support/console.js';

/** Stories of what one person asks for and another decides, on the console's product. */
export function approvalStories(pages: ReturnType<typeof consolePages>): void {
  const { visit, get, open, member } = pages;
  let lead: Member | undefined;
  const theLead = async () => (lead ??= await member('lead'));
  /** Asks for 800 credits in the dialog, and gives the address of the request. */
  const ask = async (account: string): Promise<string> => {
    let path = '';
    await visit(`/accounts/${account}`, async ({ page }) => {
      await settled(page);
      await page.keyboard.press('i');
      await preview(page, { credits: '800', note: 'Down for a day' });
      await page.getByText('This needs approval').waitFor();
      await demandStepAccessible(page, 'what needs approval');
      await page.keyboard.press('Control+Enter');
      await page.getByRole('heading', { name: 'Approval requested' }).waitFor();
      await actionDialog(page)
        .getByText(/These people can approve it: .*Ada \(Lead\)/)
        .waitFor();
      await demandStepAccessible(page, 'what was requested');
      const link = page.getByRole('link', { name: 'Show the request' });
      path = ((await link.getAttribute('href')) ?? '').replace('/console', '');
      await link.click();
      await page.getByRole('heading', { level: 1, name: 'Issue 800 credits' }).waitFor();
      expect(await page.getByRole('button', { name: 'Approve' }).count()).toBe(0);
      await page.getByRole('button', { name: 'Withdraw' }).waitFor();
      await demandAccessible(page, 'an own request');
    });
    expect((await get(`/v1/accounts/${account}/balance`)).available).toBe('100');
    return path;
  };
  const prove = async (page: Page, { person }: Member) => {
    await page
      .getByRole('dialog')
      .getByRole('textbox')
      .last()
      .fill(await person.code());
    await page.keyboard.press('Enter');
  };

  describe('approvals', () => {
    it('beyond the limit are requested in the dialog, and given by another with a code', async () => {
      const account = await open({ name: 'Asked for' });
      const who = await theLead();
      const path = await ask(account);
      await visit(
        '/approvals',
        async ({ page, watch }) => {
          watch.expect(/403/);
          await settled(page);
          await page.getByRole('button', { name: 'For me' }).click();
          await rowOf(page, account).getByText('Open', { exact: true }).waitFor();
          await demandAccessible(page, 'approvals');
          await page
            .getByRole('navigation')
            .getByLabel(/for you/)
            .waitFor();
          await rowOf(page, account).getByRole('link', { name: 'Issue 800 credits' }).click();
          await page.getByRole('button', { name: 'Approve' }).click();
          await page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
          await page.getByText('Prove that it is you').waitFor();
          await demandStepAccessible(page, 'approving');
          await prove(page, who);
          await page.getByText(/approved it, and it was executed/).waitFor();
          await page.getByRole('link', { name: 'Show in the timeline' }).click();
          const drawer = page.getByRole('dialog');
          await drawer.getByRole('link', { name: 'Approved request' }).waitFor();
          await drawer.getByText('Down for a day').waitFor();
          await page.keyboard.press('Escape');
          await page.getByRole('link', { name: 'Adjustments', exact: true }).click();
          const row = rowOf(page, account).filter({ hasText: '+800' });
          await row.getByRole('link', { name: 'approved by Ada' }).click();
          await page.waitForURL(`**${path}`);
        },
        {},
        who.person,
      );
      expect(path).toMatch(/^\/approvals\/apr_/);
      expect((await get(`/v1/accounts/${account}/balance`)).available).toBe('900');
    });

    it('are rejected with a reason, which the requester reads; ⌘K finds them', async () => {
      const account = await open({ name: 'Not given' });
      const who = await theLead();
      const path = await ask(account);
      await visit(
        path,
        async ({ page, watch }) => {
          watch.expect(/403/);
          await page.getByRole('button', { name: 'Reject' }).click();
          await page.getByLabel('Why not').fill('Credited already');
          await page.getByRole('dialog').getByRole('button', { name: 'Reject' }).click();
          const code = page.getByText('Prove that it is you');
          const told = page.getByText(/rejected it: Credited already/);
          await code.or(told).waitFor();
          if (await code.isVisible()) await prove(page, who);
          await told.waitFor();
        },
        {},
        who.person,
      );
      await visit('/accounts', async ({ page }) => {
        await settled(page);
        await page.keyboard.press('Control+k');
        const field = page.getByPlaceholder('Account, e-mail, ticket, or any id');
        await field.fill(path.replace('/approvals/', ''));
        await page.keyboard.press('Enter');
        await page.getByText(/rejected it: Credited already/).waitFor();
      });
    });
  });
}
