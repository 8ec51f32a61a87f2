import { describe, expect, it } from '@jest/globals';
import { newKey, type TestApi } from '../../support/product/app.js';
import { accountCalls } from '../../support/product/account-calls.js';

const { theProduct, post, get, open, debit, adjust, hold, change } = accountCalls();

const holds = (account: string) => `/v1/accounts/${account}/holds`;

async function accountWith(credits: number): Promise<string> {
  const account = await open();
  await debit(account, { credits: String(100 - credits) });
  return account;
}

describe('a hold', () => {
  it('reserves credits, and says until when', async () => {
    const account = await open();
    const { body } = await theProduct()
      .post(holds(account))
      .set('idempotency-key', newKey())
      .send({ credits: '30', action: 'ai_change', expires_in_s: 60 })
      .expect(201);
    expect(body).toMatchObject({
      hold_id: expect.stringMatching(/^hld_/),
      account_id: account,
      credits: '30',
      lots: [{ credits: '30' }],
      rate: null,
      policy_version: null,
      balance: { available: '70', held: '30', debt: '0' },
    });
    expect(Date.parse(body.expires_at) - Date.parse(body.placed_at)).toBe(60_000);
    expect(body.position).toMatch(/^\d{20}$/);
    await debit(account, { credits: '70' });
    await post(`/v1/accounts/${account}/debits`, { credits: '1' }, 402);
  });

  it('is placed once, however often it is asked', async () => {
    const account = await open();
    const key = newKey();
    const ask = () =>
      theProduct().post(holds(account)).set('idempotency-key', key).send({ credits: '10' });
    const first = await ask().expect(201);
    const again = await ask().expect(201);
    expect(again.text).toBe(first.text);
    expect(again.headers['idempotency-hit']).toBe('true');
    const other = await post(holds(account), { credits: '11' }, 422, key);
    expect(other.code).toBe('idempotency_mismatch');
    await theProduct().post(holds(account)).send({ credits: '1' }).expect(400);
  });

  it('lets exactly ten of fifty at once through on a balance of ten, in two processes', async () => {
    const account = await accountWith(10);
    const other = await theProduct().another();
    const place = (api: TestApi) =>
      api.post(holds(account)).set('idempotency-key', newKey()).send({ credits: '1' });
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, i) => place(i % 2 === 0 ? theProduct() : other)),
    );
    const placed = answers.filter(({ status }) => status === 201);
    expect(placed).toHaveLength(10);
    expect(answers.filter(({ status }) => status === 402)).toHaveLength(40);
    const { data } = await get(`${holds(account)}?page[size]=200`);
    expect(data).toHaveLength(10);
    // What was placed by one process is settled by the other.
    const [one] = placed;
    const path = `${holds(account)}/${one?.body.hold_id}/settle`;
    for (const api of [theProduct(), other]) {
      const status = api === other ? 409 : 200;
      const asked = api.post(path).set('idempotency-key', newKey()).send({ credits: '1' });
      await asked.expect(status);
    }
    await other.close();
  });

  it('beyond the balance is refused with the ways out, and so is an extension', async () => {
    const account = await accountWith(10);
    const refused = await hold(account, { credits: '11' }, 402);
    expect(refused).toMatchObject({ code: 'insufficient_credits', required: '11', held: '0' });
    expect(refused.options.map(({ kind }: { kind: string }) => kind)).toContain('pack');
    const { hold_id } = await hold(account, { credits: '4' });
    const more = await change('extend', [account, hold_id], { credits: '7' }, 402);
    expect(more).toMatchObject({ required: '7', available: '6', held: '4' });
    expect(more.options.at(-1)).toEqual({ kind: 'wait', available_at: more.resets_at });
    expect(await get(`${holds(account)}/${hold_id}`)).toMatchObject({ credits: '4' });
  });

  it('of an unknown account is 404, and an unknown hold too', async () => {
    const account = await open();
    const theirs = await hold(await open(), { credits: '1' });
    expect(await hold('nobody', { credits: '1' }, 404)).toMatchObject({ account_id: 'nobody' });
    for (const id of ['hld_zzzz', theirs.hold_id]) {
      for (const [how, body] of [
        ['settle', { credits: '1' }],
        ['extend', { credits: '1' }],
        ['release', {}],
      ] as const) {
        const refused = await change(how, [account, id], body, 404);
        expect(refused).toMatchObject({ code: 'hold_not_found', hold_id: id });
      }
      await theProduct()
        .get(`${holds(account)}/${id}`)
        .expect(404);
    }
    await theProduct().get(holds('nobody')).expect(404);
  });
});

describe('settling a hold', () => {
  it('charges what it came to and gives back the rest: a debit like any other', async () => {
    const account = await open();
    const { hold_id } = await hold(account, { credits: '30', feature: 'editor' });
    const settled = await change('settle', [account, hold_id], { credits: '12.5' });
    expect(settled).toMatchObject({
      debit_id: expect.stringMatching(/^dbt_/),
      hold_id,
      credits: '12.5',
      released: '17.5',
      forfeited: '0',
      overdrawn: '0',
      outcome: 'ok',
      balance: { available: '87.5', held: '0', debt: '0' },
    });
    const path = `/v1/accounts/${account}/debits/${settled.debit_id}`;
    expect(await get(path)).toMatchObject({ credits: '12.5', hold_id, feature: 'editor' });
    await post(`${path}/refunds`, { reason_code: 'goodwill' });
    expect(await get(path)).toMatchObject({ refunded: '12.5' });
  });

  it('answers the same again, is refused with another input, and afterwards is 409', async () => {
    const account = await open();
    const { hold_id } = await hold(account, { credits: '30' });
    const key = newKey();
    const first = await change('settle', [account, hold_id], { credits: '12' }, 200, key);
    expect(await change('settle', [account, hold_id], { credits: '12' }, 200, key)).toEqual(first);
    const mismatch = await change('settle', [account, hold_id], { credits: '13' }, 422, key);
    expect(mismatch.code).toBe('idempotency_mismatch');
    for (const how of ['settle', 'release', 'extend'] as const) {
      const body = how === 'release' ? {} : { credits: '1' };
      const refused = await change(how, [account, hold_id], body, 409);
      expect(refused).toMatchObject({
        code: 'hold_not_open',
        status: 409,
        hold_id,
        hold_status: 'settled',
        detail: `the hold "${hold_id}" is no longer open: it was settled`,
      });
    }
  });

  it('for more than there is makes debt, which what comes next repays', async () => {
    const account = await accountWith(10);
    const { hold_id } = await hold(account, { credits: '6' });
    const settled = await change('settle', [account, hold_id], { credits: '15' });
    expect(settled).toMatchObject({ overdrawn: '5', balance: { available: '0', debt: '5' } });
    const { balance } = await adjust(account, '8');
    expect(balance).toEqual({ available: '3', held: '0', debt: '0' });
  });

  it('for nothing is settled too, and release says what went back', async () => {
    const account = await open();
    const [first, second] = [
      await hold(account, { credits: '5' }),
      await hold(account, { credits: '6' }),
    ];
    expect(
      await change('settle', [account, first.hold_id], { credits: '0', outcome: 'aborted' }),
    ).toMatchObject({ credits: '0', lots: [], released: '5', outcome: 'aborted' });
    const key = newKey();
    const released = await change('release', [account, second.hold_id], {}, 200, key);
    expect(released).toMatchObject({
      released: '6',
      forfeited: '0',
      balance: { available: '100' },
    });
    expect(await change('release', [account, second.hold_id], {}, 200, key)).toEqual(released);
    const path = `/v1/accounts/${account}/holds/${second.hold_id}/release`;
    const bare = await theProduct().post(path).set('idempotency-key', key).expect(200);
    expect(bare.body).toEqual(released);
    const refused = await change('settle', [account, second.hold_id], { credits: '1' }, 409);
    expect(refused.hold_status).toBe('released');
  });
});
