import { describe, expect, it } from '@jest/globals';
import type { Role } from '../../../api/auth/roles.js';
import type { callsOn } from '../../support/product/account-calls.js';
import type { Person } from '../../support/product/person.js';

interface Exporting extends Pick<ReturnType<typeof callsOn>, 'post'> {
  /** Somebody of each role, on a product with the account `exported`. */
  readonly people: ReadonlyMap<Role, Person>;
  /** Asks for a path as CSV. */
  readonly exportBy: (person: Person | undefined, path: string) => ReturnType<Person['request']>;
  readonly rowsOf: (text: string) => Readonly<Record<string, string>>[];
  readonly lastOf: (text: string) => string;
}

/** Stories of what people of each role take away as files, on the product of other exports. */
export function exportsByPeople({ people, exportBy, post, rowsOf, lastOf }: Exporting): void {
  describe('an export by a person', () => {
    const PATHS = {
      account: '/v1/accounts/exported/ledger',
      events: '/v1/accounts/exported/events',
      'one of many': '/v1/adjustments?filter[account_id]=exported',
      accounts: '/v1/accounts',
      adjustments: '/v1/adjustments',
      usage: '/v1/usage?group_by=model',
      'usage of one': '/v1/usage?filter[account]=exported',
      'usage of two': '/v1/usage?filter[account]=exported,other',
      'staff actions': '/v1/staff-actions',
      notes: '/v1/accounts/exported/notes',
      holds: '/v1/accounts/exported/holds',
      members: '/v1/accounts/exported/members',
      lots: '/v1/accounts/exported/lots',
      'approvals of one': '/v1/approvals?filter[account_id]=exported',
      approvals: '/v1/approvals',
      models: '/v1/models',
      plans: '/v1/plans',
      packs: '/v1/packs',
      'own sessions': '/v1/me/sessions',
      views: '/v1/views',
      verifications: '/v1/audit/verifications',
      anchors: '/v1/audit/anchors',
      staff: '/v1/staff',
      limits: '/v1/role-limits',
      'API keys': '/v1/api-keys',
      endpoints: '/v1/webhook-endpoints',
    };
    const OF_ONE = ['notes', 'holds', 'members', 'lots', 'approvals of one'];
    const READ_BY_OTHERS = ['staff', 'limits', 'API keys', 'endpoints'];
    const MOST = Object.keys(PATHS).filter((name) => !READ_BY_OTHERS.includes(name));
    it.each([
      ['support', ['account', 'events', 'one of many', 'usage of one', ...OF_ONE]],
      ['lead', MOST],
      ['finance', MOST],
      ['product', ['usage', 'usage of one', 'usage of two', 'models', 'plans', 'packs']],
      ['operator', ['verifications', 'anchors', 'endpoints']],
      [
        'admin',
        [
          'staff actions',
          'own sessions',
          'views',
          'verifications',
          'anchors',
          'staff',
          'limits',
          'API keys',
        ],
      ],
    ] as const)('of the role %s is of %j', async (role, expected) => {
      const allowed: string[] = [];
      for (const [name, path] of Object.entries(PATHS)) {
        const { status } = await exportBy(people.get(role), path);
        expect([200, 403]).toContain(status);
        if (status === 200) allowed.push(name);
      }
      expect(allowed).toEqual(expected);
    });

    it('of what webhook endpoints were sent is an operator’s', async () => {
      const { id } = await post('/v1/webhook-endpoints', { url: 'https://example.com/hooks' });
      const path = `/v1/webhook-endpoints/${id}/deliveries`;
      const allowed: string[] = [];
      for (const [role, person] of people) {
        const { status } = await exportBy(person, path);
        expect([200, 403]).toContain(status);
        if (status === 200) allowed.push(role);
      }
      expect(allowed).toEqual(['operator']);
      await people.get('product')?.request('get', path).expect(200);
    });

    it('stands in what people did, with its filters and without personal ones', async () => {
      const lead = people.get('lead');
      await exportBy(lead, '/v1/adjustments?filter[kind]=issue').expect(200);
      await exportBy(lead, '/v1/accounts?filter[status]=open&filter[email]=ops').expect(200);
      await exportBy(people.get('product'), '/v1/accounts').expect(403);
      const taken = await exportBy(lead, '/v1/usage?filter[account]=exported').expect(200);
      expect(lastOf(taken.text)).toMatch(/^# complete, \d+ rows, position \d+$/);
      // Who asks for the headers alone takes nothing away.
      await lead?.request('head', '/v1/adjustments').set('accept', 'text/csv').expect(200);
      const { text } = await exportBy(lead, '/v1/staff-actions').expect(200);
      const exports = rowsOf(text).filter(({ kind }) => kind === 'export');
      expect(exports.slice(0, 3).map(({ detail = '' }) => JSON.parse(detail))).toEqual([
        { export: 'usage', filter: 'filter[account]=exported' },
        { export: 'accounts', filter: 'filter[status]=open' },
        { export: 'adjustments', filter: 'filter[kind]=issue' },
      ]);
      expect(exports[1]).toMatchObject({ method: 'GET', route: '/v1/accounts', status: '200' });
      expect(lastOf(text)).toMatch(/^# complete, \d+ rows$/);
    });
  });
}
