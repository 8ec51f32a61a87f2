import { describe, expect, it } from '@jest/globals';
import { accountCalls } from '../../support/product/account-calls.js';

const { theProduct, post, get, open, debit } = accountCalls();

describe('plan changes', () => {
  it('show what they would do, do it at once or wait, and can be withdrawn', async () => {
    const id = await open();
    const path = `/v1/accounts/${id}/plan-changes`;
    const change = { plan: 'pro', when: 'now' };
    const preview = await post(`${path}/preview`, change, 200);
    expect(preview).toMatchObject({
      status: 'changed',
      from: 'free',
      plan: 'pro',
      granted: '500',
      price: { minor: 2000, currency: 'usd' },
      balance: { available: '600', held: '0', debt: '0' },
    });
    const changed = await post(path, change, 200);
    expect(changed).toMatchObject({ status: 'changed', balance: preview.balance });
    const same = { status: 'unchanged', from: 'pro', plan: 'pro', effective_at: null };
    const kept = { ...same, granted: null, renews_at: changed.renews_at };
    expect(await post(path, change, 200)).toMatchObject(kept);
    expect(await post(`${path}/preview`, change, 200)).toMatchObject(kept);
    const later = { plan: 'free', when: 'renewal' };
    const down = await post(path, later, 200);
    expect(down).toMatchObject({ status: 'scheduled', from: 'pro', plan: 'free', granted: null });
    const { position, from, plan, effective_at } = down;
    const waiting = { status: 'unchanged', from, plan, effective_at, balance: down.balance };
    expect(await post(`${path}/preview`, later, 200)).toMatchObject(waiting);
    const seen = await get(`/v1/accounts/${id}?min_position=${position}`);
    expect(seen.scheduled_change).toMatchObject({ plan: 'free', effective_at: down.effective_at });
    const withdrawn = await theProduct().delete(`${path}/scheduled`).expect(200);
    expect(withdrawn.body).toMatchObject({ status: 'withdrawn', plan: 'free', granted: null });
    await theProduct().delete(`${path}/scheduled`).expect(409);

    await post(path, later, 200);
    const present = { plan: 'pro', when: 'renewal' };
    const picked = { status: 'withdrawn', from: null, plan: 'free', effective_at: null };
    expect(await post(`${path}/preview`, present, 200)).toMatchObject(picked);
    expect(await post(path, present, 200, 'picked')).toMatchObject(picked);
    expect(await post(path, present, 200, 'picked')).toMatchObject(picked);
    expect((await get(`/v1/accounts/${id}`)).scheduled_change).toBeNull();
    expect(await post(path, present, 200)).toMatchObject({ status: 'unchanged', plan: 'pro' });
    const refused = await post(path, { plan: 'free', when: 'now' }, 409);
    expect(refused).toMatchObject({ code: 'plan_change_not_allowed', allowed_when: 'renewal' });
    expect(refused).not.toHaveProperty('when');
    const unknown = await post(path, { plan: 'gold', when: 'now' }, 422);
    expect(unknown.detail).toMatch(/"gold" is not on sale: expected one of "free", .*"pro"/);
  });
});

describe('the status of an account', () => {
  it('stops debits while suspended, everything but refunds when closed', async () => {
    const id = await open();
    const { debit_id: debited } = await debit(id, { credits: '10' });
    const why = { reason_code: 'other', note: 'asked by its owner' };
    expect(await post(`/v1/accounts/${id}/suspend`, why, 200)).toMatchObject({
      status: 'suspended',
      balance: { available: '90' },
    });
    const status = async () => (await get(`/v1/accounts/${id}/balance`)).status;
    expect(await status()).toBe('suspended');
    expect((await post(`/v1/accounts/${id}/debits`, { credits: '1' }, 409)).code).toBe(
      'account_suspended',
    );
    await post(`/v1/accounts/${id}/suspend`, why, 200);
    await post(`/v1/accounts/${id}/reinstate`, why, 200);
    expect(await status()).toBe('open');
    await debit(id, { credits: '1' });
    await post(`/v1/accounts/${id}/close`, why, 200);
    expect((await post(`/v1/accounts/${id}/debits`, { credits: '1' }, 409)).code).toBe(
      'account_closed',
    );
    await post(`/v1/accounts/${id}/debits/${debited}/refunds`, { reason_code: 'goodwill' });
    expect(await status()).toBe('closed');
    const { plan } = await get(`/v1/accounts/${id}/balance`);
    expect(plan).toMatchObject({ plan: 'free', renews_at: null });
    const asked = await post(`/v1/accounts/${id}/gate`, { action: 'ai_change' }, 200);
    expect(asked).toMatchObject({ reason: 'account_closed', renews_at: null });
    const then = await get(`/v1/accounts/${id}/balance?known_at=${'9'.repeat(20)}`);
    expect(then.status).toBeNull();
  });
});

describe('a request without Idempotency-Key', () => {
  /** Sends it under a request id that callers use again and again. */
  const send = async (method: 'post' | 'put' | 'delete', path: string, body?: object) => {
    const answer = await theProduct()[method](path).set('x-request-id', 't-42').send(body);
    expect({ path, ok: answer.ok, body: answer.body }).toMatchObject({ ok: true });
    expect(answer.headers).not.toHaveProperty('idempotency-hit');
    return answer.body;
  };

  it('is a command of its own, whatever its X-Request-Id', async () => {
    const id = await open();
    const why = { reason_code: 'other', note: 'asked by its owner' };
    for (const [does, status] of [
      ['suspend', 'suspended'],
      ['reinstate', 'open'],
      ['suspend', 'suspended'],
      ['reinstate', 'open'],
    ]) {
      await send('post', `/v1/accounts/${id}/${does}`, why);
      expect(await get(`/v1/accounts/${id}/balance`)).toMatchObject({ status });
    }
    const member = `/v1/accounts/${id}/members/sam`;
    for (const limit of ['5', '7', '5']) {
      expect(await send('put', member, { limit })).toMatchObject({ limit });
    }
    for (let round = 0; round < 2; round += 1) {
      await send('delete', member);
      expect(await send('put', member, {})).toMatchObject({ limit: null });
    }
    await post(`/v1/accounts/${id}/plan-changes`, { plan: 'pro', when: 'now' }, 200);
    for (let round = 0; round < 2; round += 1) {
      await post(`/v1/accounts/${id}/plan-changes`, { plan: 'free', when: 'renewal' }, 200);
      const withdrawn = await send('delete', `/v1/accounts/${id}/plan-changes/scheduled`);
      expect(withdrawn).toMatchObject({ status: 'withdrawn' });
    }
  });

  it('publishes anew what was published under the same X-Request-Id before', async () => {
    const actions = (price: string) => [{ action: 'publish_site', needs_credits: true, price }];
    const plan = { price: { minor: 100, currency: 'usd' } };
    const pack = { ...plan, name: 'Tiny', kind: 'fixed' };
    let [policies, versions] = [0, 0];
    for (const credits of ['1', '2', '1']) {
      await theProduct().post('/v1/test-clock/advance').send({ by: 120 }).expect(200);
      const policy = await send('put', '/v1/gate-policy', { actions: actions(credits) });
      expect(policy.version).toBeGreaterThan(policies);
      policies = policy.version;
      versions += 1;
      const offer = { version: versions, credits };
      expect(await send('put', '/v1/plans/tiny', { ...plan, name: 'Tiny', credits })).toMatchObject(
        offer,
      );
      expect(await send('put', '/v1/packs/tiny', { ...pack, credits })).toMatchObject(offer);
    }
  });
});

describe('an account that nobody opened', () => {
  const why = { reason_code: 'other', note: 'asked by its owner' };
  it.each([
    ['debits', { credits: '1' }],
    ['debits/dbt_00000000010000000000/refunds', { reason_code: 'goodwill' }],
    ['adjustments', { credits: '1', ...why }],
    ['plan-changes', { plan: 'pro', when: 'now' }],
    ['plan-changes/preview', { plan: 'pro', when: 'now' }],
    ['suspend', why],
    ['reinstate', why],
    ['close', why],
  ])('is named by whoever asks for its %s', async (route, body) => {
    expect(await post(`/v1/accounts/nobody/${route}`, body, 404)).toMatchObject({
      code: 'account_not_found',
      account_id: 'nobody',
      detail: 'the account "nobody" does not exist: open it first, or correct its id',
    });
  });

  it('is named by whoever takes back its plan change', async () => {
    const { body } = await theProduct()
      .delete('/v1/accounts/nobody/plan-changes/scheduled')
      .expect(404);
    expect(body).toMatchObject({ code: 'account_not_found', account_id: 'nobody' });
  });
});
