import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { DID } from '../../admin/i18n/en/did.js';
import { nameWords, pathOf } from '../../admin/staff-actions/targets.js';
import { actionsQuery, SHOWN } from '../../admin/data/shown-actions.js';
import { ROLES as OFFERED } from '../../admin/staff/roles.js';
import { ROLES } from '../../api/auth/roles.js';
import { deviceOf } from '../../admin/staff/device.js';
import { ROOT } from '../support/sources.js';

/** Routes by which people change something, and those that none may call; as in the matrix. */
function changingRoutes(): string[] {
  const matrix = readFileSync(join(ROOT, 'docs/authorization.md'), 'utf8');
  return matrix.split('\n').flatMap((line) => {
    const [, route = '', , , ...roles] = line.split('|').map((cell) => cell.trim());
    const named = /^`((?:POST|PUT|PATCH|DELETE) \/v1\/\S+)`$/.exec(route)?.[1];
    const isOpen = roles.some((verdict) => verdict !== '–' && verdict !== '');
    return named !== undefined && isOpen ? [named.replaceAll(/\{([^}]+)\}/g, ':$1')] : [];
  });
}

describe('what people did', () => {
  it('has words for every route by which they change something', () => {
    const routes = changingRoutes();
    expect(routes.length).toBeGreaterThan(40);
    expect(routes.filter((route) => !Object.hasOwn(DID, `did.${route}`))).toEqual([]);
  });
});

describe('what an action was about', () => {
  const t = (key: string) => key;

  it('has words for every id in the path of what people change', () => {
    const ids = new Set(changingRoutes().flatMap((route) => route.match(/(?<=:)\w+_id/g) ?? []));
    ids.delete('account_id');
    expect(ids.size).toBeGreaterThan(8);
    expect([...ids].filter((id) => nameWords(id, t) !== `did.of_${id}`)).toEqual([]);
  });

  it('is named without underscores where it has no words', () => {
    expect(nameWords('not_known', t)).toBe('not known');
  });

  it('leads to its page, or to its event on the account', () => {
    const of = (account_id: string | null, route = '/v1/approvals') => ({ account_id, route });
    expect(pathOf('approval_id', 'apr_1', of('acme'))).toBe('/approvals/apr_1');
    const proposal = of(null, '/v1/proposals/:approval_id/approve');
    expect(pathOf('approval_id', 'apr_1', proposal)).toBe('/approvals/proposals/apr_1');
    expect(pathOf('debit_id', 'dbt_1', of('a b'))).toBe('/accounts/a%20b/timeline?event=dbt_1');
    expect(pathOf('debit_id', 'dbt_1', of(null))).toBeUndefined();
    expect(pathOf('session_id', 'ses_1', of('acme'))).toBeUndefined();
  });

  it('leads to the payments of its account where money of one went back', () => {
    const of = (account_id: string | null) => ({
      account_id,
      route: '/v1/payments/:payment_id/refunds',
    });
    for (const [name, id] of [
      ['payment_id', 'pi_1'],
      ['refund_id', 're_1'],
      ['request_id', 'rfq_1'],
    ] as const) {
      expect(pathOf(name, id, of('a b'))).toBe('/accounts/a%20b/payments');
      expect(pathOf(name, id, of(null))).toBeUndefined();
      expect(nameWords(name, t)).toBe(`did.of_${name}`);
    }
    const debit = {
      account_id: 'acme',
      route: '/v1/accounts/:account_id/debits/:debit_id/refunds',
    };
    expect(pathOf('refund_id', 'rfd_1', debit)).toBe('/accounts/acme/timeline?event=rfd_1');
  });
});

describe('previews among what people did', () => {
  it('are left out unless they are asked for', () => {
    expect(actionsQuery({ account_id: 'acme' })).toEqual({
      'filter[account_id]': 'acme',
      'filter[previews]': 'without',
    });
    expect(actionsQuery({ previews: SHOWN })).toEqual({});
  });
});

describe('the roles that a person can be given', () => {
  it('are all there are', () => {
    expect(OFFERED).toEqual(ROLES);
  });
});

describe('the browser of a session', () => {
  it.each([
    [
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36',
      'Chrome, Linux',
    ],
    [
      'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140 Safari/537.36 Edg/140',
      'Edge, Windows',
    ],
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 18 like Mac OS X) Version/18 Safari/604.1', 'Safari, iOS'],
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 14; rv:140) Gecko/20100101 Firefox/140',
      'Firefox, macOS',
    ],
    ['curl/8', undefined],
    [null, undefined],
  ])('of %j is %j', (userAgent, device) => {
    expect(deviceOf(userAgent)).toBe(device);
  });
});
