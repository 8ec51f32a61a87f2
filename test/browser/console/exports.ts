import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { demandAccessible } from '../support/axe.js';
import { settled, type consolePages } from '../support/console.js';

/** Stories of taking lists away as files, on the console's product. */
export function exportStories(pages: ReturnType<typeof consolePages>): void {
  const { visit, get, open, adjust, debit, hold, post, member, stepped, theProduct } = pages;
  const button = (page: Page) => page.getByRole('button', { name: 'Download CSV' });
  const exported = async (page: Page): Promise<string> => {
    const [file] = await Promise.all([page.waitForEvent('download'), button(page).click()]);
    return readFileSync(await file.path(), 'utf8');
  };

  describe('a list with an export', () => {
    it('is saved whole, narrowed as it is shown', async () => {
      const account = await open({ name: 'Exported' });
      for (const credits of ['5', '6.000001']) await adjust(account, credits, { ticket: 'ZD-51' });
      const { position } = await adjust(account, '7', { ticket: 'ZD-52' });
      await get(`/v1/adjustments?page[size]=1&min_position=${position}`);
      const filter = encodeURIComponent(JSON.stringify({ ticket: 'ZD-51' }));
      const { person } = await member('lead');
      const story = async ({ page }: { page: Page }) => {
        await settled(page);
        await page.locator('tbody tr').nth(1).waitFor();
        const text = await exported(page);
        expect(text.match(/,ZD-51,/g)?.length).toBe(2);
        expect(text).not.toContain('ZD-52');
        expect(text).toContain('6.000001');
        expect(text).toMatch(/# complete, 2 rows, position \d+\r\n$/);
        await page.getByText('Saved 2 rows to adjustments.csv.').waitFor();
        await demandAccessible(page, 'exported');
      };
      await visit(`/adjustments?filter=${filter}`, story, {}, person);
    });

    it('is saved from every page that lists something, by whose role takes it away', async () => {
      const account = await open({ name: 'Listed' });
      await hold(account, { credits: '3' });
      await post(`/v1/accounts/${account}/notes`, { text: 'Noted' });
      const somebody = await member('support');
      const named = theProduct().put('/v1/models/exported').set('idempotency-key', 'exported');
      await named.send({ name: 'Exported' }).expect(200);
      await post('/v1/models/exported/rates', { per_request: '1.5' });
      const at = (tab: string) => `/accounts/${account}${tab}`;
      const pagesOf = [
        ['lead', at(''), ['lots']],
        ['support', at('/explain'), ['ledger']],
        ['support', at('/timeline'), ['events']],
        ['support', at('/holds'), ['holds']],
        ['support', at('/members'), ['members']],
        ['support', at('/usage'), ['usage']],
        ['finance', at('/notes'), ['notes']],
        ['lead', '/approvals', ['approvals']],
        ['product', '/catalogue', ['plans', 'packs']],
        ['finance', '/models', ['models']],
        ['product', '/models/exported', ['exported rates']],
        ['lead', '/me', ['sessions']],
        ['operator', '/webhooks', ['webhook-endpoints']],
        ['admin', '/staff', ['staff', 'role-limits']],
        ['admin', `/staff/${somebody.id}`, ['Ada sessions']],
        ['admin', '/api-keys', ['api-keys']],
      ] as const;
      for (const [role, path, lists] of pagesOf) {
        const person = role === 'admin' ? await stepped() : (await member(role)).person;
        const story = async ({ page }: { page: Page }) => {
          await settled(page);
          await button(page)
            .nth(lists.length - 1)
            .waitFor();
          const found: string[] = [];
          for (const each of await button(page).all()) {
            const [file] = await Promise.all([page.waitForEvent('download'), each.click()]);
            found.push(file.suggestedFilename());
            expect(readFileSync(await file.path(), 'utf8')).toMatch(/\r\n# complete, \d+ rows/);
          }
          const prefix = path.startsWith('/accounts/') ? `${account} ` : '';
          expect(found).toEqual(lists.map((list) => `${prefix}${list}.csv`));
        };
        await visit(path, story, {}, person);
      }
    });

    it('of events has those that the timeline is narrowed to, and of views those that are saved', async () => {
      const account = await open({ name: 'Narrowed' });
      await debit(account, { credits: '2' });
      await adjust(account, '3.5');
      await visit(`/accounts/${account}/timeline?type=CreditsAdjusted`, async ({ page }) => {
        await page.getByRole('link', { name: 'Adjusted' }).waitFor();
        const text = await exported(page);
        expect(text).toContain(',CreditsAdjusted,');
        expect(text).not.toContain('CreditsDebited');
        expect(text).toMatch(/# complete, 1 rows, position \d+\r\n$/);
      });
      const { person } = await member('lead');
      const story = async ({ page }: { page: Page }) => {
        await settled(page);
        await page.getByRole('button', { name: 'Views' }).click();
        const dialog = page.getByRole('dialog', { name: 'Views' });
        await dialog.getByLabel('Name').fill('All of them');
        await dialog.getByRole('button', { name: 'Save this view' }).click();
        await dialog.getByRole('link', { name: 'All of them' }).waitFor();
        const [file] = await Promise.all([
          page.waitForEvent('download'),
          dialog.getByRole('button', { name: 'Download CSV' }).click(),
        ]);
        expect(file.suggestedFilename()).toBe('views of accounts.csv');
        const text = readFileSync(await file.path(), 'utf8');
        expect(text).toMatch(/,All of them,.*\r\n# complete, 1 rows\r\n$/);
      };
      await visit('/accounts', story, {}, person);
    });

    it('that was cut off is not saved, and says so', async () => {
      const { person } = await member('finance');
      const story = async ({ page }: { page: Page }) => {
        await settled(page);
        const cut = { contentType: 'text/csv', body: 'account_id,name\r\nacme,Acme\r\n' };
        await page.route('**/v1/accounts?**', (route) => route.fulfill(cut));
        const saved: string[] = [];
        page.on('download', (file) => saved.push(file.suggestedFilename()));
        await button(page).click();
        await page.getByText('the connection ended before the last row').waitFor();
        expect(saved).toEqual([]);
        await demandAccessible(page, 'cut off');
      };
      await visit('/accounts', story, {}, person);
    });

    it('is offered to support for one account, and to others as their role says', async () => {
      const account = await open({ name: 'Own' });
      await debit(account, { credits: '2.5' });
      const ledger = `/accounts/${account}/explain`;
      const one = `/adjustments?filter=${encodeURIComponent(JSON.stringify({ account_id: account }))}`;
      for (const [role, offered] of [
        ['support', [ledger, one]],
        ['product', []],
      ] as const) {
        const { person } = await member(role);
        for (const path of ['/accounts', '/adjustments', ledger, one]) {
          const story = async ({ page }: { page: Page }) => {
            await settled(page);
            const isOffered = offered.some((each) => each === path);
            if (isOffered) await button(page).waitFor();
            expect({ role, path, count: await button(page).count() }).toEqual({
              role,
              path,
              count: isOffered ? 1 : 0,
            });
            if (role !== 'support' || path !== ledger) return;
            const text = await exported(page);
            expect(text).toContain(',debit,-2.5,');
            expect(text).toMatch(/# complete, 2 rows/);
          };
          await visit(path, story, {}, person);
        }
      }
    });
  });
}
