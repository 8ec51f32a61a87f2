import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { ROLES, type Role } from '../../../../api/auth/roles.js';
import type { Person } from '../../../support/product/person.js';
import { becomes } from '../../../support/product/projections.js';
import { actionDialog, demandStepAccessible, preview } from '../../support/action.js';
import type { Opened } from '../../support/browser.js';
import { settled, type consolePages } from '../../support/console.js';

const EVERYBODY = ['Home', 'Accounts', 'Adjustments', 'Approvals', 'Usage', 'Catalogue', 'Models'];

const PAID = [...EVERYBODY, 'Payments', 'Subscriptions', 'Invoices', 'Findings', 'Inbox'];

/** What a role is shown. */
interface Shown {
  readonly menu: readonly string[];
  /** On the page of an account that is open. */
  readonly actions: readonly string[];
  readonly more: readonly string[];
  /** Of a hold. */
  readonly release: readonly string[];
  readonly refunds: boolean;
  readonly notes: boolean;
  readonly names: boolean;
  /** Pages with a CSV button. */
  readonly csv: readonly string[];
}

const NO_MONEY = { actions: [], more: [], release: [], refunds: false };
const MASKED = { notes: false, names: false };
const PERSONAL = { refunds: true, notes: true, names: true };
const ALL_CSV = ['/accounts', '/adjustments', '/usage', '/staff-actions'];

const SHOWN: Readonly<Record<Role, Shown>> = {
  support: {
    menu: [...PAID, 'Staff actions'],
    actions: ['Issue or deduct', 'More actions'],
    more: ['Request a change of plan …', 'Request a suspension …'],
    release: ['Request a release'],
    ...PERSONAL,
    csv: [],
  },
  lead: {
    menu: [...PAID, 'Audit', 'Staff actions'],
    actions: ['Issue or deduct', 'More actions'],
    more: ['Change plan …', 'Suspend …', 'Request its closure …'],
    release: ['Release'],
    ...PERSONAL,
    csv: ALL_CSV,
  },
  finance: {
    menu: [...PAID, 'Audit', 'Staff actions'],
    actions: ['Request credits', 'More actions'],
    more: ['Request its closure …'],
    release: [],
    ...PERSONAL,
    csv: ALL_CSV,
  },
  product: { menu: [...EVERYBODY, 'Webhooks'], ...NO_MONEY, ...MASKED, csv: ['/usage'] },
  operator: {
    menu: [...PAID, 'Projections', 'Jobs', 'Webhooks', 'Audit'],
    ...NO_MONEY,
    ...MASKED,
    csv: [],
  },
  admin: {
    menu: [...EVERYBODY, 'Audit', 'Staff actions', 'Staff', 'API keys'],
    ...NO_MONEY,
    ...MASKED,
    csv: ['/staff-actions'],
  },
};

const PAYMENT_READERS: readonly Role[] = ['support', 'lead', 'finance', 'operator'];

/** Pages that need a permission, with the roles that have it. */
const GUARDED: readonly (readonly [path: string, permission: string, roles: readonly Role[]])[] = [
  ['/audit', 'audit:read', ['lead', 'finance', 'operator', 'admin']],
  ['/staff-actions', 'actions:read', ['support', 'lead', 'finance', 'admin']],
  ['/staff', 'staff:write', ['admin']],
  ['/payments', 'payments:read', PAYMENT_READERS],
  ['/findings', 'payments:read', PAYMENT_READERS],
  ['/inbox', 'payments:read', PAYMENT_READERS],
  ['/webhooks', 'webhooks:write', ['product', 'operator']],
  ['/api-keys', 'keys:write', ['admin']],
];

/** Calls with the permission that they need, and the roles that pass. */
type Call = readonly [method: string, path: string, permission: string, roles: readonly Role[]];

const ASKING: readonly Role[] = ['support', 'lead', 'finance'];
const callsOn = (account: string, debit: string, hold: string): readonly Call[] => [
  ['POST', `/v1/accounts/${account}/adjustments`, 'adjustments:write', ASKING],
  ['POST', `/v1/accounts/${account}/debits/${debit}/refunds`, 'refunds:write', ASKING],
  ['POST', `/v1/accounts/${account}/plan-changes`, 'accounts:write', ['support', 'lead']],
  ['POST', `/v1/accounts/${account}/suspend`, 'accounts:write', ['support', 'lead']],
  ['POST', `/v1/accounts/${account}/reinstate`, 'accounts:write', ['support', 'lead']],
  ['POST', `/v1/accounts/${account}/close`, 'accounts:write', ['lead', 'finance']],
  ['POST', `/v1/accounts/${account}/holds/${hold}/release`, 'holds:release', ['support', 'lead']],
  ['PATCH', `/v1/accounts/${account}`, 'pii:write', ['lead']],
  ['POST', `/v1/accounts/${account}/erase`, 'pii:erase', ['admin']],
  ['POST', `/v1/accounts/${account}/notes`, 'notes:write', ASKING],
  ['POST', '/v1/approvals', 'adjustments:request', ASKING],
  ['POST', '/v1/approvals/apr_1/approve', 'approvals:decide', ['lead', 'finance']],
  ['POST', '/v1/approvals/apr_1/reject', 'approvals:decide', ['lead', 'finance']],
  ['POST', '/v1/proposals', 'catalogue:request', ['product']],
  ['POST', '/v1/proposals/apr_1/approve', 'catalogue:approve', ['finance']],
  ['POST', '/v1/ops/projections/lots/rebuild', 'ops:write', ['operator']],
  ['POST', '/v1/ops/jobs/deliveries/job-1/retry', 'ops:write', ['operator']],
  ['GET', '/v1/payments', 'payments:read', PAYMENT_READERS],
  ['POST', '/v1/payments/pi_1/refunds', 'payment_refunds:write', ['lead', 'finance']],
  ['GET', '/v1/findings', 'payments:read', PAYMENT_READERS],
  ['POST', `/v1/findings/fnd_${'0'.repeat(20)}/resolve`, 'findings:write', ['finance']],
  ['GET', '/v1/stripe-events', 'payments:read', PAYMENT_READERS],
  ['POST', '/v1/stripe-events/evt_1/replay', 'inbox:write', ['finance']],
  ['GET', '/v1/webhook-endpoints', 'webhooks:write', ['product', 'operator']],
  ['GET', '/v1/audit/verifications', 'audit:read', ['lead', 'finance', 'operator', 'admin']],
  ['GET', '/v1/staff-actions', 'actions:read', ['support', 'lead', 'finance', 'admin']],
  ['GET', '/v1/staff', 'staff:write', ['admin']],
  ['POST', '/v1/staff', 'staff:write', ['admin']],
  ['PUT', '/v1/role-limits/support', 'staff:write', ['admin']],
  ['GET', '/v1/api-keys', 'keys:write', ['admin']],
  ['POST', `/v1/accounts/${account}/subscription`, 'plans:write', ['lead']],
  ['PUT', '/v1/models/gpt', 'models:write', []],
];

const FORBIDDEN = 'You may not see this';

/** Stories of the six roles, each walked by the demo's person, on the console's product. */
export function roleStories(pages: ReturnType<typeof consolePages>): void {
  const { visit, open, debit, hold, post, theProduct } = pages;
  const people = new Map<string, Person>();
  let account: string;
  let leadsPassword: string;
  let calls: readonly Call[];

  const walk = (role: Role, path: string, story: (opened: Opened) => Promise<void>) =>
    visit(path, story, {}, people.get(role));
  const goTo = async (page: Page, path: string) => {
    await page.goto(`${new URL(page.url()).origin}/console${path}`);
    await settled(page);
  };
  const buttons = (page: Page, name: RegExp) => page.getByRole('button', { name });
  /** Holds something to be on a page that has come, or not to be there. */
  const demandOffer = async (what: Locator, isOffered: boolean) => {
    if (isOffered) await what.first().waitFor();
    expect({ what: String(what), isOffered: (await what.count()) > 0 }).toEqual({
      what: String(what),
      isOffered,
    });
  };

  describe('the walk', () => {
    // Now: stories before these end sessions.
    beforeAll(async () => {
      const { body } = await theProduct().post('/v1/demo-staff');
      for (const { email, role, password } of body.data) {
        const person = pages.somebody();
        expect((await person.logIn(email, password)).body).toEqual({ state: 'signed_in' });
        people.set(role, person);
        if (role === 'lead') leadsPassword = password;
      }
      account = await open({ account_id: 'walked', name: 'Walked Works' });
      const { debit_id } = await debit(account, { credits: '3' });
      // Kept for as long as the walks of all roles take on a busy machine.
      const { hold_id } = await hold(account, { credits: '2', expires_in_s: 86_400 });
      const note = { reason_code: 'goodwill', note: 'x', credits: '1' };
      const { position } = await post(`/v1/accounts/${account}/adjustments`, note);
      await theProduct().get(`/v1/accounts/${account}?min_position=${position}`).expect(200);
      calls = callsOn(account, debit_id, hold_id);
    });

    it('asks people without an app for their password where others give a code', async () => {
      await walk('lead', `/accounts/${account}`, async ({ page, watch }) => {
        watch.expect(/403/, /401/);
        await settled(page);
        await page.keyboard.press('i');
        await actionDialog(page).getByRole('button', { name: 'Deduct', exact: true }).click();
        await preview(page, { credits: '0.5', reason: 'Other' });
        const confirm = page.getByRole('button', { name: /^Deduct 0.5 credits from Walked/ });
        await confirm.click();
        const field = actionDialog(page).getByLabel('Password');
        await field.fill('not the password');
        await confirm.click();
        await actionDialog(page).locator('[aria-invalid=true]').waitFor();
        await demandStepAccessible(page, 'a password in place of a code');
        await field.fill(leadsPassword);
        await confirm.click();
        await page.getByRole('heading', { name: /^Deducted 0.5 credits/ }).waitFor();
      });
    });

    describe.each(ROLES)('the console of %s', (role) => {
      const shown = SHOWN[role];

      it('has the menu of the role, and every page of it opens', async () => {
        await walk(role, '/', async ({ page }) => {
          await page.getByRole('heading', { level: 1, name: 'Home' }).waitFor();
          const links = page.getByRole('navigation', { name: 'Main' }).getByRole('link');
          await becomes(() => links.allInnerTexts(), [...shown.menu]);
          for (const [at, name] of shown.menu.entries()) {
            await links.nth(at).click();
            await page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
            await settled(page);
            expect([name, await page.getByText(FORBIDDEN).count()]).toEqual([name, 0]);
          }
        });
      });

      it('shows the buttons of the role, and names to those who may see them', async () => {
        await walk(role, `/accounts/${account}`, async ({ page }) => {
          await settled(page);
          const name = shown.names ? 'Walked Works' : 'W•••';
          await page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
          for (const each of ['Issue or deduct', 'Request credits', 'More actions']) {
            await demandOffer(buttons(page, new RegExp(`^${each}`)), shown.actions.includes(each));
          }
          if (shown.more.length > 0) {
            await buttons(page, /^More actions/).click();
            await becomes(() => page.getByRole('menuitem').allInnerTexts(), [...shown.more]);
            await page.keyboard.press('Escape');
          }
          await goTo(page, `/accounts/${account}/timeline?usage=each`);
          await page.locator('[data-event]').first().waitFor();
          await demandOffer(buttons(page, /^Refund this debit/), shown.refunds);
          await goTo(page, `/accounts/${account}/holds`);
          await page.locator('tbody tr').first().waitFor();
          const release = page.locator('tbody').getByRole('button', { name: /elease/ });
          await becomes(() => release.allInnerTexts(), [...shown.release]);
          await goTo(page, `/accounts/${account}/notes`);
          await demandOffer(page.getByLabel('New note'), shown.notes);
          await goTo(page, '/catalogue/plans/pro');
          await demandOffer(buttons(page, /^Propose/), role === 'product');
          await goTo(page, '/projections');
          await demandOffer(buttons(page, /^Rebuild/), role === 'operator');
          await goTo(page, '/jobs');
          await demandOffer(buttons(page, /^Try again/), false);
          for (const path of ALL_CSV) {
            if (!mayOpen(role, path)) continue;
            await goTo(page, path);
            await demandOffer(buttons(page, /CSV/), shown.csv.includes(path));
          }
        });
      });

      it('is refused the rest by name, by address and by call, and stays signed in', async () => {
        await walk(role, '/', async ({ page, watch }) => {
          watch.expect(/403/);
          await settled(page);
          for (const [path, permission] of GUARDED) {
            if (mayOpen(role, path)) continue;
            await goTo(page, path);
            await page.getByText(FORBIDDEN).first().waitFor();
            await page.getByText(permission).first().waitFor();
          }
          const refused = calls.filter(([, , , roles]) => !roles.includes(role));
          const said = await page.evaluate(askAll(refused));
          expect(said).toEqual(
            refused.map(([method, path, permission]) => `${method} ${path}: 403 ${permission}`),
          );
          await page.getByRole('link', { name: 'Home' }).click();
          await page.getByRole('heading', { level: 1, name: 'Home' }).waitFor();
          expect((await people.get(role)?.get('/v1/me'))?.body.role).toBe(role);
        });
      });
    });
  });
}

const mayOpen = (role: Role, path: string): boolean =>
  GUARDED.every(([guarded, , roles]) => guarded !== path || roles.includes(role));

/** A script of the page that calls each, and gives what was answered. */
const askAll = (calls: readonly Call[]): string => `(async () => {
  const said = [];
  for (const [method, path] of ${JSON.stringify(calls)}) {
    const answer = await fetch(path, { method, headers: { 'x-scrip-csrf': '1' } });
    const { missing_scope } = await answer.json();
    said.push(method + ' ' + path + ': ' + answer.status + ' ' + missing_scope);
  }
  return said;
})()`;
