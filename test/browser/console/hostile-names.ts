import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { approvalCalls, adjustments, stepUp } from '../../api/approvals/calls.js';
import { proposalCalls } from '../../api/proposals/calls.js';
import { newKey } from '../../support/product/app.js';
import { PASSWORD } from '../../support/product/console-product.js';
import { preview } from '../../support/product/money-calls.js';
import type { Person } from '../../support/product/person.js';
import type { Opened } from '../support/browser.js';
import { settled, type consolePages } from '../support/console.js';

/** Short enough for every name. */
const HOSTILE = `<img src=x onerror="document.title='taken'"><i id=taken>`;

/** Stories of names and notes apart from accounts that are more than a text. */
export function hostileNameStories(pages: ReturnType<typeof consolePages>): void {
  const { visit, open, post, member, stepped, somebody, theProduct } = pages;

  describe('a name or a note that somebody wrote', () => {
    let people: Record<'lead' | 'product' | 'operator' | 'admin' | 'self', Person> | undefined;
    let request: string;
    let proposal: string;
    beforeAll(async () => {
      const put = (path: string, body: object) =>
        theProduct().put(path).set('idempotency-key', newKey()).send(body).expect(200);
      const price = { minor: 100, currency: 'usd' };
      await put('/v1/plans/named', { name: HOSTILE, price, credits: '1', seats: 1 });
      await put('/v1/packs/named', { name: HOSTILE, kind: 'fixed', price, credits: '1' });
      await put('/v1/models/named', { name: HOSTILE, provider: HOSTILE, description: HOSTILE });
      const url = 'https://example.com/named';
      await post('/v1/webhook-endpoints', { url, description: HOSTILE });
      await post('/v1/api-keys', { name: HOSTILE });
      const [lead, second, product] = [
        await member('lead'),
        await member('lead'),
        await member('product'),
      ];
      const view = { page: 'accounts', name: HOSTILE, query: '', shared: true };
      expect((await lead.person.post('/v1/views', view)).status).toBe(200);
      const account = await open({ name: 'Named' });
      const body = { credits: '5001', reason_code: 'other' };
      const { preview_hash } = await preview(lead, adjustments(account), body);
      const command = { type: 'adjustment', account_id: account, note: HOSTILE, ...body };
      const approvals = approvalCalls(theProduct);
      const asked = await approvals.request(lead, { command, preview_hash });
      request = asked.body.approval_id;
      await stepUp(second);
      const rejected = await approvals.decide(second, request, 'reject', { note: HOSTILE });
      expect(rejected.status).toBe(200);
      const { ofPlan, send, preview: foretell } = proposalCalls(theProduct);
      const publication = ofPlan('named', { name: HOSTILE });
      const hash = (await foretell(product, publication)).body.preview_hash;
      const note = { publication, preview_hash: hash, note: HOSTILE };
      const sent = await send(product, note);
      expect({ status: sent.status, body: sent.body }).toMatchObject({ status: 201 });
      proposal = sent.body.approval_id;
      const self = somebody();
      self.secret = lead.person.secret;
      self.headers = { ...self.headers, 'user-agent': HOSTILE };
      await self.logIn((await lead.person.get('/v1/me')).body.email, PASSWORD);
      await self.post('/v1/auth/mfa', { code: await self.code() });
      const operator = (await member('operator')).person;
      const admin = await stepped();
      people = { lead: lead.person, product: product.person, operator, admin, self };
    });
    // What waits for somebody is counted in the menu of later stories.
    afterAll(async () => {
      const answer = await people?.product.post(`/v1/proposals/${proposal}/withdraw`);
      expect(answer?.status).toBe(200);
    });

    const isText = async ({ page }: Opened) => {
      expect(await page.locator('#taken, img[src=x]').count()).toBe(0);
      expect(await page.title()).not.toBe('taken');
    };

    it.each([
      ['lead', '/catalogue'],
      ['lead', '/catalogue/plans/named'],
      ['lead', '/catalogue/packs/named'],
      ['lead', '/models/named'],
      ['operator', '/webhooks'],
      ['admin', '/api-keys'],
      ['lead', '/approvals/:request'],
      ['product', '/approvals/proposals/:proposal'],
    ] as const)('is a text and nothing else to a %s at %s', async (role, path) => {
      const story = async (opened: Opened) => {
        await settled(opened.page);
        await opened.page.getByText(HOSTILE).first().waitFor();
        await isText(opened);
      };
      const asked = path.replace(':request', request).replace(':proposal', proposal);
      await visit(asked, story, {}, people?.[role]);
    });

    it('is so among saved views, and as the name of a browser', async () => {
      await visit('/accounts', async (opened) => {
        await settled(opened.page);
        await opened.page.getByRole('button', { name: 'Views' }).click();
        await opened.page.getByRole('link', { name: HOSTILE }).waitFor();
        await isText(opened);
      });
      const browsers = async (opened: Opened) => {
        await settled(opened.page);
        const device = opened.page.locator('[title*=onerror]');
        await device.first().waitFor();
        expect(await device.first().getAttribute('title')).toBe(HOSTILE);
        await isText(opened);
      };
      await visit('/me', browsers, {}, people?.self);
    });
  });
}
