import { describe, expect, it } from '@jest/globals';
import { newKey } from '../../support/product/app.js';
import { accountCalls } from '../../support/product/account-calls.js';

const { theProduct, get, open, hold, change } = accountCalls();

const holds = (account: string) => `/v1/accounts/${account}/holds`;

describe('hostile input to holds', () => {
  it.each<[string, object, string]>([
    ['nothing', {}, 'credits'],
    ['zero', { credits: '0' }, 'credits'],
    ['a number', { credits: 5 }, 'credits'],
    ['both ways', { credits: '5', model: 'swift' }, 'model'],
    ['a model without an estimate', { model: 'swift' }, 'usage_estimate'],
    ['an action without a price', { action: 'ai_change' }, 'credits'],
    ['no time', { credits: '1', expires_in_s: 0 }, 'expires_in_s'],
    ['too long a time', { credits: '1', expires_in_s: 86_401 }, 'expires_in_s'],
    ['half a second', { credits: '1', expires_in_s: 0.5 }, 'expires_in_s'],
    ['debt', { credits: '1', policy: 'allow_debt' }, 'policy'],
  ])('to a hold is refused: %s', async (_, body, name) => {
    const refused = await hold(await open(), body, 422);
    expect(refused.invalid_parameters).toMatchObject([{ name }]);
  });

  it.each<['settle' | 'extend', string, object, string]>([
    ['settle', 'nothing', {}, 'credits'],
    ['settle', 'less than nothing', { credits: '-1' }, 'credits'],
    ['settle', 'both ways', { credits: '1', usage: { input_tokens: 1 } }, 'usage'],
    ['settle', 'an outcome nobody knows', { credits: '1', outcome: 'lost' }, 'outcome'],
    ['extend', 'nothing', {}, 'credits'],
    ['extend', 'zero', { credits: '0' }, 'credits'],
    ['extend', 'both ways', { credits: '1', usage_estimate: {} }, 'usage_estimate'],
  ])('to %s is refused: %s', async (how, _, body, name) => {
    const account = await open();
    const { hold_id } = await hold(account, { credits: '5' });
    const refused = await change(how, [account, hold_id], body, 422);
    expect(refused.invalid_parameters).toMatchObject([{ name }]);
    expect(await get(`${holds(account)}/${hold_id}`)).toMatchObject({ status: 'open' });
  });

  it('finds at most a thousand holds open', async () => {
    const account = await open();
    const place = () =>
      theProduct().post(holds(account)).set('idempotency-key', newKey()).send({ credits: '0.001' });
    const answers = [];
    // Fewer at once than a listening socket lets wait.
    for (let placed = 0; placed < 1_001; placed += 91) {
      answers.push(...(await Promise.all(Array.from({ length: 91 }, place))));
    }
    const refused = answers.filter(({ status }) => status !== 201);
    expect(refused.map(({ body }) => body.code)).toEqual(['too_many_holds']);
  });
});
