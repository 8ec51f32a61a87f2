import { beforeAll, describe, expect, it } from '@jest/globals';
import { newKey } from '../../support/product/app.js';
import { consoleProduct, type Member } from '../../support/product/console-product.js';
import { act, execute, moneyCalls, preview } from '../../support/product/money-calls.js';

const { theProduct, member, stepped } = consoleProduct();
const { asKey, open } = moneyCalls(theProduct);

let support: Member;
let lead: Member;
let finance: Member;
beforeAll(async () => {
  support = await member('support');
  lead = await member('lead');
  finance = await member('finance');
});

const why = { reason_code: 'fraud_reversal', ticket: 'ZD-7' };
const note = 'as agreed';
const at = (id: string, route: string) => `/v1/accounts/${id}/${route}`;
const newestOf = async (id: string) => (await lead.person.get(at(id, 'events'))).body.data[0];
const holdOf = async (id: string, credits: string): Promise<string> =>
  (await asKey(at(id, 'holds'), { credits, action: 'ai_change' })).hold_id;

/** Each action as a path and a body, on a new account that it changes. */
const actions: [string, () => Promise<[string, object, string]>][] = [
  ['suspend', async () => ofNew((id) => [id, at(id, 'suspend'), {}])],
  [
    'reinstate',
    async () =>
      ofNew(async (id) => {
        await asKey(at(id, 'suspend'), { ...why, note }, 200);
        return [id, at(id, 'reinstate'), {}];
      }),
  ],
  ['plan change', async () => ofNew((id) => [id, at(id, 'plan-changes'), PRO])],
  [
    'release',
    async () => ofNew(async (id) => [id, at(id, `holds/${await holdOf(id, '5')}/release`), {}]),
  ],
];
type Target = [string, string, object];
const PRO = { plan: 'pro', when: 'now' };
async function ofNew(of: (id: string) => Target | Promise<Target>) {
  const [id, path, body] = await of(await open());
  return [path, body, id] as [string, object, string];
}

describe('an action of a person that moves no credits by itself', () => {
  it.each(actions)('needs a preview of a lead, and says why in the log: %s', async (_, target) => {
    const [path, body, id] = await target();
    const without = await execute(lead, path, { ...body, ...why });
    expect(without).toMatchObject({ status: 422 });
    expect(without.invalid_parameters[0].name).toBe('preview_hash');
    const { preview_hash, ...shown } = await preview(lead, path, { ...body, ...why });
    expect(shown).toMatchObject({ limit: null, approval: 'none', duplicates: [] });
    const unsaid = await execute(lead, path, { ...body, preview_hash });
    expect(unsaid.invalid_parameters[0].name).toBe('reason_code');
    const key = newKey();
    const done = await execute(lead, path, { ...body, ...why, preview_hash }, key);
    expect(done.code).toBeUndefined();
    expect(done.balance.available).toBe(shown.after.available);
    const newest = await newestOf(id);
    expect(newest).toMatchObject({ ...why, note, actor: `staff:${lead.id}` });
    const { body: event } = await lead.person.get(at(id, `events/${done.event_id}`));
    expect(event).toMatchObject({ ...why, occurred_at: done.occurred_at });
    expect(await execute(lead, path, { ...body, ...why, preview_hash: undefined }, key)).toEqual(
      expect.objectContaining({ status: 422 }),
    );
    expect(await execute(lead, path, { ...body, ...why, preview_hash }, key)).toEqual(done);
  });

  it.each(actions)('is a request of support, refused once it is checked: %s', async (_, target) => {
    const [path, body, id] = await target();
    const before = await newestOf(id);
    const shown = await preview(support, path, { ...body, ...why });
    const approvers = [
      { staff_id: finance.id, name: 'Ada', role: 'finance' },
      { staff_id: lead.id, name: 'Ada', role: 'lead' },
    ];
    expect(shown.approval.by).toEqual(expect.arrayContaining(approvers));
    const refused = await act(support, path, { ...body, ...why });
    expect(refused).toMatchObject({ status: 403, code: 'limit_exceeded' });
    expect(refused.approvers).toEqual(expect.arrayContaining(approvers));
    expect(await act(finance, path, { ...body, ...why })).toMatchObject({ code: 'forbidden' });
    expect(await newestOf(id)).toEqual(before);
  });

  it('is stale once the account is not what was shown', async () => {
    const id = await open();
    const { preview_hash } = await preview(lead, at(id, 'suspend'), why);
    const other = await execute(lead, at(id, 'close'), { ...why, preview_hash });
    expect(other).toMatchObject({ code: 'preview_stale', changed: ['command'] });
    await asKey(at(id, 'plan-changes'), PRO, 200);
    const stale = await execute(lead, at(id, 'suspend'), { ...why, preview_hash });
    expect(stale).toMatchObject({ code: 'preview_stale', changed: ['plan'] });
  });

  it('needs neither preview nor reason of a key, which may send both', async () => {
    const id = await open();
    const [one, other] = [await holdOf(id, '5'), await holdOf(id, '6')];
    await asKey(at(id, `holds/${one}/release`), {}, 200);
    expect(await newestOf(id)).toMatchObject({ type: 'HoldReleased', reason_code: null });
    const path = at(id, `holds/${other}/release`);
    const { body } = await theProduct().post(`${path}/preview`).send({});
    await asKey(path, { ...why, note, preview_hash: body.preview_hash }, 200);
    expect(await newestOf(id)).toMatchObject({ ...why, note });
    const alone = await asKey(at(id, 'plan-changes'), { ...PRO, note }, 422);
    expect(alone.invalid_parameters[0].name).toBe('reason_code');
  });
});

it('names no event where nothing was to be done', async () => {
  const id = await open();
  await asKey(at(id, 'suspend'), { ...why, note }, 200);
  const again = await asKey(at(id, 'suspend'), { ...why, note }, 200);
  expect(again).toMatchObject({ status: 'suspended', event_id: null, occurred_at: null });
  const same = await asKey(at(id, 'plan-changes'), { plan: 'free', when: 'renewal' }, 200);
  expect(same).toMatchObject({ status: 'unchanged', event_id: null });
});

describe('closing an account', () => {
  it('is a request of lead and finance, and says what remains', async () => {
    const id = await open();
    await holdOf(id, '5');
    for (const who of [lead, finance]) {
      const shown = await preview(who, at(id, 'close'), why);
      expect(shown).toMatchObject({
        after: { status: 'closed', available: '95', held: '5' },
        warnings: ['open_holds', 'credits_remain'],
      });
      const colleague = who === lead ? finance : lead;
      expect(shown.approval.by).toEqual([expect.objectContaining({ staff_id: colleague.id })]);
      expect((await act(who, at(id, 'close'), why)).code).toBe('limit_exceeded');
    }
    expect((await act(support, at(id, 'close'), why)).code).toBe('forbidden');
    await asKey(at(id, 'close'), { ...why, note }, 200);
  });
});

describe('releasing a hold', () => {
  it('shows what comes back to which lots', async () => {
    const id = await open();
    const shown = await preview(lead, at(id, `holds/${await holdOf(id, '5')}/release`), why);
    expect(shown).toMatchObject({
      before: { available: '95', held: '5' },
      after: { available: '100', held: '0' },
      lots: [{ credits: '5', remaining: '100', place: 1 }],
      credits: '5',
    });
  });
});

describe('changing a plan', () => {
  it('says in ledger and events who changed it and why', async () => {
    const id = await open();
    const shown = await preview(lead, at(id, 'plan-changes'), { ...PRO, ...why });
    expect(shown).toMatchObject({ status: 'changed', plan: 'pro', before: { plan: 'free' } });
    expect(shown.credits).toBe(shown.granted);
    const { position, balance_before } = await act(lead, at(id, 'plan-changes'), {
      ...PRO,
      ...why,
    });
    expect(balance_before.available).toBe(shown.before.available);
    const ledger = await lead.person.get(at(id, `ledger?min_position=${position}`));
    expect(ledger.body.data[0]).toMatchObject({ ...why, note });
    const { body: lots } = await lead.person.get(at(id, `lots?min_position=${position}`));
    expect(lots.data.at(-1)).toMatchObject({ ...why, note, actor: `staff:${lead.id}` });
    const later = { plan: 'free', when: 'renewal' };
    await act(lead, at(id, 'plan-changes'), { ...later, ...why });
    const back = { ...PRO, when: 'renewal', ...why };
    expect(await act(lead, at(id, 'plan-changes'), back)).toMatchObject({ status: 'withdrawn' });
    expect(await newestOf(id)).toMatchObject({ type: 'PlanChangeWithdrawn', ...why });
    const path = at(id, 'plan-changes/scheduled');
    expect((await lead.person.ask('delete', path)).status).toBe(403);
  });

  it('shows a widget what it costs, and nothing that is for staff', async () => {
    const id = await open();
    const scopes = ['plan:change'];
    const minted = await asKey(at(id, 'widget-tokens'), { scopes });
    const path = at(id, 'plan-changes');
    const { body } = await theProduct().post(`${path}/preview`, minted.token).send(PRO);
    expect(body).toMatchObject({ status: 'changed', approval: 'none' });
    for (const name of ['duplicates', 'limit', 'credited_90d'])
      expect(body).not.toHaveProperty(name);
    const reading = await asKey(at(id, 'widget-tokens'), { scopes: ['balance:read'] });
    const { body: lots } = await theProduct().get(at(id, 'lots'), reading.token);
    expect(lots.data).toMatchObject([{ actor: null, reason_code: null }]);
    const reasoned = { ...PRO, when: 'renewal', ...why };
    const { body: refused } = await theProduct()
      .post(path, minted.token)
      .set('idempotency-key', newKey())
      .send(reasoned);
    expect(refused.invalid_parameters[0].name).toBe('reason_code');
  });
});

describe('moving credits as finance', () => {
  it('is a request, whatever the amount', async () => {
    const id = await open();
    const { debit_id } = await asKey(at(id, 'debits'), { credits: '8' });
    for (const [path, body] of [
      [at(id, 'adjustments'), { credits: '1' }],
      [at(id, 'adjustments'), { credits: '-1' }],
      [at(id, `debits/${debit_id}/refunds`), {}],
    ] as const) {
      const refused = await act(finance, path, { ...body, ...why });
      expect(refused).toMatchObject({ status: 403, code: 'limit_exceeded' });
      expect(refused.approvers).toEqual([expect.objectContaining({ staff_id: lead.id })]);
    }
  });
});

describe('who did something', () => {
  it('is known by name to every colleague, once they are not active too', async () => {
    const { id } = await member('finance');
    const { person: other } = await member('product');
    await (await stepped()).ask('patch', `/v1/staff/${id}`, { name: 'Fay', active: false });
    const { body } = await other.get('/v1/staff/names');
    expect(body.data).toContainEqual({ staff_id: id, name: 'Fay' });
    expect((await theProduct().get('/v1/staff/names')).status).toBe(403);
  });
});
