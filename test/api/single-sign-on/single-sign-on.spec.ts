import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createServer, type Server } from 'node:net';
import { Attempts } from '../../../api/single-sign-on/attempts.js';
import { Provider } from '../../../api/single-sign-on/provider.js';
import type { TestApi } from '../../support/product/app.js';
import { consoleProduct, PASSWORD, statusOf } from '../../support/product/console-product.js';
import { IdentityProvider } from '../../support/product/identity-provider.js';
import type { Person } from '../../support/product/person.js';

const product = consoleProduct();
const { theProduct, admin, stepped, invite, member, somebody, clock, logged } = product;

const BEGIN = '/v1/auth/oidc';
const ATTEMPT = /^__Host-scrip-oidc=([^;]*)/;

let identities: IdentityProvider;
let api: TestApi;
beforeAll(async () => {
  identities = await IdentityProvider.start();
  api = await theProduct().another(identities.environment);
  clock.govern(api);
});
afterAll(() => identities?.stop());

const setIn = (headers: Record<string, unknown>, name: RegExp): string | undefined => {
  const cookies = headers['set-cookie'];
  const found = (Array.isArray(cookies) ? cookies : []).map((each) => name.exec(String(each))?.[1]);
  return found.find((value) => value !== undefined);
};

/** A browser on its way to the provider: where it goes, and the cookie of the attempt. */
async function begin(person: Person = somebody(api)) {
  const { status, headers } = await person.get(BEGIN);
  expect(status).toBe(303);
  return { person, to: String(headers['location']), attempt: setIn(headers, ATTEMPT) };
}
type Begun = Awaited<ReturnType<typeof begin>>;

/** Where the console goes on when a browser comes back to `url`. */
async function comeBack({ person, attempt }: Begun, url: URL): Promise<string | null> {
  const cookies = [
    ...(attempt === undefined ? [] : [`__Host-scrip-oidc=${attempt}`]),
    ...(person.cookie === undefined ? [] : [`__Host-scrip=${person.cookie}`]),
  ];
  const browser = somebody(person.api);
  browser.headers = { 'sec-fetch-site': 'cross-site', cookie: cookies.join('; ') };
  const { status, headers } = await browser.get(`${url.pathname}${url.search}`);
  person.cookie = browser.cookie ?? person.cookie;
  expect(status).toBe(303);
  expect(setIn(headers, ATTEMPT)).toBe('');
  const to = new URL(String(headers['location']), 'http://console.example');
  expect(`${to.origin}${to.pathname}`).toBe('http://console.example/console/login');
  return to.searchParams.get('sso');
}

/** Signs in as whoever signs in at the provider, as far as that goes. */
async function signOn(person?: Person): Promise<string | null> {
  const begun = await begin(person);
  return comeBack(begun, await identities.visit(begun.to));
}

/** A member of staff without an invitation. */
async function colleague(email: string, role = 'support'): Promise<string> {
  const { body } = await (await stepped()).post('/v1/staff', { name: 'Ada', email, role });
  return body.staff_id;
}

describe('single sign-on', () => {
  it('is offered where it is set up, and there alone', async () => {
    const { body } = await somebody(api).get('/v1/auth/methods');
    expect(body.oidc).toEqual({ name: 'Acme Login', url: BEGIN });
    expect((await somebody().get('/v1/auth/methods')).body.oidc).toBeNull();
    for (const path of [BEGIN, `${BEGIN}/callback?code=x&state=y`]) {
      expect((await somebody().get(path)).body).toMatchObject({ status: 404, code: 'not_found' });
    }
  });

  it('asks for the code all the same, and for setting up the app the first time', async () => {
    await colleague('grace@acme.example');
    identities.add('Grace@Acme.example');
    const person = somebody(api);
    expect(await signOn(person)).toBe('enrol');
    expect(await statusOf(person)).toBe(401);
    expect((await person.enrol()).status).toBe(200);
    expect((await person.get('/v1/me')).body.email).toBe('grace@acme.example');
    const before = String(person.cookie);
    expect(await signOn(person)).toBe('code');
    const old = somebody(api);
    old.cookie = before;
    expect(await statusOf(old)).toBe(401);
    expect((await person.post('/v1/auth/mfa', { code: await person.code() })).status).toBe(200);
    expect(await statusOf(person)).toBe(200);
  });

  it('is recorded as what the person did, and its codes stand in no log', async () => {
    await colleague('recorded@acme.example');
    identities.add('recorded@acme.example');
    const begun = await begin();
    const url = await identities.visit(begun.to);
    expect(await comeBack(begun, url)).toBe('enrol');
    const { body } = await admin().get('/v1/staff-actions?page[size]=1');
    expect(body.data[0]).toMatchObject({ method: 'GET', route: `${BEGIN}/callback`, status: 303 });
    const text = JSON.stringify(logged.lines);
    const secrets = [url.searchParams.get('code'), url.searchParams.get('state'), begun.attempt];
    for (const secret of [...secrets, identities.environment.SCRIP_OIDC_CLIENT_SECRET]) {
      expect(text).not.toContain(secret);
    }
  });

  it('knows a person by the account there, whatever address it has by now', async () => {
    const ada = await member('support');
    const { body: me } = await ada.person.get('/v1/me');
    const account = identities.add(me.email);
    expect(await signOn()).toBe('code');
    await colleague('other@acme.example', 'admin');
    identities.accounts.set(account, { email: 'other@acme.example', email_verified: true });
    const person = somebody(api);
    person.secret = ada.person.secret;
    expect(await signOn(person)).toBe('code');
    await person.post('/v1/auth/mfa', { code: await person.code() });
    expect((await person.get('/v1/me')).body.staff_id).toBe(ada.id);
  });

  it('refuses another account with the address of a person, until a new invitation', async () => {
    const ada = await member('support');
    const { body: me } = await ada.person.get('/v1/me');
    const first = identities.add(me.email);
    expect(await signOn()).toBe('code');
    const second = identities.add(me.email);
    expect(await signOn()).toBe('other_account');
    const token = await invite(ada.id);
    for (const account of [first, second]) {
      identities.signsIn = account;
      expect(await signOn()).toBe('invited');
    }
    const person = somebody();
    await person.post('/v1/auth/invite', { token, password: PASSWORD });
    await person.enrol();
    expect(await signOn()).toBe('code');
    identities.signsIn = first;
    expect(await signOn()).toBe('other_account');
  });

  it.each([
    ['an address that nobody has', 'stranger@acme.example', true, 'no_person'],
    ['an address that is not verified', 'plain@acme.example', false, 'unverified'],
    ['a letter that looks like K', '\u212Aate@acme.example', true, 'no_person'],
  ])('refuses %s, and makes nobody', async (_, email, isVerified, refusal) => {
    if (refusal === 'unverified') await colleague(email);
    if (email.endsWith('ate@acme.example')) await colleague('kate@acme.example');
    const people = (await admin().get('/v1/staff?page[size]=100')).body.data.length;
    identities.add(email, isVerified);
    const person = somebody(api);
    expect(await signOn(person)).toBe(refusal);
    expect(person.cookie).toBeUndefined();
    expect((await admin().get('/v1/staff?page[size]=100')).body.data.length).toBe(people);
  });

  it('refuses a person who is not active, known by the account or new', async () => {
    for (const isKnown of [true, false]) {
      const id = await colleague(`left-${isKnown}@acme.example`);
      identities.add(`left-${isKnown}@acme.example`);
      if (isKnown) expect(await signOn()).toBe('enrol');
      const left = await (await stepped()).ask('patch', `/v1/staff/${id}`, { active: false });
      expect(left.status).toBe(200);
      expect(await signOn()).toBe('no_person');
    }
  });

  it('says so when the person goes back', async () => {
    identities.signsIn = undefined;
    expect(await signOn()).toBe('declined');
  });
});

describe('the way back from the provider', () => {
  /** A browser that has been at the provider, and the address that it comes back to. */
  async function returning() {
    const begun = await begin();
    return { begun, url: await identities.visit(begun.to) };
  }

  beforeAll(async () => {
    await colleague('way@acme.example');
    identities.add('way@acme.example');
  });

  it('is taken once', async () => {
    const { begun, url } = await returning();
    expect(await comeBack(begun, url)).toBe('enrol');
    expect(await comeBack({ ...begun, person: somebody(api) }, url)).toBe('expired');
  });

  it('is refused to a browser that did not begin', async () => {
    const { begun, url } = await returning();
    expect(await comeBack({ ...begun, attempt: undefined }, url)).toBe('expired');
    expect(await comeBack({ ...begun, attempt: 'v1.forged' }, url)).toBe('expired');
    expect(await comeBack(await begin(), url)).toBe('expired');
    expect(await comeBack(begun, url)).toBe('enrol');
  });

  it('is refused with another state, without one, and with the code of another attempt', async () => {
    const { begun, url } = await returning();
    const other = (await returning()).url.searchParams;
    for (const change of [
      ({ searchParams }: URL) => searchParams.set('state', other.get('state') ?? ''),
      ({ searchParams }: URL) => searchParams.delete('state'),
      ({ searchParams }: URL) => searchParams.set('code', other.get('code') ?? ''),
      ({ searchParams }: URL) => searchParams.set('iss', 'https://evil.example'),
    ]) {
      const changed = new URL(url);
      change(changed);
      expect(await comeBack(begun, changed)).toBe('expired');
    }
  });

  it('is refused when the provider was asked with another nonce', async () => {
    const begun = await begin();
    const to = new URL(begun.to);
    to.searchParams.set('nonce', 'another');
    expect(await comeBack(begun, await identities.visit(to.href))).toBe('expired');
  });

  it('is refused after ten minutes', async () => {
    const { begun, url } = await returning();
    clock.aheadMs += 11 * 60_000;
    expect(await comeBack(begun, url)).toBe('expired');
  });

  it('leads to the sign-in page whatever the query or the host says', async () => {
    for (const path of [
      `${BEGIN}?to=https://evil.example`,
      `${BEGIN}?redirect_uri=//evil.example`,
    ]) {
      expect((await somebody(api).get(path)).body.code).toBe('validation_failed');
    }
    const { begun, url } = await returning();
    url.searchParams.set('redirect_uri', 'https://evil.example');
    expect(await comeBack(begun, url)).toBe('enrol');
    const twice = `${BEGIN}/callback?state=a&state=b`;
    expect((await somebody(api).get(twice)).body.code).toBe('validation_failed');
  });

  it('locks a client whose attempts fail, and nobody who is signed in', async () => {
    const open = await product.signedIn();
    const { begun, url } = await returning();
    url.searchParams.set('state', 'another');
    const answers = [];
    for (let tries = 0; tries < 31; tries += 1) answers.push(await comeBack(begun, url));
    expect(answers.at(-1)).toBe('too_many');
    expect(await statusOf(open)).toBe(200);
    await theProduct().harness.pool.query('DELETE FROM app.sign_in_attempts');
  });
});

describe('a provider that is away', () => {
  it('is said to be, at the beginning and on the way back, and is asked again by the next', async () => {
    const gone = await IdentityProvider.start();
    await gone.stop();
    const lost = await theProduct().another(gone.environment);
    const { to, attempt } = await begin(somebody(lost));
    expect({ to, attempt }).toEqual({ to: '/console/login?sso=unavailable', attempt: undefined });
    const back = await IdentityProvider.start(Number(new URL(gone.issuer).port));
    back.add('way@acme.example');
    const begun = await begin(somebody(lost));
    const url = await back.visit(begun.to);
    await back.stop();
    expect(await comeBack(begun, url)).toBe('unavailable');
  });

  it('is given up when it takes the connection and answers nothing', async () => {
    const silent: Server = createServer();
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const address = silent.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const settings = { clientId: 'scrip', clientSecret: 'secret', name: 'Silent' };
    const provider = new Provider({ ...settings, issuer: `http://127.0.0.1:${port}` }, 0.1);
    const { attempt } = api.app.get(Attempts).begin();
    await expect(provider.address(attempt, 'http://127.0.0.1/')).rejects.toMatchObject({
      refusal: 'unavailable',
    });
    silent.close();
  });
});
