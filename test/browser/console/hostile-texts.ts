import { beforeAll, describe, expect, it } from '@jest/globals';
import { newKey } from '../../support/product/app.js';
import type { Member } from '../../support/product/console-product.js';
import { settled, type consolePages } from '../support/console.js';
import { startHost } from '../support/host.js';

/** What would change the title of a page that takes a text for markup, code or a template. */
const HOSTILE = `"><img src=x onerror="document.title='taken'"><b id=taken>&lt;{{7*7}}\${8*8}</b>`;
const ACCOUNT = 'hostile';

/** Stories of texts that are more than a text, and of pages of others, on the console's product. */
export function hostileTextStories(pages: ReturnType<typeof consolePages>): void {
  const { visit, open, adjust, debit, post, member, stepped, theProduct } = pages;

  describe('a text that a customer or a colleague wrote', () => {
    let lead: Member;
    let staffId: string;
    beforeAll(async () => {
      lead = await member('lead');
      const put = (path: string, body: object) =>
        theProduct().put(path).set('idempotency-key', newKey()).send(body);
      await open({
        account_id: ACCOUNT,
        name: HOSTILE,
        metadata: { [HOSTILE.slice(0, 60)]: HOSTILE },
      });
      await put('/v1/models/hostile', { name: HOSTILE }).expect(200);
      await post('/v1/models/hostile/rates', { per_million: { input: '1', output: '1' } });
      await adjust(ACCOUNT, '5', { note: HOSTILE });
      await debit(ACCOUNT, { model: 'hostile', usage: { input_tokens: 1_000, output_tokens: 1 } });
      const note = await lead.person.post(`/v1/accounts/${ACCOUNT}/notes`, { text: HOSTILE });
      expect(note.status).toBe(201);
      const staff = { name: HOSTILE, email: 'hostile@acme.example', role: 'support' };
      const made = await (await stepped()).post('/v1/staff', staff);
      expect(made.status).toBe(201);
      staffId = made.body.staff_id;
    });

    const demandText = (path: string, person: Member['person']) =>
      visit(
        path,
        async ({ page }) => {
          page.on('dialog', () => page.evaluate(`document.title = 'taken'`));
          await settled(page);
          await page.getByText(HOSTILE, { exact: false }).first().waitFor();
          expect(await page.locator('#taken, img[src=x]').count()).toBe(0);
          expect(await page.title()).not.toBe('taken');
        },
        {},
        person,
      );

    it.each([
      '/accounts',
      ...['', '/explain', '/timeline', '/notes', '/profile', '/raw'].map(
        (tab) => `/accounts/${ACCOUNT}${tab}`,
      ),
      '/adjustments',
      '/models',
      '/models/hostile',
    ])('is a text and nothing else on %s', (path) => demandText(path, lead.person));

    it('is so on pages about staff, and where it is found', async () => {
      const root = await stepped();
      await demandText('/staff', root);
      await demandText(`/staff/${staffId}`, root);
      await visit('/accounts', async ({ page }) => {
        await settled(page);
        await page.keyboard.press('Control+k');
        await page.getByPlaceholder('Account, e-mail, ticket, or any id').fill(ACCOUNT);
        await page.getByRole('option', { name: HOSTILE }).waitFor();
        expect(await page.locator('#taken, img[src=x]').count()).toBe(0);
      });
    });
  });

  describe('an address that no page of ours wrote', () => {
    const broken = encodeURIComponent('{"plan":{"a":1},"email":["b"]}');
    it.each(['page=-1', 'page=1.5', 'perPage=0', `filter=${broken}`])(
      'opens a list that can be used: %s',
      (search) =>
        visit(`/accounts?${search}`, async ({ page, watch }) => {
          watch.expect(/422/);
          await settled(page);
          await page.getByRole('combobox', { name: 'Plan' }).waitFor();
          await page.getByRole('search').waitFor();
          expect(await page.getByText('Something in this part').count()).toBe(0);
        }),
    );

    it.each(['as_of=nonsense', 'known_at=9999-99-99', 'zone=Mars/Base'])(
      'opens an account, which says what is wrong: %s',
      (search) =>
        visit(`/accounts/${ACCOUNT}?${search}`, async ({ page, watch }) => {
          watch.expect(/422/);
          await settled(page);
          await page.getByRole('link', { name: 'Explain' }).click();
          expect(await page.getByText('Something in this part').count()).toBe(0);
        }),
    );
  });

  it('a page of another origin changes nothing by the session of who opens it', async () => {
    const account = await open({ name: 'Wanted' });
    const { person } = await member('lead');
    const target = `/v1/accounts/${account}/notes`;
    await visit(
      '/accounts',
      async ({ page, watch }) => {
        await settled(page);
        const { origin } = new URL(page.url());
        const form = `<form method=post enctype=text/plain action="${origin}${target}">
          <input name='{"text":"forged","x":"' value='"}'><button>Win</button></form>`;
        const other = await startHost(() => Promise.resolve({ type: 'text/html', body: form }));
        watch.expect(/403/, /CORS|blocked|ERR_FAILED/);
        await page.goto(other.origin);
        const answered = page.waitForResponse((response) => response.url().endsWith(target));
        await page.getByRole('button', { name: 'Win' }).click();
        expect(await (await answered).request().headerValue('cookie')).toContain('__Host-scrip=');
        expect((await answered).status()).toBe(403);
        await page.goto(other.origin);
        const sent = await page.evaluate(`fetch('${origin}${target}', { method: 'POST',
          credentials: 'include', headers: { 'x-scrip-csrf': '1', 'content-type': 'application/json' },
          body: '{"text":"forged"}' }).then(() => 'sent', () => 'refused')`);
        expect(sent).toBe('refused');
        await other.close();
      },
      {},
      person,
    );
    const { body } = await person.get(target);
    expect(body.data).toEqual([]);
  });
}
