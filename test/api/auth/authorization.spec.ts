import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  RouteTable,
  scopeFor,
  verdictFor,
  type GuardedRoute,
} from '../../../api/auth/route-table.js';
import { ROLES, type Role } from '../../../api/auth/roles.js';
import { authorizationDoc } from '../../../tools/docs/authorization.js';
import { newKey } from '../../support/product/app.js';
import { consoleProduct } from '../../support/product/console-product.js';
import type { Person } from '../../support/product/person.js';
import { ROOT } from '../../support/sources.js';
import { otherPeoplesIdStories } from './other-peoples-ids.js';

const world = consoleProduct();
const { theProduct, member, signedIn } = world;

let routes: readonly GuardedRoute[];
const people = new Map<Role, Person>();
beforeAll(async () => {
  routes = theProduct().app.get(RouteTable).routes;
  for (const role of ROLES) {
    people.set(role, role === 'admin' ? await signedIn() : (await member(role)).person);
  }
});

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';
const methodOf = ({ method }: GuardedRoute) => method.toLowerCase() as Method;
const pathOf = ({ path }: GuardedRoute) => path.replaceAll(/:[a-z_]+/g, 'x');
const nameOf = ({ method, path }: GuardedRoute) => `${method} ${path}`;
/** Routes that need credentials. */
const guarded = () => routes.filter(({ access }) => access !== 'public' && access !== 'sign-in');

const withKey = (route: GuardedRoute, key?: string | null) =>
  theProduct()[methodOf(route)](pathOf(route), key).set('idempotency-key', newKey());

/** Routes whose answer is not the expected one. */
async function differing(
  answer: (route: GuardedRoute) => Promise<string>,
  expected: (route: GuardedRoute) => string,
): Promise<string[]> {
  const wrong: string[] = [];
  for (const route of guarded()) {
    const got = await answer(route);
    if (got !== expected(route)) wrong.push(`${nameOf(route)}: ${got}, not ${expected(route)}`);
  }
  return wrong;
}

/** What an answer says about permissions. */
const said = ({ status, body }: { status: number; body: Record<string, unknown> }): string => {
  if (body['code'] === 'step_up_required') return 'step-up';
  if (status === 401) return 'nobody';
  if (status !== 403) return 'allowed';
  return typeof body['missing_scope'] === 'string' ? `needs ${body['missing_scope']}` : 'denied';
};

describe('the authorization matrix', () => {
  it('is checked in as the routes are', () => {
    const kept = readFileSync(join(ROOT, 'docs/authorization.md'), 'utf8');
    expect(kept).toBe(authorizationDoc(routes));
    expect(routes.length).toBeGreaterThan(80);
    expect(routes.filter(({ access }) => access === undefined)).toEqual([]);
  });

  it.each(ROLES)('holds for %s over HTTP, where a refusal names the permission', async (role) => {
    const person = people.get(role);
    const expected = (route: GuardedRoute) => {
      const verdict = verdictFor(route, role);
      // Whoever may only request it is let in, and refused by what approval it needs.
      if (verdict === 'request') return 'allowed';
      if (verdict !== 'denied') return verdict;
      const lacks = verdictFor({ ...route, keysOnly: false }, role) === 'denied';
      return lacks ? `needs ${route.staff ?? route.access}` : 'denied';
    };
    const answer = async (route: GuardedRoute) => {
      const answered = await person?.ask(methodOf(route), pathOf(route));
      return answered ? said(answered) : 'nobody';
    };
    expect(await differing(answer, expected)).toEqual([]);
  });

  it('holds for nobody', async () => {
    const answer = async (route: GuardedRoute) => said(await withKey(route, null));
    expect(await differing(answer, () => 'nobody')).toEqual([]);
  });

  it('holds for keys: one with every scope, and one with the scope of other routes', async () => {
    const every = async (route: GuardedRoute) => said(await withKey(route));
    const ofStaff = (route: GuardedRoute) =>
      route.access === 'person' ? 'denied' : `needs ${route.access}`;
    expect(
      await differing(every, (route) => (scopeFor(route) ? 'allowed' : ofStaff(route))),
    ).toEqual([]);
    const scopes = ['debt:allow'];
    const { key } = (await theProduct().post('/v1/api-keys').send({ name: 'x', scopes })).body;
    const other = async (route: GuardedRoute) => said(await withKey(route, key));
    expect(await differing(other, ofStaff)).toEqual([]);
  });
});

describe('a page of another site, opened by somebody who is signed in', () => {
  it.each(['cross-site', 'same-site', 'none'])(
    'changes nothing on any route (%s)',
    async (site) => {
      const person = await signedIn();
      const origin = 'https://evil.example';
      person.headers = { 'sec-fetch-site': site, origin, 'x-scrip-csrf': '1' };
      const unsafe = routes.filter(({ method }) => method !== 'GET');
      expect(unsafe.length).toBeGreaterThan(50);
      const wrong: string[] = [];
      for (const route of unsafe) {
        const { body } = await person.ask(methodOf(route), pathOf(route));
        if (body.code !== 'cross_site_request') wrong.push(`${nameOf(route)}: ${body.code}`);
      }
      expect(wrong).toEqual([]);
      expect((await person.get('/v1/me')).headers).not.toHaveProperty(
        'access-control-allow-origin',
      );
    },
  );
});

otherPeoplesIdStories(world);

describe('an administrator', () => {
  it('makes keys with scopes that no person holds, which is recorded', async () => {
    const root = await world.stepped();
    const scopes = ['usage:write', 'accounts:write'];
    const made = await root.post('/v1/api-keys', { name: 'Product', scopes });
    expect([...made.body.scopes].sort()).toEqual([...scopes].sort());
    const { body } = await root.get('/v1/staff-actions?filter[action]=POST /v1/api-keys');
    expect(body.data[0]).toMatchObject({ detail: { scopes: scopes.join(' ') }, status: 201 });
  });
});
