import { describe, expect, it } from '@jest/globals';
import { newKey } from '../../support/product/app.js';
import { accountCalls } from '../../support/product/account-calls.js';

const { theProduct, post, get, open, debit, adjust, pass } = accountCalls();

describe('an account', () => {
  it('is there the moment it was opened, with what was said of it', async () => {
    const id = await open({ time_zone: 'Europe/Berlin', metadata: { tier: 'gold' } });
    const account = await get(`/v1/accounts/${id}`);
    expect(account).toMatchObject({
      account_id: id,
      name: 'Acme',
      email: 'ops@acme.example',
      metadata: { tier: 'gold' },
      status: 'open',
      plan: 'free',
      time_zone: 'Europe/Berlin',
      scheduled_change: null,
      balance: { available: '100', held: '0', debt: '0' },
    });
    expect(account.stale).toBeUndefined();
    await theProduct().get('/v1/accounts/nobody').expect(404);
  });

  it('is opened once under one key, and its name is nobody else’s to change', async () => {
    const key = newKey();
    const body = { account_id: `acme-${key}`, name: 'Acme', email: 'ops@acme.example' };
    const first = await post('/v1/accounts', body, 201, key);
    expect(await post('/v1/accounts', body, 201, key)).toEqual(first);
    const taken = await post('/v1/accounts', { ...body, name: 'Evil' }, 409);
    expect(taken.code).toBe('account_exists');
    expect((await get(`/v1/accounts/${body.account_id}`)).name).toBe('Acme');
    const ghost = await post('/v1/accounts', { ...body, account_id: 'ghost', plan: 'gold' }, 422);
    expect(ghost.code).toBe('plan_not_found');
    const profiles = await theProduct().harness.pool.query(
      `SELECT 1 FROM app.account_profiles WHERE account_id = 'ghost'`,
    );
    expect(profiles.rowCount).toBe(0);
  });

  it('stands in the list, newest first, by plan, status and address', async () => {
    const email = `${newKey()}@acme.example`;
    const ids = [await open({ email }), await open({ email })];
    const last = await post('/v1/accounts', { name: 'Acme', email });
    ids.push(last.account_id);
    const of = `filter[email]=${email.slice(0, 24).toUpperCase()}&min_position=${last.position}`;
    const one = await get(`/v1/accounts?${of}&page[size]=2`);
    expect(one.data.map((it: { account_id: string }) => it.account_id)).toEqual([ids[2], ids[1]]);
    const two = await get(`/v1/accounts?${of}&page[size]=2&page[after]=${one.meta.page.next}`);
    expect(two.data.map((it: { account_id: string }) => it.account_id)).toEqual([ids[0]]);
    expect(two.meta.page.next).toBeNull();
    expect((await get(`/v1/accounts?${of}&filter[plan]=pro`)).data).toEqual([]);
    expect((await get(`/v1/accounts?${of}&filter[status]=open&sort=opened_at`)).data).toHaveLength(
      3,
    );
  });
});

describe('a balance', () => {
  it('shows a write to whoever names its position', async () => {
    const id = await open();
    const { position } = await debit(id, { credits: '12.5' });
    const balance = await get(`/v1/accounts/${id}/balance?min_position=${position}`);
    expect(balance).toMatchObject({
      account_id: id,
      available: '87.5',
      held: '0',
      frozen: '0',
      debt: '0',
      level: 'ok',
      percent_left: 87.5,
      plan: { plan: 'free', granted: '100', remaining: '87.5' },
      packs: { remaining: '0' },
      grants: { remaining: '0' },
    });
    expect(balance.stale).toBeUndefined();
    await theProduct().get(`/v1/accounts/${id}/balance?min_position=soon`).expect(422);
  });

  it('shows a write to whoever reads from the same process, unasked', async () => {
    const id = await open();
    for (let left = 99; left > 90; left -= 1) {
      await debit(id, { credits: '1' });
      expect((await get(`/v1/accounts/${id}/balance`)).available).toBe(String(left));
    }
  });

  it('is said to be stale when the position it should show is not reached', async () => {
    const id = await open();
    const beyond = '9'.repeat(20);
    for (const read of ['', '/balance', '/explain']) {
      expect(await get(`/v1/accounts/${id}${read}?min_position=${beyond}`)).toMatchObject({
        stale: true,
      });
    }
    const lots = await get(`/v1/accounts/${id}/lots?min_position=${beyond}`);
    expect(lots.meta.stale).toBe(true);
  });

  it('known at the position of any entry is the fold up to it', async () => {
    const id = await open();
    await debit(id, { credits: '30' });
    await adjust(id, '50');
    await debit(id, { credits: '130', policy: 'allow_debt' });
    const { position } = await adjust(id, '5.25');
    const ledger = await get(`/v1/accounts/${id}/ledger?min_position=${position}`);
    expect(ledger.data).toHaveLength(5);
    for (const entry of ledger.data) {
      const then = await get(`/v1/accounts/${id}/balance?known_at=${entry.position}`);
      const { available, held, debt } = then;
      expect({ available, held, debt }).toEqual(entry.balance_after);
      expect(then.level).toBeNull();
    }
  });

  it('lets Wednesday change what Monday was, and not what Tuesday knew', async () => {
    const id = await open();
    const day = (n: number) => theProduct().harness.clock.now() + n * 86_400_000;
    const monday = new Date(day(0)).toISOString();
    await pass(86_400);
    const tuesday = new Date(day(0)).toISOString();
    await pass(86_400);
    const { position } = await debit(id, { credits: '7', occurred_at: monday });
    await pass(1);
    const at = (query: string) =>
      get(`/v1/accounts/${id}/balance?min_position=${position}&${query}`).then(
        ({ available }) => available,
      );
    expect(await at(`as_of=${tuesday}`)).toBe('93');
    expect(await at(`known_at=${tuesday}`)).toBe('100');
    expect(await at(`as_of=${tuesday}&known_at=${tuesday}`)).toBe('100');
    expect(await at(`as_of=${tuesday}&known_at=${position}`)).toBe('93');
    expect(await at(`as_of=${tuesday}&known_at=${BigInt(position)}`)).toBe('93');
    expect(await at('known_at=0')).toBe('0');
    expect(await at('as_of=1990-01-01T00:00:00Z')).toBe('0');
    expect(await at('')).toBe('93');
    for (const clock of ['as_of', 'known_at']) {
      const query = `${clock}=${encodeURIComponent(new Date(day(1)).toISOString())}`;
      const { body } = await theProduct().get(`/v1/accounts/${id}/balance?${query}`).expect(422);
      const reason = 'expected an instant that is not in the future';
      expect(body.invalid_parameters).toEqual([{ name: clock, reason }]);
    }
  });

  it('counts what time has made due before it is looked at', async () => {
    const id = await open();
    const expires = new Date(theProduct().harness.clock.now() + 3_600_000).toISOString();
    await adjust(id, '40', { expires_at: expires });
    await pass(7_200);
    expect(await get(`/v1/accounts/${id}/balance`)).toMatchObject({ available: '100' });
    await pass(32 * 86_400);
    const { data } = await get(`/v1/accounts/${id}/ledger`);
    expect(data.map((entry: { kind: string }) => entry.kind)).toEqual([
      'renewal',
      'lot_expired',
      'adjustment',
      'plan_grant',
    ]);
  });
});

describe('lots', () => {
  it('are listed as debits will take them', async () => {
    const id = await open();
    await adjust(id, '20');
    const soon = new Date(theProduct().harness.clock.now() + 86_400_000).toISOString();
    const { position } = await adjust(id, '10', { expires_at: soon });
    const path = `/v1/accounts/${id}/lots?min_position=${position}`;
    const { data } = await get(path);
    expect(data.map((lot: { granted: string }) => lot.granted)).toEqual(['10', '100', '20']);
    expect(data[1]).toMatchObject({ source: 'plan', status: 'live', remaining: '100' });
    const first = await get(`${path}&page[size]=1`);
    const rest = await get(`${path}&page[after]=${first.meta.page.next}`);
    expect([...first.data, ...rest.data]).toEqual(data);
    const last = await debit(id, { credits: '10' });
    const left = await get(`/v1/accounts/${id}/lots?min_position=${last.position}`);
    expect(left.data).toHaveLength(2);
    const all = await get(`/v1/accounts/${id}/lots?include=empty`);
    expect(all.data).toHaveLength(3);
  });
});

describe('the ledger', () => {
  it('has an entry for each event that moved credits, in pages', async () => {
    const id = await open();
    for (const credits of ['1', '2', '3']) await debit(id, { credits });
    const { position } = await adjust(id, '-4');
    const path = `/v1/accounts/${id}/ledger?min_position=${position}`;
    const { data } = await get(path);
    expect(data.map((entry: { credits: string }) => entry.credits)).toEqual([
      '-4',
      '-3',
      '-2',
      '-1',
      '100',
    ]);
    expect(data[1]).toMatchObject({
      kind: 'debit',
      deltas: { available: '-3', held: '0', frozen: '0', debt: '0' },
      balance_after: { available: '94', held: '0', debt: '0' },
      lots: [{ lot_id: expect.any(String), credits: '-3' }],
      actor: 'key:preset',
      event_id: expect.any(String),
    });
    const one = await get(`${path}&page[size]=2`);
    const two = await get(`${path}&page[size]=3&page[after]=${one.meta.page.next}`);
    expect([...one.data, ...two.data]).toEqual(data);
    const debits = await get(`${path}&filter[kind]=debit,plan_grant`);
    expect(debits.data).toHaveLength(4);
  });
});

describe('an explanation', () => {
  it('adds up from opening to closing, and each line opens to its entries', async () => {
    const id = await open();
    await debit(id, { credits: '30' });
    await pass(60);
    const from = new Date(theProduct().harness.clock.now()).toISOString();
    await debit(id, { credits: '2.5' });
    await debit(id, { credits: '80', policy: 'allow_debt' });
    const { position } = await adjust(id, '50');
    const path = `/v1/accounts/${id}/explain?min_position=${position}&from=${from}`;
    const explained = await get(path);
    expect(explained.opening).toMatchObject({ available: '70', debt: '0', credits: '70' });
    expect(explained.lines).toMatchObject([
      { kind: 'debit', entries: 2, credits: '-82.5', deltas: { available: '-70', debt: '12.5' } },
      {
        kind: 'adjustment',
        entries: 1,
        credits: '50',
        deltas: { available: '37.5', debt: '-12.5' },
      },
    ]);
    expect(explained.closing).toMatchObject({ available: '37.5', debt: '0', credits: '37.5' });
    const opened = await get(explained.lines[0].entries_url);
    expect(opened.data.map((entry: { credits: string }) => entry.credits)).toEqual(['-80', '-2.5']);
    expect(opened.data[1].event_id).toBe(explained.lines[0].first_event_id);
    const whole = await get(`/v1/accounts/${id}/explain?group_by=day`);
    expect(whole.opening.credits).toBe('0');
    expect(whole.lines[0]).toMatchObject({ kind: 'plan_grant', day: expect.stringMatching(/^20/) });
  });

  it('has a line a kind and model where it is asked for, which adds up as the kinds do', async () => {
    for (const [model, name, input] of [
      ['swift', 'Swift', '7'],
      ['slow', 'Slow', '1'],
    ] as const) {
      const put = theProduct().put(`/v1/models/${model}`).set('idempotency-key', model);
      await put.send({ name }).expect(200);
      await post(`/v1/models/${model}/rates`, { per_million: { input, output: '1' } });
    }
    const id = await open();
    const usage = { input_tokens: 123_457 };
    const { debit_id: debitId } = await debit(id, { model: 'swift', usage });
    await debit(id, { credits: '2.5' });
    const { position } = await debit(id, { model: 'slow', usage: { input_tokens: 1_000_000 } });
    const path = `/v1/accounts/${id}/explain?min_position=${position}`;
    const explained = await get(`${path}&group_by=model`);
    const taken = { kind: 'debit', entries: 1 };
    expect(explained.lines).toMatchObject([
      { kind: 'plan_grant', model: null, credits: '100' },
      { ...taken, model: 'swift', model_name: 'Swift', credits: '-0.864199' },
      { ...taken, model: null, model_name: null, credits: '-2.5' },
      { ...taken, model: 'slow', model_name: 'Slow', credits: '-1' },
    ]);
    expect(explained.closing).toMatchObject({ available: '95.635801' });
    for (const { entries_url: url, credits } of explained.lines) {
      expect((await get(url)).data).toMatchObject([{ credits }]);
    }
    const { price } = await get(`/v1/accounts/${id}/debits/${debitId}`);
    expect(price).toMatchObject({ exact: '0.864199', credits: '0.864199' });
    expect((await get(path)).lines[0]).not.toHaveProperty('model');
    await theProduct().get(`${path}&group_by=actor`).expect(422);
  });

  it('shows of renewals what they gave and what they took', async () => {
    const id = await open();
    await debit(id, { credits: '30.5' });
    await pass(32 * 86_400);
    await debit(id, { credits: '99', policy: 'allow_debt' });
    await debit(id, { credits: '21', policy: 'allow_debt' });
    await pass(31 * 86_400);
    const { lines } = await get(`/v1/accounts/${id}/explain`);
    expect(lines).toMatchObject([
      { kind: 'plan_grant', credits: '100' },
      { kind: 'debit', credits: '-150.5' },
      { kind: 'renewal', entries: 2, credits: '130.5', granted: '200', forfeited: '69.5' },
    ]);
    expect(lines[0]).not.toHaveProperty('granted');
  });
});
