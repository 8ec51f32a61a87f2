import { describe, expect, it, jest } from '@jest/globals';
import { Passwords } from '../../../api/sign-in/passwords.js';
import { ADMIN, consoleProduct, statusOf } from '../../support/product/console-product.js';
import { secretStories } from './secrets.js';

const { SCRIP_ADMIN_EMAIL: EMAIL, SCRIP_ADMIN_PASSWORD: PASSWORD } = ADMIN;
const world = consoleProduct();
const { theProduct, other, admin, somebody, signedIn, at } = world;

describe('the first administrator', () => {
  it('came in by password, set up TOTP from the text secret, and was signed in', async () => {
    const { body: methods } = await admin().get('/v1/auth/methods');
    expect(methods).toEqual({ password: true, oidc: null, secure: true });
    expect(new Set(admin().recoveryCodes).size).toBe(10);
    const { body: me } = await admin().get('/v1/me');
    expect(me).toMatchObject({
      name: 'Administrator',
      email: 'root@acme.example',
      role: 'admin',
      has_totp: true,
      limits: { per_action: null, per_day: null },
      step_up_until: null,
      sandbox: true,
    });
    expect(me.permissions).toContain('staff:write');
    expect(me.permissions).not.toContain('adjustments:write');
  });

  it('is not made again where there is somebody', async () => {
    await theProduct().another({ ...ADMIN, SCRIP_ADMIN_EMAIL: 'second@acme.example' });
    const { body } = await somebody().logIn('second@acme.example', PASSWORD);
    expect(body.code).toBe('invalid_credentials');
  });

  it('has a password that is kept as argon2id, and a cookie that is kept as a hash', async () => {
    const { rows } = await theProduct().harness.pool.query(
      'SELECT s.*, p.* FROM app.staff p JOIN app.staff_sessions s ON s.staff_id = p.id',
    );
    const stored = JSON.stringify(rows);
    expect(stored).toContain('$argon2id$v=19$m=19456,t=2,p=1$');
    for (const secret of [
      PASSWORD,
      admin().secret,
      String(admin().cookie),
      ...admin().recoveryCodes,
    ]) {
      expect(stored).not.toContain(secret);
    }
  });
});

describe('signing in', () => {
  it('answers an unknown address and a wrong password alike, after one verification', async () => {
    const verify = jest.spyOn(theProduct().app.get(Passwords), 'verify');
    const answers = [];
    for (const email of ['nobody@acme.example', EMAIL]) {
      const { status, body, headers } = await somebody().logIn(email, 'not the password');
      expect(verify).toHaveBeenCalledTimes(answers.length + 1);
      expect(headers).not.toHaveProperty('set-cookie');
      answers.push({ status, ...body, request_id: undefined });
    }
    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0]).toMatchObject({ status: 401, code: 'invalid_credentials' });
    verify.mockRestore();
  });

  it('asks for a code, takes each once, and changes the cookie', async () => {
    const person = somebody();
    person.secret = admin().secret;
    expect((await person.logIn(EMAIL, PASSWORD)).body).toEqual({ state: 'code' });
    const half = String(person.cookie);
    expect(await statusOf(person)).toBe(401);
    expect((await person.post('/v1/auth/mfa', { code: '000000' })).body.code).toBe('invalid_code');
    const code = await person.code();
    expect((await person.post('/v1/auth/mfa', { code })).body).toEqual({ state: 'signed_in' });
    expect(person.cookie).not.toBe(half);
    expect(await statusOf(person)).toBe(200);

    const again = somebody();
    await again.logIn(EMAIL, PASSWORD);
    expect((await again.post('/v1/auth/mfa', { code })).body.code).toBe('invalid_code');
    again.cookie = half;
    expect((await again.post('/v1/auth/mfa', { code: await person.code() })).status).toBe(401);
  });

  it('takes a code once, also by two processes at once', async () => {
    const pair = [somebody(), somebody(other())];
    for (const person of pair) await person.logIn(EMAIL, PASSWORD);
    const code = await admin().code();
    const answers = await Promise.all(pair.map((each) => each.post('/v1/auth/mfa', { code })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401]);
  });

  it('takes each recovery code once, however it is typed', async () => {
    const [recovery_code = ''] = admin().recoveryCodes;
    const person = somebody();
    await person.logIn(EMAIL, PASSWORD);
    const typed = recovery_code.toUpperCase().replaceAll('-', ' ');
    expect((await person.post('/v1/auth/mfa', { recovery_code: typed })).status).toBe(200);
    const again = somebody();
    await again.logIn(EMAIL, PASSWORD);
    const refused = await again.post('/v1/auth/mfa', { recovery_code });
    expect(refused.body.code).toBe('invalid_code');
  });

  it('is not finished by a session that has not come so far, or has gone further', async () => {
    const person = await signedIn();
    for (const path of ['mfa', 'enrol/confirm']) {
      expect((await person.post(`/v1/auth/${path}`, { code: '123456' })).status).toBe(401);
    }
    expect((await person.post('/v1/auth/enrol')).status).toBe(401);
  });

  it('sets a cookie that scripts, other sites and other hosts do not get', async () => {
    const { headers } = await somebody().logIn(EMAIL, PASSWORD);
    const [cookie = ''] = headers['set-cookie'] ?? [];
    expect(cookie.split('; ').slice(1).sort()).toEqual([
      'HttpOnly',
      'Path=/',
      'SameSite=Lax',
      'Secure',
    ]);
  });

  it('takes no token that the browser brings, be it made up or of another', async () => {
    const half = somebody();
    await half.logIn(EMAIL, PASSWORD);
    for (const brought of ['A'.repeat(43), String(half.cookie)]) {
      const person = somebody();
      person.cookie = brought;
      person.secret = admin().secret;
      await person.logIn(EMAIL, PASSWORD);
      expect(person.cookie).not.toBe(brought);
      await person.post('/v1/auth/mfa', { code: await person.code() });
      expect(await statusOf(person)).toBe(200);
      const fixed = somebody();
      fixed.cookie = brought;
      expect(await statusOf(fixed)).toBe(401);
    }
  });

  it('ends the session that the browser had before', async () => {
    const person = await signedIn();
    const before = at(theProduct(), person);
    await person.logIn(EMAIL, PASSWORD);
    expect(await statusOf(before)).toBe(401);
  });

  it.each([
    [{ email: EMAIL }, 'password'],
    [{ email: EMAIL, password: PASSWORD, role: 'admin' }, 'role'],
    [{ email: [EMAIL], password: PASSWORD }, 'email'],
    [{ email: EMAIL, password: 'x'.repeat(201) }, 'password'],
  ])('is refused for %j', async (body, name) => {
    const refused = await somebody().post('/v1/auth/login', body);
    expect(refused.status).toBe(422);
    expect(refused.body.invalid_parameters[0].name).toBe(name);
  });

  it('says that a browser would keep no session without TLS', async () => {
    const methods = await theProduct().get('/v1/auth/methods', null).set('host', 'billing.example');
    expect(methods.body.secure).toBe(false);
  });
});

secretStories(world);
