import { describe, expect, it } from '@jest/globals';
import { consoleProduct, PASSWORD, statusOf } from '../../support/product/console-product.js';
import type { Person } from '../../support/product/person.js';
import { actionStories } from './actions.js';

const world = consoleProduct();
const { theProduct, other, admin, somebody, signedIn, stepped, member, invite, at, heard, clock } =
  world;

describe('a person', () => {
  it('is made without a password, invited by a link, and comes in once with it', async () => {
    const { id, person, token } = await member('support');
    const { body: me } = await person.get('/v1/me');
    expect(me).toMatchObject({
      staff_id: id,
      role: 'support',
      has_totp: true,
      limits: { per_action: '500', per_day: '5000' },
      actions: { issue: 'do', deduct: 'request', suspend: 'request', close: 'no' },
      exports: ['account'],
    });
    expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
    const again = await somebody().post('/v1/auth/invite', { token, password: PASSWORD });
    expect(again.body.code).toBe('invalid_invite');
    const { body } = await admin().get('/v1/staff');
    expect(body.data[0]).toMatchObject({ staff_id: id, has_password: true, has_totp: true });
    const one = await admin().get(`/v1/staff/${id}`);
    expect(one.body).toEqual(body.data[0]);
    expect(Date.parse(one.body.seen_at)).toBeGreaterThan(Date.parse(one.body.created_at));
    expect((await admin().get(`/v1/staff/stf_${'0'.repeat(20)}`)).status).toBe(404);
  });

  it('was seen when last using the console, also once signed out', async () => {
    const { id, person } = await member('support');
    const seenAt = async () => Date.parse((await admin().get(`/v1/staff/${id}`)).body.seen_at);
    const first = await seenAt();
    clock.aheadMs += 5 * 60_000;
    await person.get('/v1/me');
    while ((await seenAt()) === first) await heard();
    await person.post('/v1/auth/logout');
    expect((await seenAt()) - first).toBeGreaterThanOrEqual(5 * 60_000);
  });

  it('is not made twice, whatever the capitals of the address', async () => {
    const root = { name: 'Root', email: 'ROOT@ACME.example', role: 'support' };
    const twice = await (await stepped()).post('/v1/staff', root);
    expect(twice.body.code).toBe('staff_exists');
  });

  it.each([
    [{ name: 'A', email: 'a@acme.example', role: 'root' }, 'role'],
    [{ name: 'A', email: 'a@acme.example', role: 'lead', active: true }, 'active'],
    [{ name: 'A', email: 'a@acme.example', role: 'lead', password_hash: 'x' }, 'password_hash'],
    [{ name: 'A', email: 'a@acme.example', role: 'lead', needs_totp: false }, 'needs_totp'],
    [{ name: 'A', email: 'nobody', role: 'lead' }, 'email'],
  ])('is not made from %j', async (body, name) => {
    const refused = await (await stepped()).post('/v1/staff', body);
    expect(refused.body.invalid_parameters).toMatchObject([{ name }]);
  });

  it('who is invited again has lost password, TOTP and all sessions', async () => {
    const { id, person } = await member('support');
    const there = at(other(), person);
    expect(await statusOf(there)).toBe(200);
    const [first, second] = [await invite(id), await invite(id)];
    expect(await statusOf(person)).toBe(401);
    await heard();
    expect(await statusOf(there)).toBe(401);
    const stale = await somebody().post('/v1/auth/invite', { token: first, password: PASSWORD });
    expect(stale.body.code).toBe('invalid_invite');
    const anew = somebody();
    const taken = await anew.post('/v1/auth/invite', { token: second, password: PASSWORD });
    expect(taken.body.state).toBe('enrol');
    const old = person.secret;
    await anew.enrol();
    expect(anew.secret).not.toBe(old);
  });

  it('cannot take an invitation after 72 hours', async () => {
    const { id } = await member('support');
    const token = await invite(id);
    clock.aheadMs += 73 * 3_600_000;
    const late = await somebody().post('/v1/auth/invite', { token, password: PASSWORD });
    expect(late.body.code).toBe('invalid_invite');
  });

  it('who half enrolled loses against whoever enrolled first', async () => {
    const { id } = await member('support');
    const { email } = (await admin().get('/v1/staff')).body.data.find(
      ({ staff_id }: { staff_id: string }) => staff_id === id,
    );
    const [owner, thief] = [somebody(), somebody()];
    await owner.post('/v1/auth/invite', { token: await invite(id), password: PASSWORD });
    await thief.logIn(email, PASSWORD);
    thief.secret = (await thief.post('/v1/auth/enrol')).body.secret;
    expect((await owner.enrol()).status).toBe(200);
    const late = await thief.post('/v1/auth/enrol/confirm', { code: await thief.code() });
    expect(late.status).toBe(401);
    expect(await statusOf(owner)).toBe(200);
  });

  it('has another role in all processes within a second', async () => {
    const { id, person } = await member('support');
    const there = at(other(), person);
    const roleOf = async (who: Person) => (await who.get('/v1/me')).body.role;
    expect(await roleOf(there)).toBe('support');
    const changed = await (await stepped()).ask('patch', `/v1/staff/${id}`, { role: 'lead' });
    expect(changed.body.role).toBe('lead');
    await heard();
    expect([await roleOf(person), await roleOf(there)]).toEqual(['lead', 'lead']);
  });

  it('who is not active any more is signed out and cannot come back', async () => {
    const { id, person } = await member('finance');
    const { email } = (await person.get('/v1/me')).body;
    await (await stepped()).ask('patch', `/v1/staff/${id}`, { active: false });
    expect(await statusOf(person)).toBe(401);
    expect((await somebody().logIn(email, PASSWORD)).body.code).toBe('invalid_credentials');
  });

  it('has sessions that an administrator ends', async () => {
    const { id, person } = await member('support');
    const { body } = await (await stepped()).get(`/v1/staff/${id}/sessions`);
    expect(body.data).toMatchObject([{ current: false }]);
    const session = `/v1/staff/${id}/sessions/${body.data[0].session_id}`;
    expect((await admin().ask('delete', session)).status).toBe(204);
    expect(await statusOf(person)).toBe(401);
  });
});

describe('an administrator', () => {
  it('needs a step-up for each change of people, limits and keys', async () => {
    const plain = await signedIn();
    const { id } = await member('support');
    for (const [method, path, body] of [
      ['post', '/v1/staff', {}],
      ['patch', `/v1/staff/${id}`, { role: 'lead' }],
      ['post', `/v1/staff/${id}/invite`, undefined],
      ['delete', `/v1/staff/${id}/sessions`, undefined],
      ['put', '/v1/role-limits/support', {}],
      ['post', '/v1/api-keys', {}],
    ] as const) {
      const refused = await plain.ask(method, path, body);
      expect({ path, code: refused.body.code }).toEqual({ path, code: 'step_up_required' });
    }
  });

  it('does not change their own role, nor reset themselves', async () => {
    const person = await stepped();
    const { staff_id } = (await person.get('/v1/me')).body;
    for (const change of [{ role: 'lead' }, { active: false }]) {
      const refused = await person.ask('patch', `/v1/staff/${staff_id}`, change);
      expect(refused.body.code).toBe('forbidden');
    }
    expect((await person.post(`/v1/staff/${staff_id}/invite`)).body.code).toBe('forbidden');
    const renamed = await person.ask('patch', `/v1/staff/${staff_id}`, { name: 'Root' });
    expect(renamed.body).toMatchObject({ name: 'Root', role: 'admin' });
  });

  it('who is switched off by another one at the same moment leaves one of them', async () => {
    const [one, two] = [await member('admin'), await member('admin')];
    for (const { person } of [one, two]) {
      await person.post('/v1/auth/step-up', { code: await person.code() });
    }
    await Promise.all([
      one.person.ask('patch', `/v1/staff/${two.id}`, { active: false }),
      two.person.ask('patch', `/v1/staff/${one.id}`, { active: false }),
    ]);
    const { rows } = await theProduct().harness.pool.query(
      'SELECT id FROM app.staff WHERE active AND id = ANY ($1)',
      [[one.id, two.id]],
    );
    expect(rows).toHaveLength(1);
  });

  it('sets the limit of a role, for the people of that role at once', async () => {
    const { person } = await member('support');
    const put = await (
      await stepped()
    ).ask('put', '/v1/role-limits/support', {
      per_action: '100',
      per_day: '250.5',
    });
    expect(put.body).toMatchObject({ role: 'support', per_action: '100', per_day: '250.5' });
    const { limits } = (await person.get('/v1/me')).body;
    expect(limits).toEqual({ per_action: '100', per_day: '250.5' });
    const { body } = await admin().get('/v1/role-limits');
    const limited = body.data.map(({ role }: { role: string }) => role);
    expect(limited).toEqual(['support', 'lead', 'finance']);
    for (const [role, limit, name] of [
      ['support', { per_action: '10', per_day: '9' }, 'per_day'],
      ['admin', { per_action: '1', per_day: '9' }, 'role'],
    ] as const) {
      const refused = await admin().ask('put', `/v1/role-limits/${role}`, limit);
      expect(refused.body.invalid_parameters).toMatchObject([{ name }]);
    }
  });
});

actionStories(world);
