import { beforeAll, describe, expect, it } from '@jest/globals';
import { WIDGET_SCOPES } from '../../../api/auth/permissions.js';
import { RouteTable } from '../../../api/auth/route-table.js';
import { callsOn } from '../../support/product/account-calls.js';
import { newKey } from '../../support/product/app.js';
import { type consoleProduct, statusOf } from '../../support/product/console-product.js';

/** Stories of ids that belong to others: in paths, bodies, filters, batches and cursors. */
export function otherPeoplesIdStories(world: ReturnType<typeof consoleProduct>): void {
  const { theProduct, member, stepped } = world;
  const { open, post, get, debit, hold } = callsOn(theProduct);
  const HOLD = { credits: '5' };
  let token: string;
  let theirs: { debit: string; hold: string; event: string };

  describe('the id of another', () => {
    beforeAll(async () => {
      for (const account_id of ['mine', 'theirs']) await open({ account_id });
      const minted = await post('/v1/accounts/mine/widget-tokens', { scopes: [...WIDGET_SCOPES] });
      ({ token } = minted);
      await theProduct().put('/v1/accounts/theirs/members/kim').send({}).expect(201);
      theirs = {
        debit: (await debit('theirs', { credits: '2' })).debit_id,
        hold: (await hold('theirs', HOLD)).hold_id,
        event: (await get('/v1/accounts/theirs/events')).data[0].event_id,
      };
    });

    it('is refused to a widget as if nobody had it, on every route of an account', async () => {
      const routes = theProduct()
        .app.get(RouteTable)
        .routes.filter(({ widget, path }) => widget !== undefined && path.includes(':account_id'));
      expect(routes.length).toBeGreaterThan(5);
      for (const { method, path } of routes) {
        const answers = [];
        for (const account of ['theirs', 'nobody']) {
          const { status, body } = await theProduct()
            [asMethod(method)](path.replace(':account_id', account), token)
            .set('idempotency-key', newKey());
          answers.push({ status, code: body.code, detail: body.detail });
        }
        expect({ path, answer: answers[0] }).toEqual({ path, answer: answers[1] });
        expect(answers[0]).toMatchObject({ status: 403, code: 'forbidden' });
      }
    });

    it('is not found under one’s own account, and nothing is written', async () => {
      const before = await theProduct().harness.store.head();
      const reason = { reason_code: 'model_quality', note: 'mine' };
      for (const [method, path, body] of [
        ['get', `debits/${theirs.debit}`, undefined],
        ['post', `debits/${theirs.debit}/refunds`, { credits: '1', ...reason }],
        ['post', `debits/${theirs.debit}/refunds/preview`, { credits: '1', ...reason }],
        ['get', `events/${theirs.event}`, undefined],
        ['get', `holds/${theirs.hold}`, undefined],
        ['post', `holds/${theirs.hold}/settle`, { credits: '1' }],
        ['post', `holds/${theirs.hold}/extend`, { credits: '1' }],
        ['post', `holds/${theirs.hold}/release`, {}],
        ['post', `holds/${theirs.hold}/release/preview`, {}],
      ] as const) {
        const asked = theProduct()[method](`/v1/accounts/mine/${path}`);
        const { status, text } = await asked.set('idempotency-key', newKey()).send(body);
        expect({ path, status }).toEqual({ path, status: 404 });
        expect(text).not.toContain('theirs');
      }
      expect(await theProduct().harness.store.head()).toBe(before);
    });

    it('opens nothing in a body, a batch, a filter or a cursor', async () => {
      const members = await get('/v1/accounts/theirs/members');
      const { position } = await debit('mine', { credits: '1', member_id: 'kim' });
      expect(await get(`/v1/accounts/theirs/members?min_position=${position}`)).toEqual(members);
      const items = [{ account_id: 'theirs', idempotency_key: newKey(), credits: '1' }];
      await theProduct().post('/v1/usage/batch', token).send({ items }).expect(403);
      for (const path of ['/v1/usage?filter[account]=theirs', '/v1/search?q=theirs']) {
        await theProduct().get(path, token).expect(403);
      }
      const ledger = '/v1/accounts/theirs/ledger?page[size]=1';
      const { next } = (await get(ledger)).meta.page;
      const mine = await theProduct().get(`/v1/accounts/mine/ledger?page[after]=${next}`, token);
      const ids = (await get('/v1/accounts/theirs/ledger')).data.map(
        ({ entry_id }: { entry_id: string }) => entry_id,
      );
      for (const id of ids) expect(mine.text).not.toContain(String(id));
    });

    it('ends no session and shows none: not one’s own route, not that of a third', async () => {
      const [one, two] = [await member('support'), await member('support')];
      const { session_id } = (await two.person.get('/v1/me')).body.session;
      const path = `/v1/me/sessions/${session_id}`;
      expect((await one.person.ask('delete', path)).status).toBe(404);
      const { body } = await one.person.get('/v1/me/sessions');
      expect(JSON.stringify(body)).not.toContain(session_id);
      const root = await stepped();
      const crossed = `/v1/staff/${one.id}/sessions/${session_id}`;
      expect((await root.ask('delete', crossed)).status).toBe(404);
      expect(await statusOf(two.person)).toBe(200);
    });

    it('shows no delivery of another endpoint', async () => {
      const [one, two] = [await endpoint(), await endpoint()];
      const sent = await post(`/v1/webhook-endpoints/${two}/test`, {}, 202);
      const deliveries = (of: string) => `/v1/webhook-endpoints/${of}/deliveries/${sent.id}`;
      await theProduct().get(deliveries(two)).expect(200);
      await theProduct().get(deliveries(one)).expect(404);
      await theProduct()
        .post(`${deliveries(one)}/resend`)
        .expect(404);
    });
  });

  const endpoint = async (): Promise<string> =>
    (await post('/v1/webhook-endpoints', { url: 'https://example.com/hooks' })).id;
}

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';
const METHODS: readonly Method[] = ['get', 'post', 'put', 'patch', 'delete'];

function asMethod(name: string): Method {
  const method = METHODS.find((each) => each === name.toLowerCase());
  if (!method) throw new Error(`no method ${name}`);
  return method;
}
