import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Person } from '../../../support/product/person.js';
import { PASSWORD } from '../../../support/product/console-product.js';
import { becomes } from '../../../support/product/projections.js';
import { demandAccessible } from '../../support/axe.js';
import { settled, type consolePages, type Visited } from '../../support/console.js';

const EXACT = { exact: true } as const;

/** Stories of who an account is: changing it, and erasing it. */
export function profileStories(pages: ReturnType<typeof consolePages>): void {
  const { visit, get, open, member, stepped, signedIn } = pages;
  const edit = { name: 'Edit', exact: true };

  describe('the profile of an account', () => {
    let lead: Person;
    beforeAll(async () => {
      lead = (await member('lead')).person;
    });

    it('is changed by a lead, by the keyboard alone, and seen at once', async () => {
      const metadata = { tier: 'gold', seats: 3 };
      const id = await open({ name: 'Acme', email: 'old@acme.example', metadata });
      const story = async ({ page }: Visited) => {
        const { keyboard } = page;
        await page.getByRole('button', edit).focus();
        await keyboard.press('Enter');
        await page.getByLabel('Name', EXACT).waitFor();
        await keyboard.press('Control+A');
        await keyboard.type('Apex');
        await keyboard.press('Tab');
        await keyboard.press('Control+A');
        await keyboard.type('new@apex.example');
        const row = async (n: number, label: string, text: string) => {
          await page.getByLabel(label, EXACT).nth(n).focus();
          await keyboard.press('Control+A');
          await keyboard.type(text);
        };
        await row(1, 'Value', '4');
        await page.getByRole('button', { name: 'Add a key' }).focus();
        await keyboard.press('Enter');
        await row(2, 'Key', 'tier');
        await page.getByText('This key stands above.').waitFor();
        await demandAccessible(page, 'a key twice');
        await row(2, 'Key', 'region');
        await row(2, 'Value', 'eu');
        await page.getByRole('button', { name: 'Remove the key tier' }).focus();
        await keyboard.press('Enter');
        await demandAccessible(page, 'edit the profile');
        await page.getByRole('button', { name: 'Save' }).focus();
        await keyboard.press('Enter');
        await page.getByRole('heading', { level: 1, name: 'Apex' }).waitFor();
        await page.getByRole('dialog').waitFor({ state: 'detached' });
        await becomes(() => page.getByText('new@apex.example').count(), 2);
        await page.getByText('region', EXACT).waitFor();
        await demandAccessible(page, 'a profile');
      };
      await visit(`/accounts/${id}/profile`, story, {}, lead);
      expect(await get(`/v1/accounts/${id}`)).toMatchObject({
        name: 'Apex',
        email: 'new@apex.example',
        metadata: { seats: 4, region: 'eu' },
      });
      expect((await get(`/v1/accounts/${id}`)).metadata).not.toHaveProperty('tier');
    });

    it('says beside a field what is wrong with it, and can be without an address', async () => {
      const id = await open({ name: 'Beta', email: 'beta@acme.example' });
      const story = async ({ page, watch }: Visited) => {
        watch.expect(/422/);
        await page.getByText('No metadata').waitFor();
        await page.getByRole('button', edit).click();
        await page.getByLabel('E-mail').fill('nobody');
        await page.getByRole('button', { name: 'Save' }).click();
        await page.getByText('expected an email address').waitFor();
        await demandAccessible(page, 'an address that is refused');
        await page.getByLabel('E-mail').fill('');
        await page.getByRole('button', { name: 'Save' }).click();
        await page.getByRole('dialog').waitFor({ state: 'detached' });
        await page.getByText('beta@acme.example').first().waitFor({ state: 'detached' });
      };
      await visit(`/accounts/${id}/profile`, story, {}, lead);
      expect(await get(`/v1/accounts/${id}`)).toMatchObject({ name: 'Beta', email: null });
    });

    it('comes back with what was typed when the session ends in the middle', async () => {
      const id = await open({ name: 'Gamma' });
      const { person } = await member('lead');
      const { email } = (await person.get('/v1/me')).body;
      const story = async ({ page, watch }: Visited) => {
        watch.expect(/401/);
        await page.getByRole('button', edit).click();
        const dialog = page.getByRole('dialog');
        await dialog.getByLabel('Name', EXACT).fill('Gamma & Sons');
        await page.getByRole('button', { name: 'Add a key' }).click();
        await page.getByLabel('Key', EXACT).fill('region');
        await person.post('/v1/auth/logout');
        await page.getByRole('button', { name: 'Save' }).click();
        // The dialog has an address too.
        await dialog.waitFor({ state: 'detached' });
        await page.getByLabel('E-mail').fill(email);
        await page.getByLabel('Password').fill(PASSWORD);
        await page.getByRole('button', { name: 'Sign in' }).click();
        await page.getByLabel('Six-digit code').fill(await person.code());
        await page.keyboard.press('Enter');
        await dialog.getByLabel('Name', EXACT).waitFor();
        expect(await dialog.getByLabel('Name', EXACT).inputValue()).toBe('Gamma & Sons');
        expect(await dialog.getByLabel('Key', EXACT).inputValue()).toBe('region');
        await page.getByRole('button', { name: 'Save' }).click();
        await page.getByRole('heading', { level: 1, name: 'Gamma & Sons' }).waitFor();
      };
      await visit(`/accounts/${id}/profile`, story, {}, person);
      expect((await get(`/v1/accounts/${id}`)).metadata).toEqual({ region: '' });
    });

    it('has no buttons for support, and is masked for an admin', async () => {
      const id = await open({ name: 'Delta', metadata: { tier: 'gold' } });
      await visit(`/accounts/${id}/profile`, async ({ page }) => {
        await page.getByText('tier', EXACT).waitFor();
        expect(await page.getByRole('button', edit).count()).toBe(0);
        expect(await page.getByRole('button', { name: 'Erase personal data' }).count()).toBe(0);
      });
      const masked = async ({ page }: Visited) => {
        await page.getByText('Your role does not show it').waitFor();
        expect(await page.getByRole('button', edit).count()).toBe(0);
        await demandAccessible(page, 'a masked profile');
      };
      await visit(`/accounts/${id}/profile`, masked, {}, await stepped());
    });

    it('keeps the dialog where the permission was lost, and names it', async () => {
      const { id: leadsId, person } = await member('lead');
      const id = await open({ name: 'Epsilon' });
      const admin = await stepped();
      const story = async ({ page, watch }: Visited) => {
        watch.expect(/403/);
        await page.getByRole('button', edit).click();
        await page.getByLabel('Name', EXACT).fill('Theirs');
        const answer = await admin
          .request('patch', `/v1/staff/${leadsId}`)
          .send({ role: 'support' });
        expect(answer.status).toBe(200);
        await page.getByRole('button', { name: 'Save' }).click();
        await page.getByText('pii:write').waitFor();
        expect(await page.getByLabel('Name', EXACT).inputValue()).toBe('Theirs');
        await demandAccessible(page, 'a profile that may not be changed');
      };
      await visit(`/accounts/${id}/profile`, story, {}, person);
      expect((await get(`/v1/accounts/${id}`)).name).toBe('Epsilon');
    });

    it('is erased for good by an admin who types the id and proves who they are', async () => {
      const metadata = { tier: 'gold' };
      const id = await open({ name: 'Zeta', email: 'zeta@acme.example', metadata });
      const admin = await signedIn();
      const story = async ({ page, watch }: Visited) => {
        watch.expect(/403/);
        const { keyboard } = page;
        await page.getByRole('button', { name: 'Erase personal data' }).focus();
        await keyboard.press('Enter');
        await page.getByText('ledger and events stay as they are').waitFor();
        await keyboard.type('another');
        await keyboard.press('Enter');
        await page.getByText('This is not the id of the account.').waitFor();
        await demandAccessible(page, 'erase, another id');
        await keyboard.press('Control+A');
        await keyboard.type(id);
        await keyboard.press('Enter');
        await page.getByText('Prove that it is you').waitFor();
        await keyboard.type(await admin.code());
        await demandAccessible(page, 'erase, proof');
        await keyboard.press('Enter');
        await page.getByRole('heading', { level: 1, name: id }).waitFor();
        await page.getByText('Personal data erased').first().waitFor();
        const erase = page.getByRole('button', { name: 'Erase personal data' });
        await erase.first().waitFor({ state: 'detached' });
        await demandAccessible(page, 'an erased profile');
      };
      await visit(`/accounts/${id}/profile`, story, {}, admin);
      const erased = await get(`/v1/accounts/${id}`);
      expect(erased).toMatchObject({ name: null, email: null, metadata: null });
      expect(erased.profile_erased_at).toEqual(expect.any(String));
      const after = async ({ page }: Visited) => {
        await settled(page);
        await page.getByText('No metadata').waitFor();
        expect(await page.getByRole('button', edit).count()).toBe(0);
      };
      await visit(`/accounts/${id}/profile`, after, {}, lead);
    });
  });
}
