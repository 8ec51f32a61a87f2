import { beforeAll, describe, expect, it } from '@jest/globals';
import { newKey } from '../../support/product/app.js';
import { accountCalls } from '../../support/product/account-calls.js';

const { theProduct, get, post, open, debit, adjust, hold } = accountCalls();

interface Found {
  readonly kind: string;
  readonly id: string;
  readonly account_id: string;
  readonly title: string;
  readonly path: string;
}
let position: string;
const find = async (q: string): Promise<Found[]> =>
  (await get(`/v1/search?q=${encodeURIComponent(q)}&min_position=${position}`)).data;

describe('the search', () => {
  let id: string;
  let debited: { debit_id: string; lots: { lot_id: string }[] };
  beforeAll(async () => {
    for (let i = 0; i < 12; i += 1) await open({ account_id: `crowd-${i}`, name: `Crowd ${i}` });
    id = await open({ account_id: 'zenith-1', name: 'Zénith %_ Ltd', email: 'Ops@Zenith.example' });
    debited = await debit(id, { credits: '12.5' });
    await adjust(id, '5', { ticket: 'ZD-77' });
    ({ position } = await adjust('crowd-3', '-4', { ticket: 'ZD-77' }));
  });

  it('finds an account by its id, the beginning of it, its address or how its name begins', async () => {
    for (const q of [
      'zenith-1',
      ' zenith-1 ',
      'zeni',
      'ops@zenith.EXAMPLE',
      'zénith',
      'ZÉNITH %_',
    ]) {
      expect(await find(q)).toEqual([
        {
          kind: 'account',
          id,
          account_id: id,
          title: 'Zénith %_ Ltd',
          subtitle: 'zenith-1 · Ops@Zenith.example · free',
          path: '/accounts/zenith-1',
        },
      ]);
    }
  });

  it('takes text for text: no pattern, no part of an address, nothing that a database would run', async () => {
    for (const q of ['%', '_enith', 'Zen%', 'ops@zenith', 'enith-1', `' OR true --`, '\\', '*']) {
      expect(await find(q)).toEqual([]);
    }
    for (const query of ['q=', 'q=%20', `q=${'x'.repeat(255)}`, 'q=a&q=b', '', 'q=%00']) {
      expect((await theProduct().get(`/v1/search?${query}`).expect(422)).body.code).toBe(
        'validation_failed',
      );
    }
  });

  it('puts the account that is meant before those that begin alike, and gives ten at most', async () => {
    const found = await find('crowd-1');
    expect(found.map((each) => each.id)).toEqual(['crowd-1', 'crowd-10', 'crowd-11']);
    expect(await find('crowd')).toHaveLength(10);
  });

  it('leads from the id of anything to its account and event', async () => {
    const held = await hold(id, { credits: '3' });
    const refund = await post(`/v1/accounts/${id}/debits/${debited.debit_id}/refunds`, {
      reason_code: 'goodwill',
    });
    const adjusted = await adjust(id, '120.5');
    for (const [made, kind, title] of [
      [debited.debit_id, 'debit', 'Debit · -12.5 credits'],
      [held.hold_id, 'hold', 'Hold · 3 credits'],
      [refund.refund_id, 'refund', 'Refund · 12.5 credits'],
      [adjusted.adjustment_id, 'adjustment', 'Adjustment · 120.5 credits'],
      [adjusted.lots[0].lot_id, 'lot', 'Lot · 120.5 credits'],
    ] as const) {
      const path = `/accounts/${id}/timeline?event=${made}`;
      expect(await find(made)).toMatchObject([{ kind, id: made, account_id: id, title, path }]);
      const event = await get(`/v1/accounts/${id}/events/${made}`);
      expect(JSON.stringify(event.data)).toContain(made);
    }
  });

  it('finds nothing by an id that nobody made', async () => {
    const { debit_id: real } = debited;
    const elsewhere = `${real.slice(0, 4)}0000zzzzzz${real.slice(14)}`;
    const ofNobody = `${real.slice(0, 14)}00000000`;
    for (const q of [elsewhere, ofNobody, real.replace('dbt', 'hld'), `${real}x`, 'dbt_']) {
      expect(await find(q)).toEqual([]);
    }
  });

  it('finds what was given and taken for a ticket, whoever got it', async () => {
    expect(await find('ZD-77')).toMatchObject([
      { kind: 'ticket', account_id: 'crowd-3', title: 'ZD-77 · deduct of -4 credits' },
      { kind: 'ticket', account_id: id, title: 'ZD-77 · issue of 5 credits' },
    ]);
    expect(await find('ZD-7')).toEqual([]);
  });

  it('is for those who may read accounts', async () => {
    const { key } = await post('/v1/api-keys', { name: 'no reader', scopes: ['usage:write'] });
    await theProduct().get('/v1/search?q=zenith-1', key).expect(403);
    await theProduct().get('/v1/search?q=zenith-1', null).expect(401);
    await theProduct().get('/v1/search?q=zenith-1', newKey()).expect(401);
  });
});
