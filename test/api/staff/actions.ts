import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  type consoleProduct,
  type Member,
  PASSWORD,
} from '../../support/product/console-product.js';
import type { Person } from '../../support/product/person.js';

interface Action {
  readonly method: string;
  readonly route: string;
  readonly status: number;
  readonly staff_id: string | null;
  readonly session_id: string | null;
}
const actionsOf = async (reader: Person, query = ''): Promise<Action[]> =>
  (await reader.get(`/v1/staff-actions?page[size]=200${query}`)).body.data;

/** Stories of what is recorded of people, on the product of the stories of people. */
export function actionStories({
  theProduct,
  admin,
  somebody,
  stepped,
  member,
  logged,
}: ReturnType<typeof consoleProduct>): void {
  describe('the record of what people did', () => {
    let lead: Member;
    beforeAll(async () => {
      lead = await member('lead');
    });

    it('has who, where, whom and why of each change, refused ones too, and no text', async () => {
      const account = '/v1/accounts/acme-1/suspend';
      const preview_hash = Array(6).fill('00000000').join('.');
      const reason = { reason_code: 'fraud_reversal', ticket: 'T-1' };
      const body = { ...reason, note: 'canary note', preview_hash };
      expect((await lead.person.post(account, body)).status).toBe(404);
      const [action] = await actionsOf(lead.person, '&filter[account_id]=acme-1');
      expect(action).toMatchObject({
        kind: 'request',
        staff_id: lead.id,
        method: 'POST',
        route: '/v1/accounts/:account_id/suspend',
        account_id: 'acme-1',
        status: 404,
        reason_code: 'fraud_reversal',
        ticket: 'T-1',
      });
      expect(JSON.stringify(action)).not.toContain('canary');
    });

    it('has each step of signing in, and each change of people with what became of it', async () => {
      const mine = (await actionsOf(lead.person, `&filter[staff_id]=${lead.id}`)).map(
        ({ method, route, status }) => `${method} ${route} ${status}`,
      );
      expect(mine).toEqual(
        expect.arrayContaining(['POST /v1/auth/invite 200', 'POST /v1/auth/enrol/confirm 200']),
      );
      await (await stepped()).ask('patch', `/v1/staff/${lead.id}`, { name: 'Grace', role: 'lead' });
      const [changed] = await actionsOf(lead.person);
      expect(changed).toMatchObject({ targets: { staff_id: lead.id }, detail: { role: 'lead' } });
      const action = 'filter[action]=PATCH /v1/staff/:staff_id';
      const ofKind = await actionsOf(lead.person, `&${action}`);
      expect(ofKind[0]).toEqual(changed);
      expect(new Set(ofKind.map(({ method, route }) => `${method} ${route}`)).size).toBe(1);
      expect((await lead.person.get('/v1/staff-actions?filter[action]=suspend')).status).toBe(422);
    });

    it('has sign-ins that failed: whose, and in which session, as far as that is known', async () => {
      const guesser = somebody();
      for (const email of ['canary@acme.example', 'Root@acme.example']) {
        await guesser.logIn(email, 'canary password');
      }
      const { person, id } = await member('support');
      await guesser.logIn((await person.get('/v1/me')).body.email, PASSWORD);
      await guesser.post('/v1/auth/mfa', { code: '000000' });
      const failed = (await actionsOf(lead.person)).filter(({ status }) => status === 401);
      const [code, known, unknown] = failed;
      const root = (await admin().get('/v1/me')).body.staff_id;
      expect(code).toMatchObject({ route: '/v1/auth/mfa', staff_id: id });
      expect(code?.session_id).toMatch(/^ses_/);
      const none = { route: '/v1/auth/login', session_id: null };
      expect([known, unknown]).toMatchObject([
        { ...none, staff_id: root },
        { ...none, staff_id: null },
      ]);
      expect(JSON.stringify(failed)).not.toContain('canary');
    });

    it('is read whole by a lead, of oneself by support, and by nobody else', async () => {
      const support = await member('support');
      const seen = new Set((await actionsOf(support.person)).map(({ staff_id }) => staff_id));
      expect([...seen]).toEqual([support.id]);
      const others = await support.person.get(`/v1/staff-actions?filter[staff_id]=${lead.id}`);
      expect(others.body).toMatchObject({ code: 'forbidden', missing_scope: 'audit:read' });
      const all = new Set((await actionsOf(lead.person)).map(({ staff_id }) => staff_id));
      expect(all.size).toBeGreaterThan(1);
      const { person } = await member('operator');
      expect((await person.get('/v1/staff-actions')).body.missing_scope).toBe('actions:read');
    });

    it('is listed in pages, newest first, each once', async () => {
      const whole = await lead.person.get('/v1/staff-actions?page[size]=200');
      const ids: string[] = [];
      for (let after = ''; ids.length < 200;) {
        const { body } = await lead.person.get(`/v1/staff-actions?page[size]=7${after}`);
        ids.push(...body.data.map(({ action_id }: { action_id: string }) => action_id));
        if (body.meta.page.next === null) break;
        after = `&page[after]=${body.meta.page.next}`;
      }
      const expected = whole.body.data.map(({ action_id }: { action_id: string }) => action_id);
      expect(ids.slice(0, 200)).toEqual(expected.slice(0, ids.length));
      expect(ids.length).toBeGreaterThan(20);
    });

    it('has no secret, as the log has none', async () => {
      const { rows } = await theProduct().harness.pool.query('SELECT * FROM app.staff_actions');
      const text = JSON.stringify([rows, logged.lines]);
      const secrets = [PASSWORD, lead.token, lead.person.secret, String(lead.person.cookie)];
      for (const secret of [...secrets, ...lead.person.recoveryCodes]) {
        expect(text).not.toContain(secret);
      }
    });
  });
}
