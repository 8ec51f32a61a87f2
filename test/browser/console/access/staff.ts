import { describe, expect, it } from '@jest/globals';
import { PASSWORD } from '../../../support/product/console-product.js';
import { becomes } from '../../../support/product/projections.js';
import { demandAccessible } from '../../support/axe.js';
import type { Opened } from '../../support/browser.js';
import { filterOf, rowOf, settled, type consolePages } from '../../support/console.js';

/** Stories of people, their sessions and limits, and what they did. */
export function staffStories(pages: ReturnType<typeof consolePages>): void {
  const { visit, stepped, signedIn, member } = pages;

  describe('the staff page', () => {
    it('invites somebody by the keyboard alone, with a proof, and shows the link once', async () => {
      const admin = await signedIn();
      const story = async ({ page, watch }: Opened) => {
        watch.expect(/403.*\/v1\/staff/);
        const { keyboard } = page;
        await page.getByRole('button', { name: 'Invite somebody' }).focus();
        await keyboard.press('Enter');
        await keyboard.type('Grace Hopper');
        await keyboard.press('Tab');
        await keyboard.type('hopper@acme.example');
        await keyboard.press('Tab');
        await keyboard.press('ArrowDown');
        await page.getByRole('option', { name: 'Lead' }).waitFor();
        await keyboard.press('ArrowDown');
        await keyboard.press('Enter');
        await demandAccessible(page, 'invite');
        await page.getByRole('button', { name: 'Create the link' }).focus();
        await keyboard.press('Enter');
        await page.getByText('Prove that it is you').waitFor();
        await keyboard.type(await admin.code());
        await demandAccessible(page, 'invite, proof');
        await keyboard.press('Enter');
        await page.getByText('Link for Grace Hopper').waitFor();
        const link = (await page.locator('[data-secret]').textContent()) ?? '';
        expect(link).toMatch(/^http:.*\/console\/invite#[\w-]{43}$/);
        await demandAccessible(page, 'the link');
        await page.getByRole('button', { name: 'Done' }).focus();
        await keyboard.press('Enter');
        const row = rowOf(page, 'hopper@acme.example');
        for (const text of ['Lead', 'Invited', 'Never']) {
          await row.getByText(text, { exact: true }).waitFor();
        }
        expect(await page.content()).not.toContain(link.split('#')[1]);
      };
      await visit('/staff', story, {}, admin);
    });

    it('says beside a field what is wrong with it, and keeps what was typed', async () => {
      const story = async ({ page, watch }: Opened) => {
        watch.expect(/422|409/);
        await rowOf(page, 'Support')
          .last()
          .getByRole('button', { name: /Change/ })
          .click();
        await page.getByLabel('Per action').fill('600');
        await page.getByLabel('Per day (UTC)').fill('70');
        await page.getByRole('button', { name: 'Set the limit' }).click();
        await page.getByText('expected at least `per_action`').waitFor();
        await demandAccessible(page, 'a limit that is refused');
        await page.getByLabel('Per day (UTC)').fill('7000.5');
        await page.getByRole('button', { name: 'Set the limit' }).click();
        await rowOf(page, '7,000.5').waitFor();
        await page.getByRole('button', { name: 'Invite somebody' }).click();
        await page.getByLabel('Name').fill('Root');
        await page.getByLabel('E-mail').fill('root@acme.example');
        await page.getByRole('button', { name: 'Create the link' }).click();
        await page.getByText('this e-mail address belongs to a member of staff already').waitFor();
        expect(await page.getByLabel('Name').inputValue()).toBe('Root');
      };
      await visit('/staff', story, {}, await stepped());
    });

    it('leads to a person: another role, sessions ended, a new link that resets', async () => {
      const { id, person } = await member('support');
      const story = async ({ page }: Opened) => {
        await page.locator(`a[href$="${id}"]`).click();
        await page.getByText('Open sessions').waitFor();
        await page.getByRole('button', { name: 'Edit' }).click();
        await page.getByLabel('Role').click();
        await page.getByRole('option', { name: 'Finance' }).click();
        await demandAccessible(page, 'edit a person');
        await page.getByRole('button', { name: 'Save' }).click();
        await page.getByRole('heading', { level: 2, name: 'Finance' }).waitFor();
        expect((await person.get('/v1/me')).body.role).toBe('finance');
        await page.getByRole('button', { name: /^End the session from/ }).click();
        await page.getByRole('button', { name: 'End the session', exact: true }).click();
        await page.getByText('No open session').waitFor();
        expect((await person.get('/v1/me')).status).toBe(401);
        await page.getByRole('button', { name: 'New link' }).click();
        await page.getByText('It resets both').waitFor();
        await page.getByRole('button', { name: 'Create the link' }).click();
        await page.locator('[data-secret]').waitFor();
        await page.getByRole('button', { name: 'Done' }).click();
        await page.getByText('Invited', { exact: true }).waitFor();
      };
      await visit('/staff', story, {}, await stepped());
    });

    it('names the permission that support lacks, and is not in its menu', async () => {
      await visit('/staff', async ({ page, watch }) => {
        watch.expect(/403/);
        await page.getByText('staff:write').waitFor();
        await demandAccessible(page, 'staff, forbidden');
        await page.getByRole('link', { name: 'Staff actions' }).waitFor();
        expect(await page.getByRole('link', { name: 'Staff', exact: true }).count()).toBe(0);
      });
    });
  });

  describe('the list of staff actions', () => {
    it('says in words who did what, is narrowed in the address, and is saved as CSV', async () => {
      const { id, person } = await member('lead');
      const account = await pages.open({ name: 'Watched' });
      const note = { text: 'Called back', ticket: 'T-9' };
      person.headers = { ...person.headers, 'idempotency-key': 'watched' };
      expect((await person.post(`/v1/accounts/${account}/notes`, note)).status).toBe(201);
      const story = async ({ page }: Opened) => {
        await page.getByRole('link', { name: 'Staff actions' }).click();
        const row = rowOf(page, account);
        await row.getByText('Added a note').waitFor();
        for (const text of ['T-9', 'Done']) await row.getByText(text).waitFor();
        await page.getByLabel('Person').click();
        await page
          .getByRole('option', { name: /^Root|Ada/ })
          .first()
          .waitFor();
        await page.keyboard.press('Escape');
        await row.getByRole('link', { name: 'Ada' }).click();
        await page.getByRole('combobox', { name: 'Action' }).click();
        await page.getByRole('option', { name: 'Added a note' }).click();
        const action = 'POST /v1/accounts/:account_id/notes';
        await becomes(() => filterOf(page), { staff_id: id, action });
        await page.getByRole('row').nth(2).waitFor({ state: 'detached' });
        const [file] = await Promise.all([
          page.waitForEvent('download'),
          page.getByRole('button', { name: 'Download CSV' }).click(),
        ]);
        expect(file.suggestedFilename()).toBe('staff-actions.csv');
        await page.getByLabel('Account').fill('nobody');
        await page.getByText('No action matches').waitFor();
        await demandAccessible(page, 'no action matches');
      };
      await visit('/accounts', story, {}, await signedIn());
    });
  });

  describe('one’s own page', () => {
    it('shows one’s role and sessions, and ends another of them', async () => {
      const { person } = await member('support');
      const { body: me } = await person.get('/v1/me');
      const there = pages.somebody();
      there.secret = person.secret;
      await there.logIn(me.email, PASSWORD);
      await there.post('/v1/auth/mfa', { code: await there.code() });
      expect((await there.get('/v1/me')).status).toBe(200);
      const story = async ({ page }: Opened) => {
        await settled(page);
        await page.getByRole('link', { name: 'Ada: your profile' }).click();
        await page.getByText(me.email).waitFor();
        await page.getByText('This session', { exact: true }).waitFor();
        await page.getByRole('button', { name: /^End the session from/ }).click();
        await page.getByRole('button', { name: 'End the session', exact: true }).click();
        await page.getByRole('dialog').waitFor({ state: 'detached' });
        await page.getByRole('button', { name: /^End the session from/ }).waitFor({
          state: 'detached',
        });
        expect((await there.get('/v1/me')).status).toBe(401);
        expect((await person.get('/v1/me')).status).toBe(200);
      };
      await visit('/accounts', story, {}, person);
    });
  });
}
