import { describe, expect, it } from '@jest/globals';
import { PASSWORD } from '../../support/product/console-product.js';
import { actionDialog, beforeAfter, demandStepAccessible, preview } from '../support/action.js';
import type { Opened } from '../support/browser.js';
import { settled, type consolePages } from '../support/console.js';

/** Stories of what stands between a person and credits, on the console's product. */
export function actionFailureStories(pages: ReturnType<typeof consolePages>): void {
  const { visit, get, open, post, member } = pages;
  const adjustments = async (account: string) =>
    (await get(`/v1/accounts/${account}/events?filter[type]=CreditsAdjusted`)).data;
  /** Opens the dialog on a new account, and previews 120.5 credits for an outage. */
  const previewed = async (
    name: string,
    story: (opened: Opened, account: string) => Promise<void>,
    person?: Parameters<typeof visit>[3],
  ) => {
    const account = await open({ name });
    const asked = async (opened: Opened) => {
      await settled(opened.page);
      await opened.page.keyboard.press('i');
      await preview(opened.page, { credits: '120.5' });
      await opened.page.getByRole('heading', { name: 'What this does' }).waitFor();
      await story(opened, account);
    };
    await visit(`/accounts/${account}`, asked, {}, person);
  };
  const kept = 'JSON.parse(sessionStorage.getItem(sessionStorage.key(0)))';

  describe('an action', () => {
    it('whose preview became stale keeps all input, names what changed, and is previewed again', () =>
      previewed('Stale', async ({ page, watch }, account) => {
        watch.expect(/409/);
        await post(`/v1/accounts/${account}/plan-changes`, { plan: 'pro', when: 'now' }, 200);
        const confirm = page.getByRole('button', { name: 'Issue 120.5 credits to Stale' });
        await confirm.click();
        await page.getByText('What was previewed has changed').waitFor();
        await page.getByText('Changed since then: its plan.').waitFor();
        expect(await confirm.count()).toBe(0);
        expect(await adjustments(account)).toEqual([]);
        await demandStepAccessible(page, 'stale');
        await page.getByRole('button', { name: 'Preview again' }).click();
        await confirm.click();
        await page.getByRole('heading', { name: 'Issued 120.5 credits to Stale' }).waitFor();
        expect(await adjustments(account)).toMatchObject([{ credits: '120.5' }]);
      }));

    it('that was done a moment ago lists that, and needs a tick', () =>
      previewed('Twice', async ({ page }, account) => {
        const confirm = page.getByRole('button', { name: 'Issue 120.5 credits to Twice' });
        await confirm.click();
        await page.getByRole('button', { name: 'Close' }).click();
        await actionDialog(page).waitFor({ state: 'detached' });
        await page.keyboard.press('i');
        await preview(page, { credits: '120.5' });
        await page.getByText('The same was done a moment ago').waitFor();
        expect(await confirm.isEnabled()).toBe(false);
        const [{ data }] = await adjustments(account);
        const link = await page.getByRole('link', { name: 'Show it' }).getAttribute('href');
        expect(link).toBe(`/console/accounts/${account}/timeline?event=${data.adjustmentId}`);
        await demandStepAccessible(page, 'duplicate');
        await page.getByLabel('This is a second, separate credit').check();
        await confirm.click();
        await page.getByRole('heading', { name: 'Issued 120.5 credits to Twice' }).waitFor();
        expect((await adjustments(account)).length).toBe(2);
      }));

    it('beyond the limit is not done, and says who can approve it', async () => {
      const { id } = await member('lead');
      const account = await open({ name: 'Beyond' });
      await visit(`/accounts/${account}`, async ({ page }) => {
        await settled(page);
        await page.keyboard.press('i');
        await preview(page, { credits: '800' });
        await page.getByText('This needs approval').waitFor();
        await page.getByText('Ada (Lead)').waitFor();
        expect(id).toMatch(/^stf_/);
        expect(await page.getByRole('button', { name: /^Issue/ }).count()).toBe(0);
        await demandStepAccessible(page, 'beyond the limit');
        await page.getByRole('button', { name: 'Back' }).click();
        await preview(page, { credits: '5' });
        await page.getByRole('button', { name: 'Issue 5 credits to Beyond' }).waitFor();
        expect(await adjustments(account)).toEqual([]);
      });
    });

    it('whose answer was lost is unknown, over a reload too, and done once', () =>
      previewed('Lost', async ({ page, watch }, account) => {
        watch.expect(/ERR_FAILED/);
        const { key } = (await page.evaluate(kept)) as { key: string };
        await page.route('**/adjustments', async (route) => {
          await route.fetch();
          await route.abort('failed');
        });
        await page.getByRole('button', { name: 'Issue 120.5 credits to Lost' }).click();
        await page.getByText('Outcome unknown. It may have been applied.').waitFor();
        await demandStepAccessible(page, 'unknown');
        await page.reload();
        await page.getByText('Outcome unknown. It may have been applied.').waitFor();
        await page.getByRole('button', { name: 'Later' }).click();
        await page.getByText('You do not know yet what became of an action').waitFor();
        await page.keyboard.press('i');
        await page.unroute('**/adjustments');
        await page.getByRole('button', { name: 'Try again safely' }).click();
        await page.getByRole('heading', { name: 'Issued 120.5 credits to Lost' }).waitFor();
        await page.getByText('It had been applied the first time.').waitFor();
        const events = await adjustments(account);
        expect(events).toMatchObject([{ credits: '120.5', metadata: { command_id: key } }]);
      }));

    it('that the server failed at is unknown, and done once when it is tried again', () =>
      previewed('Failed', async ({ page, watch }, account) => {
        watch.expect(/500/);
        const body = { code: 'internal_error', detail: 'it broke', request_id: 'r', status: 500 };
        await page.route('**/adjustments', (route) => route.fulfill({ status: 500, json: body }), {
          times: 1,
        });
        await page.getByRole('button', { name: 'Issue 120.5 credits to Failed' }).click();
        await page.getByText('Outcome unknown. It may have been applied.').waitFor();
        expect(await adjustments(account)).toEqual([]);
        await page.keyboard.press('Control+Enter');
        await page.getByRole('heading', { name: 'Issued 120.5 credits to Failed' }).waitFor();
        expect(await page.getByText('It had been applied').count()).toBe(0);
        expect(await adjustments(account)).toMatchObject([{ credits: '120.5' }]);
      }));

    it('comes back with its input and key after signing in again', async () => {
      const { id, person } = await member('support');
      const story = async ({ page, watch }: Opened, account: string) => {
        watch.expect(/401/);
        const before = (await page.evaluate(kept)) as { key: string };
        const { body: me } = await person.get('/v1/me');
        const ended = await (await pages.stepped()).ask('delete', `/v1/staff/${id}/sessions`);
        expect(ended.status).toBe(204);
        await page.getByRole('button', { name: 'Issue 120.5 credits to Away' }).click();
        await page.getByLabel('E-mail').fill(me.email);
        await page.getByLabel('Password').fill(PASSWORD);
        await page.getByRole('button', { name: 'Sign in' }).click();
        await page.getByLabel('Six-digit code').fill(await person.code());
        await page.keyboard.press('Enter');
        await page.getByText('You were signed out. Nothing was done').waitFor();
        expect(await beforeAfter(page)).toEqual(['100', '220.5']);
        expect(((await page.evaluate(kept)) as { key: string }).key).toBe(before.key);
        await page.getByRole('button', { name: 'Back' }).click();
        expect(
          await actionDialog(page)
            .getByLabel(/^Credits/)
            .inputValue(),
        ).toBe('120.5');
        await page.keyboard.press('Control+Enter');
        await page.getByRole('button', { name: 'Issue 120.5 credits to Away' }).click();
        await page.getByRole('heading', { name: 'Issued 120.5 credits to Away' }).waitFor();
        expect(await adjustments(account)).toMatchObject([
          { metadata: { command_id: before.key } },
        ]);
      };
      await previewed('Away', story, person);
    });

    it('that needs what the role has lost is refused by name; input, key and session stay', async () => {
      const { id, person } = await member('support');
      const become = async (role: string) => {
        const { status } = await (await pages.stepped()).ask('patch', `/v1/staff/${id}`, { role });
        expect(status).toBe(200);
      };
      const story = async ({ page, watch }: Opened, account: string) => {
        watch.expect(/403/);
        const before = (await page.evaluate(kept)) as { key: string };
        await become('product');
        await page.getByRole('button', { name: 'Issue 120.5 credits to Demoted' }).click();
        await page.getByText('Your role does not allow this (adjustments:write)').waitFor();
        await demandStepAccessible(page, 'forbidden');
        expect(((await page.evaluate(kept)) as { key: string }).key).toBe(before.key);
        expect((await person.get('/v1/me')).status).toBe(200);
        expect(await adjustments(account)).toEqual([]);
        await become('support');
        await page.getByRole('button', { name: 'Back' }).click();
        await page.keyboard.press('Control+Enter');
        await page.getByRole('button', { name: 'Issue 120.5 credits to Demoted' }).click();
        await page.getByRole('heading', { name: 'Issued 120.5 credits to Demoted' }).waitFor();
        expect(await adjustments(account)).toMatchObject([
          { metadata: { command_id: before.key } },
        ]);
      };
      await previewed('Demoted', story, person);
    });

    it('names what is wrong beside its field, and leaves nothing behind when it is cancelled', () =>
      previewed('Fields', async ({ page, watch }) => {
        watch.expect(/422/, /503/);
        await page.getByRole('button', { name: 'Back' }).click();
        const dialog = actionDialog(page);
        await page.route('**/preview', (route) => route.fulfill({ status: 503 }), { times: 1 });
        await page.keyboard.press('Control+Enter');
        await dialog.getByText('It could not be previewed').waitFor();
        await demandStepAccessible(page, 'no preview');
        await dialog.getByLabel('Ticket (optional)').fill('two words');
        await page.keyboard.press('Control+Enter');
        await dialog.getByText('expected 1 to 64 of A-Z a-z 0-9').waitFor();
        await page.locator('[data-field=ticket] :focus').waitFor();
        expect(await page.evaluate('sessionStorage.length')).toBe(1);
        await page.reload();
        expect(await dialog.getByLabel('Ticket (optional)').inputValue()).toBe('two words');
        await page.keyboard.press('Escape');
        await dialog.waitFor({ state: 'detached' });
        expect(await page.evaluate('sessionStorage.length')).toBe(0);
      }));
  });
}
