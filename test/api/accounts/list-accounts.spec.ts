import { describe, expect, it } from '@jest/globals';
import { newKey } from '../../support/product/app.js';
import { accountCalls } from '../../support/product/account-calls.js';

const { theProduct, post, get, open, debit, pass } = accountCalls();

describe('the list of accounts', () => {
  it('says of each what is left, and takes level, opening, name and address together', async () => {
    const name = `List ${newKey()}`;
    const start = new Date(theProduct().harness.clock.now()).toISOString();
    const low = await open({ name });
    await debit(low, { credits: '85' });
    await pass(60);
    const middle = new Date(theProduct().harness.clock.now()).toISOString();
    const owing = await open({ name: name.toUpperCase() });
    const { position } = await debit(owing, { credits: '101', policy: 'allow_debt' });
    const of = `filter[name]=${encodeURIComponent(name)}&min_position=${position}`;
    const ids = async (more: string) =>
      (await get(`/v1/accounts?${of}${more}`)).data.map(
        (row: { account_id: string }) => row.account_id,
      );
    const { data } = await get(`/v1/accounts?${of}`);
    expect(data).toMatchObject([
      { account_id: owing, available: '0', held: '0', level: 'overdrawn', balance: { debt: '1' } },
      {
        account_id: low,
        available: '15',
        level: 'low',
        percent_left: 15,
        renews_at: data[1].period.ends_at,
      },
    ]);
    expect(await ids('&filter[level]=low')).toEqual([low]);
    expect(await ids('&filter[level]=ok')).toEqual([]);
    expect(await ids(`&filter[opened_from]=${middle}`)).toEqual([owing]);
    expect(await ids(`&filter[opened_from]=${start}&filter[opened_to]=${middle}`)).toEqual([low]);
    expect(await ids('&filter[plan]=free&filter[status]=open&filter[level]=overdrawn')).toEqual([
      owing,
    ]);
    const reason = { reason_code: 'other', note: 'done' };
    const end = await post(`/v1/accounts/${low}/close`, reason, 200);
    const after = `${of.split('&')[0]}&min_position=${end.position}`;
    const closed = await get(`/v1/accounts?${after}&filter[status]=closed`);
    expect(closed.data).toMatchObject([{ account_id: low, renews_at: null }]);
  });

  it('takes no filter, sort or cursor that is none, and no text for a pattern', async () => {
    for (const query of [
      'filter[level]=rich',
      'filter[plan]=free%27--',
      'filter[opened_from]=yesterday',
      'filter[opened_from]=2026-01-02T00:00:00Z&filter[opened_to]=2026-01-01T00:00:00Z',
      'filter[available]=1',
      'sort=available',
      'page[after]=WyJ4IiwieCJd',
    ]) {
      const { body } = await theProduct().get(`/v1/accounts?${query}`).expect(422);
      expect(body.invalid_parameters[0].name).toBe(query.split('=', 1)[0]);
    }
    for (const text of ['%25', '_', '%5C', `' OR true --`]) {
      expect((await get(`/v1/accounts?filter[name]=${text}`)).data).toEqual([]);
      expect((await get(`/v1/accounts?filter[email]=${text}`)).data).toEqual([]);
    }
  });
});
