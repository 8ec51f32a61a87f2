import { describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { TEST_KEY } from '../../support/product/app.js';
import { ADMIN, consoleProduct, statusOf } from '../../support/product/console-product.js';
import { OUR_PAGE, type Person } from '../../support/product/person.js';
import { viewStories } from '../views/views.js';
import { workStories } from '../work/work.js';

const { SCRIP_ADMIN_EMAIL: EMAIL, SCRIP_ADMIN_PASSWORD: PASSWORD } = ADMIN;
const MINUTE_MS = 60_000;
const world = consoleProduct();
const { theProduct, other, somebody, signedIn, at, clock, heard } = world;

describe('a session', () => {
  it('is refused once it is signed out, and its old cookie too', async () => {
    const person = await signedIn();
    const [here, there] = [at(theProduct(), person), at(other(), person)];
    expect([await statusOf(here), await statusOf(there)]).toEqual([200, 200]);
    expect((await person.post('/v1/auth/logout')).status).toBe(204);
    expect(person.cookie).toBeUndefined();
    expect(await statusOf(here)).toBe(401);
    await heard();
    expect(await statusOf(there)).toBe(401);
    expect((await person.post('/v1/auth/logout')).status).toBe(204);
  });

  it('is listed, and ended by its person in all processes', async () => {
    const [person, lost] = [await signedIn(), await signedIn()];
    expect(await statusOf(at(other(), lost))).toBe(200);
    const { body } = await person.get('/v1/me/sessions');
    expect(body.data.filter(({ current }: { current: boolean }) => current)).toHaveLength(1);
    const { session_id } = (await lost.get('/v1/me')).body.session;
    expect(body.data.map((each: { session_id: string }) => each.session_id)).toContain(session_id);
    const ended = await person.ask('delete', `/v1/me/sessions/${session_id}`);
    expect(ended.status).toBe(204);
    expect(await statusOf(lost)).toBe(401);
    await heard();
    expect(await statusOf(at(other(), lost))).toBe(401);
    expect((await person.ask('delete', `/v1/me/sessions/${session_id}`)).status).toBe(404);
  });

  it('ends when it is not used for 30 minutes, and not while it is used elsewhere', async () => {
    const person = await signedIn();
    const elsewhere = at(other(), person);
    expect(await statusOf(person)).toBe(200);
    clock.aheadMs += 20 * MINUTE_MS;
    expect(await statusOf(elsewhere)).toBe(200);
    await until(async () => {
      const { rows } = await theProduct().harness.pool.query<{ seen_at: Date }>(
        'SELECT max(seen_at) AS seen_at FROM app.staff_sessions',
      );
      return clock.now() - Number(rows[0]?.seen_at) < MINUTE_MS;
    });
    clock.aheadMs += 20 * MINUTE_MS;
    expect(await statusOf(person)).toBe(200);
    clock.aheadMs += 31 * MINUTE_MS;
    const { body } = await person.get('/v1/me');
    expect(body).toMatchObject({ code: 'unauthorized', reason: 'session_ended' });
  });

  it('is not prolonged by what the console asks with nobody at the page', async () => {
    const person = await signedIn();
    const page = at(theProduct(), person);
    page.headers = { ...OUR_PAGE, 'x-scrip-unattended': '1' };
    const stream = at(theProduct(), person);
    stream.headers = { ...OUR_PAGE, accept: 'text/event-stream' };
    const idleUntil = async () => (await page.get('/v1/me')).body.session.idle_until;
    const before = await idleUntil();
    clock.aheadMs += 20 * MINUTE_MS;
    expect(await statusOf(stream)).toBe(200);
    expect(await idleUntil()).toBe(before);
    const { session } = (await person.get('/v1/me')).body;
    const left = Date.parse(session.idle_until) - Date.parse(session.now);
    expect(left).toBeGreaterThan(29 * MINUTE_MS);
    clock.aheadMs += 20 * MINUTE_MS;
    expect(await idleUntil()).toBe(session.idle_until);
    clock.aheadMs += 11 * MINUTE_MS;
    expect(await statusOf(page)).toBe(401);
  });

  it('ends 12 hours after it began, however much it is used', async () => {
    const person = await signedIn();
    for (let used = 0; used < 12 * 3; used += 1) {
      expect(await statusOf(person)).toBe(200);
      clock.aheadMs += 20 * MINUTE_MS;
    }
    expect(await statusOf(person)).toBe(401);
  });

  it('gives way to a bearer token, and is no key', async () => {
    const person = await signedIn();
    person.headers = { authorization: `Bearer ${TEST_KEY}` };
    expect((await person.post('/v1/quotes', {})).status).toBe(422);
    expect((await person.get('/v1/me')).body.code).toBe('forbidden');
    person.headers = { authorization: 'Basic x' };
    expect(await statusOf(person)).toBe(401);
  });

  it.each([
    ['another site', { 'sec-fetch-site': 'cross-site', 'x-scrip-csrf': '1' }],
    ['another origin of this site', { 'sec-fetch-site': 'same-site', 'x-scrip-csrf': '1' }],
    ['a form', { 'sec-fetch-site': 'same-origin' }],
    ['another origin, without TLS', { origin: 'http://evil.example', 'x-scrip-csrf': '1' }],
    ['nowhere', { 'x-scrip-csrf': '1' }],
  ])('does nothing for %s', async (_from, headers) => {
    const person = await signedIn();
    person.headers = headers;
    for (const path of ['/v1/auth/logout', '/v1/auth/step-up', '/v1/auth/login', '/v1/quotes']) {
      const refused = await person.post(path, { code: '123456' });
      expect({ path, code: refused.body.code }).toEqual({ path, code: 'cross_site_request' });
    }
    expect(await statusOf(person)).toBe(200);
  });

  it('takes a request of its own origin where browsers say no more', async () => {
    const person = await signedIn();
    person.headers = { host: 'localhost', origin: 'http://localhost', 'x-scrip-csrf': '1' };
    expect((await person.post('/v1/auth/logout')).status).toBe(204);
  });
});

describe('a step-up', () => {
  it('takes a code, lasts five minutes in all processes, and is of one session', async () => {
    const person = await signedIn();
    const there = at(other(), person);
    const keys = (each: Person) => each.post('/v1/api-keys', { name: 'backend', scopes: [] });
    expect((await keys(person)).body.code).toBe('step_up_required');
    expect((await keys(there)).body.code).toBe('step_up_required');
    const refused = await person.post('/v1/auth/step-up', { password: PASSWORD });
    expect(refused.body.invalid_parameters).toMatchObject([{ name: 'code' }]);
    const { body } = await person.post('/v1/auth/step-up', { code: await person.code() });
    expect(Date.parse(body.step_up_until) - clock.now()).toBeGreaterThan(4 * MINUTE_MS);
    expect((await person.get('/v1/me')).body.step_up_until).toBe(body.step_up_until);
    expect((await keys(person)).status).toBe(422);
    await heard();
    expect((await keys(there)).status).toBe(422);
    expect((await keys(await signedIn())).body.code).toBe('step_up_required');
    clock.aheadMs += 6 * MINUTE_MS;
    expect((await keys(person)).body.code).toBe('step_up_required');
    expect((await person.get('/v1/me')).body.step_up_until).toBeNull();
  });
});

describe('guessing', () => {
  it('at passwords locks the guesser over all processes, and nobody else', async () => {
    const open = await signedIn();
    const statuses = [];
    for (let guess = 0; guess < 6; guess += 1) {
      const guesser = somebody(guess % 2 === 0 ? theProduct() : other());
      statuses.push((await guesser.logIn(EMAIL, `guess ${guess}`)).status);
    }
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
    const locked = await somebody().logIn(EMAIL.toLowerCase(), PASSWORD);
    expect(locked.body.code).toBe('too_many_attempts');
    expect(Number(locked.headers['retry-after'])).toBeGreaterThan(60);
    expect(await statusOf(open)).toBe(200);
    expect((await somebody().logIn('nobody@acme.example', PASSWORD)).status).toBe(401);
    await theProduct().harness.pool.query('DELETE FROM app.sign_in_attempts');
  });

  it('at passwords is bounded, too, where many are sent at once to two processes', async () => {
    const guesses = Array.from({ length: 20 }, (_, n) =>
      somebody(n % 2 === 0 ? theProduct() : other()).logIn('guessed@acme.example', `guess ${n}`),
    );
    const statuses = (await Promise.all(guesses)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(5);
    expect(statuses.filter((status) => status === 429)).toHaveLength(15);
    await theProduct().harness.pool.query('DELETE FROM app.sign_in_attempts');
  });

  it('at many addresses locks the guesser too', async () => {
    let status = 401;
    let guesses = 0;
    for (; status === 401 && guesses < 100; guesses += 1) {
      ({ status } = await somebody().logIn(`somebody${guesses}@acme.example`, PASSWORD));
    }
    expect({ status, guesses }).toEqual({ status: 429, guesses: 31 });
    await theProduct().harness.pool.query('DELETE FROM app.sign_in_attempts');
  });

  it('at codes ends after five, also for a step-up; the session stays', async () => {
    const person = await signedIn();
    const guess = somebody();
    await guess.logIn(EMAIL, PASSWORD);
    for (const [who, path] of [
      [guess, '/v1/auth/mfa'],
      [person, '/v1/auth/step-up'],
    ] as const) {
      for (let tries = 0; tries < 5; tries += 1) {
        who.api = tries % 2 === 0 ? other() : theProduct();
        expect((await who.post(path, { code: '000000' })).status).toBe(401);
      }
      const locked = await who.post(path, { code: await person.code() });
      expect(locked.body.code).toBe('too_many_attempts');
    }
    expect(await statusOf(person)).toBe(200);
    await theProduct().harness.pool.query('DELETE FROM app.sign_in_attempts');
  });
});

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    if (await isSo()) return;
    await sleep(20);
  }
  throw new Error('it did not become so');
}

viewStories(world);
workStories(world);
