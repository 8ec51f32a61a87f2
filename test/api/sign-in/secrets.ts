import { beforeAll, describe, expect, it } from '@jest/globals';
import { RouteTable } from '../../../api/auth/route-table.js';
import { callsOn } from '../../support/product/account-calls.js';
import { TEST_KEY, TEST_SECRET_KEY } from '../../support/product/app.js';
import { ADMIN, type consoleProduct, PASSWORD } from '../../support/product/console-product.js';
import type { Person } from '../../support/product/person.js';

const MISTYPED = 'a password that is mistyped';

/** Stories of what must never be seen again once it was given, on a product that logs all. */
export function secretStories({
  theProduct,
  stepped,
  member,
  invite,
  somebody,
  logged,
}: ReturnType<typeof consoleProduct>): void {
  const { open, post, adjust } = callsOn(theProduct);
  /** What each secret is, by the secret. */
  const secrets = new Map<string, string>();
  const keep = (what: string, secret: unknown) => secrets.set(String(secret), what);
  const seenIn = (text: string): string[] =>
    [...secrets].filter(([secret]) => text.includes(secret)).map(([, what]) => what);
  let root: Person;

  const keepThoseOf = (whose: string, { cookie, secret, recoveryCodes }: Person) => {
    keep(`session of ${whose}`, cookie);
    keep(`TOTP secret of ${whose}`, secret);
    for (const code of recoveryCodes) keep(`recovery code of ${whose}`, code);
  };

  describe('secrets', () => {
    beforeAll(async () => {
      keep('password of the administrator', ADMIN.SCRIP_ADMIN_PASSWORD);
      keep('password of staff', PASSWORD);
      keep('mistyped password', MISTYPED);
      keep('preset key', TEST_KEY);
      keep('key that seals', TEST_SECRET_KEY);
      root = await stepped();
      keepThoseOf('the administrator', root);
      const { id, person, token } = await member('lead');
      keepThoseOf('a lead', person);
      keep('taken invitation', token);
      keep('open invitation', await invite(id));
      const half = somebody();
      await half.logIn(ADMIN.SCRIP_ADMIN_EMAIL, ADMIN.SCRIP_ADMIN_PASSWORD);
      keep('session that waits for a code', half.cookie);
      const account = await open({ account_id: 'canary', name: 'Known to all' });
      await adjust(account, '1', { note: 'Known to history' });
      keep('API key', (await post('/v1/api-keys', { name: 'k', scopes: ['ops:read'] })).key);
      const endpoint = await post('/v1/webhook-endpoints', { url: 'https://example.com/hooks' });
      keep('webhook secret', endpoint.secret);
      const rotated = await post(`/v1/webhook-endpoints/${endpoint.id}/rotate-secret`, {}, 200);
      keep('rotated webhook secret', rotated.secret);
      keep('widget token', (await post(`/v1/accounts/${account}/widget-tokens`, {})).token);
      await post(`/v1/webhook-endpoints/${endpoint.id}/test`, {}, 202);
    });

    it('stand in no answer to whoever sends them in the wrong place, and in none later', async () => {
      const said: string[] = [];
      for (const secret of secrets.keys()) {
        const query = `token=${encodeURIComponent(secret)}`;
        said.push((await theProduct().get(`/v1/accounts?${query}`)).text);
        said.push((await theProduct().get('/v1/accounts', `${secret} x`)).text);
        for (const [path, body] of misplaced(secret)) {
          said.push((await somebody().post(path, body)).text);
        }
        const broken = somebody().request('post', '/v1/auth/login');
        said.push(
          (await broken.set('content-type', 'application/json').send(`{"a":"${secret}`)).text,
        );
      }
      await theProduct().harness.pool.query('DELETE FROM app.sign_in_attempts');
      expect(said.length).toBeGreaterThan(200);
      expect(seenIn(said.join('\n'))).toEqual([]);
    });

    it('stand in no answer to whoever may see everything, nor in any file', async () => {
      const { routes } = theProduct().app.get(RouteTable);
      const listed = routes.filter(({ method, path }) => method === 'GET' && !/stream/.test(path));
      const said: string[] = [await theProduct().metrics()];
      root = await stepped();
      const { person: lead } = await member('lead');
      for (const { path } of listed) {
        const asked = path.replace(':account_id', 'canary').replaceAll(/:[a-z_]+/g, 'x');
        for (const type of ['application/json', 'text/csv']) {
          for (const request of [
            theProduct().get(asked),
            root.request('get', asked),
            lead.request('get', asked),
          ]) {
            const { text } = await request.set('accept', type);
            said.push(text ?? '');
          }
        }
      }
      expect(said.join('\n')).toContain('Known to history');
      expect(seenIn(said.join('\n'))).toEqual([]);
    });

    it('stand in no table: no event, no job, no record', async () => {
      const { pool } = theProduct().harness;
      const { rows: tables } = await pool.query<{ name: string }>(
        `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
         WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
      );
      const dump: string[] = [];
      for (const { name } of tables) {
        const { rows } = await pool.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t`);
        dump.push(...rows.map(({ row }) => withBytesRead(row)));
      }
      const text = dump.join('\n');
      expect(tables.length).toBeGreaterThan(30);
      for (const known of ['Known to history', 'CreditsAdjusted']) expect(text).toContain(known);
      expect(seenIn(text)).toEqual([]);
    });

    it('stand in no line of the log', () => {
      const text = JSON.stringify(logged.lines);
      expect(logged.lines.length).toBeGreaterThan(500);
      expect(seenIn(text)).toEqual([]);
    });
  });
}

/** Requests with a secret where something else belongs. */
const misplaced = (secret: string): (readonly [string, object])[] => [
  ['/v1/auth/login', { email: secret.slice(0, 250), password: MISTYPED }],
  ['/v1/auth/login', { email: 7, password: secret }],
  ['/v1/auth/login', { email: 'root@acme.example', password: [secret], surprise: secret }],
  ['/v1/auth/invite', { token: secret.slice(0, 120), password: 'short' }],
  ['/v1/auth/invite', { token: [secret], password: secret }],
  ['/v1/auth/mfa', { code: secret, recovery_code: secret.slice(0, 60) }],
  ['/v1/auth/enrol/confirm', { code: secret }],
];

/** A row as text, its bytes as the text that they may be. */
const withBytesRead = (row: string): string =>
  row.replaceAll(/\\\\?x([0-9a-f]{2,})/g, (_, hex: string) =>
    Buffer.from(hex, 'hex').toString('utf8'),
  );
