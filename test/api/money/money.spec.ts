import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { newKey } from '../../support/product/app.js';
import { consoleProduct, type Member } from '../../support/product/console-product.js';
import { act, execute, moneyCalls, preview } from '../../support/product/money-calls.js';
import { limitStories } from './limits.js';

const product = consoleProduct();
const { theProduct, member } = product;
const { asKey, open, balanceOf } = moneyCalls(theProduct);

let support: Member;
let lead: Member;
beforeAll(async () => {
  support = await member('support');
  lead = await member('lead');
});

const why = { reason_code: 'service_outage' };

describe('issuing credits as a person', () => {
  it('shows before what it comes to, and does that', async () => {
    const id = await open();
    const path = `/v1/accounts/${id}/adjustments`;
    const body = { credits: '120.5', ...why, ticket: 'ZD-1' };
    const shown = await preview(support, path, body);
    expect(shown).toMatchObject({
      before: { status: 'open', plan: 'free', available: '100', debt: '0' },
      after: { available: '220.5' },
      lots: [{ lot_id: null, credits: '120.5', remaining: '120.5', place: 2 }],
      credits: '120.5',
      debt_repaid: '0',
      duplicates: [],
      credited_90d: '0',
      limit: { per_action: '500', per_day: '5000' },
      approval: 'none',
    });
    expect((await balanceOf(id)).available).toBe('100');
    const done = await execute(support, path, { ...body, preview_hash: shown.preview_hash });
    const figures = {
      balance_before: { available: '100', held: '0', debt: '0' },
      balance: { available: '220.5', held: '0', debt: '0' },
    };
    expect(done).toMatchObject({ status: 'applied', ...figures });
    const { body: events } = await theProduct().get(`/v1/accounts/${id}/events`).expect(200);
    const actor = `staff:${support.id}`;
    expect(events.data[0]).toMatchObject({ type: 'CreditsAdjusted', actor, ticket: 'ZD-1' });
  });

  it('needs a preview of a person, and none of a key', async () => {
    const path = `/v1/accounts/${await open()}/adjustments`;
    const refused = await execute(support, path, { credits: '1', ...why });
    expect(refused).toMatchObject({ code: 'validation_failed' });
    expect(refused.invalid_parameters[0].name).toBe('preview_hash');
    await asKey(path, { credits: '1', ...why, note: 'x' });
    const bad = { credits: '1', ...why, preview_hash: 'x' };
    expect((await execute(support, path, bad)).invalid_parameters[0].name).toBe('preview_hash');
  });

  it('goes through while the customer spends, and repeats its receipt', async () => {
    const id = await open();
    const path = `/v1/accounts/${id}/adjustments`;
    const body = { credits: '7', ...why };
    const { preview_hash } = await preview(support, path, body);
    await asKey(`/v1/accounts/${id}/debits`, { credits: '30' });
    const key = newKey();
    const first = await execute(support, path, { ...body, preview_hash }, key);
    expect(first).toMatchObject({ status: 'applied', balance: { available: '77' } });
    // A person who tries again may have previewed again: still the same command.
    const again = (await preview(support, path, body)).preview_hash;
    expect(again).not.toBe(preview_hash);
    for (const hash of [preview_hash, again]) {
      expect(await execute(support, path, { ...body, preview_hash: hash }, key)).toEqual(first);
    }
    expect((await balanceOf(id)).available).toBe('77');
  });

  it('is refused once what was shown has changed, and says what', async () => {
    const id = await open();
    const path = `/v1/accounts/${id}/adjustments`;
    const body = { credits: '7', ...why };
    const { preview_hash } = await preview(support, path, body);
    const other = await execute(support, path, { credits: '8', ...why, preview_hash });
    expect(other).toMatchObject({ code: 'preview_stale', changed: ['command'] });
    await act(lead, path, { credits: '3', reason_code: 'goodwill' });
    const reason = { reason_code: 'other', note: 'x' };
    await asKey(`/v1/accounts/${id}/suspend`, reason, 200);
    await asKey(`/v1/accounts/${id}/plan-changes`, { plan: 'pro', when: 'now' }, 200);
    const stale = await execute(support, path, { ...body, preview_hash });
    const changed = ['status', 'plan', 'staff_actions'];
    expect(stale).toMatchObject({ code: 'preview_stale', changed });
    const { rows } = await theProduct().harness.pool.query(
      'SELECT 1 FROM app.notes WHERE account_id = $1 AND created_by = $2',
      [id, `staff:${support.id}`],
    );
    expect(rows).toEqual([]);
  });

  it('twice within minutes is asked about, and takes a word that it is meant', async () => {
    const path = `/v1/accounts/${await open()}/adjustments`;
    const body = { credits: '12', ...why };
    const first = await act(support, path, body);
    const twice = await act(lead, path, body);
    const duplicate = { adjustment_id: first.adjustment_id, credits: '12' };
    expect(twice).toMatchObject({ code: 'duplicate_suspected', duplicates: [duplicate] });
    expect((await preview(lead, path, body)).duplicates).toMatchObject([duplicate]);
    expect(await act(lead, path, body, { confirm_duplicate: true })).toMatchObject({
      status: 'applied',
    });
    const different = { credits: '12', reason_code: 'goodwill' };
    expect(await act(support, path, different)).toMatchObject({ status: 'applied' });
  });

  it('beyond the limit is refused, and says who can approve it', async () => {
    const id = await open();
    const path = `/v1/accounts/${id}/adjustments`;
    const approvers = [{ staff_id: lead.id, name: 'Ada', role: 'lead' }];
    const shown = await preview(support, path, { credits: '500.000001', ...why });
    expect(shown.approval).toEqual({ by: approvers });
    const refused = await act(support, path, { credits: '500.000001', ...why });
    expect(refused).toMatchObject({ code: 'limit_exceeded', approvers });
    expect((await balanceOf(id)).available).toBe('100');
    expect(await act(support, path, { credits: '500', ...why })).toMatchObject({
      status: 'applied',
    });
    expect(await act(lead, path, { credits: '501', ...why })).toMatchObject({ status: 'applied' });
  });

  it('ends for a person when the day’s limit is used, on whatever accounts', async () => {
    const other = await member('support');
    for (let given = 0; given < 5_000; given += 500) {
      const path = `/v1/accounts/${await open()}/adjustments`;
      expect(await act(other, path, { credits: '500', ...why })).toMatchObject({
        status: 'applied',
      });
    }
    const path = `/v1/accounts/${await open()}/adjustments`;
    expect(await preview(other, path, { credits: '1', ...why })).toMatchObject({
      limit: { used: '5000' },
    });
    expect((await act(other, path, { credits: '1', ...why })).code).toBe('limit_exceeded');
  });
});

describe('taking credits as a person', () => {
  it('is for a lead who has stepped up, from the lots that were shown', async () => {
    const id = await open();
    const path = `/v1/accounts/${id}/adjustments`;
    const body = { credits: '-30', ...why };
    expect((await act(support, path, body)).code).toBe('limit_exceeded');
    expect((await act(lead, path, body)).code).toBe('step_up_required');
    await lead.person.post('/v1/auth/step-up', { code: await lead.person.code() });
    const { preview_hash } = await preview(lead, path, body);
    await asKey(`/v1/accounts/${id}/adjustments`, { credits: '5', ...why, note: 'x' });
    expect(await execute(lead, path, { ...body, preview_hash })).toMatchObject({
      status: 'applied',
    });
    const tooMuch = await preview(lead, path, { credits: '-76', ...why });
    expect(tooMuch).toMatchObject({ code: 'insufficient_credits', available: '75' });
  });
});

describe('refunding a debit as a person', () => {
  it('shows to which lots it goes, in parts, until nothing is left', async () => {
    const id = await open();
    const { debit_id, lots } = await asKey(`/v1/accounts/${id}/debits`, { credits: '8' });
    const path = `/v1/accounts/${id}/debits/${debit_id}/refunds`;
    const shown = await preview(support, path, { credits: '3', ...why });
    expect(shown).toMatchObject({
      before: { available: '92' },
      after: { available: '95' },
      lots: [{ lot_id: lots[0].lot_id, credits: '3', place: 1 }],
    });
    expect(await act(support, path, { credits: '3', ...why })).toMatchObject({
      credits: '3',
      balance_before: { available: '92' },
      balance: { available: '95' },
    });
    expect(await act(support, path, why)).toMatchObject({ credits: '5' });
    expect((await preview(support, path, why)).code).toBe('refund_exceeds_debit');
    const elsewhere = `/v1/accounts/${await open()}/debits/${debit_id}/refunds`;
    expect((await preview(support, elsewhere, why)).code).toBe('debit_not_found');
  });
});

describe('a preview', () => {
  it('is what executing then does, whatever the account has been through', async () => {
    const step = fc.record({
      kind: fc.constantFrom('debit', 'debt', 'issue', 'expiring', 'deduct'),
      micro: fc.integer({ min: 1, max: 60_000_000 }),
    });
    const amount = (micro: number) => String(micro / 1_000_000);
    const run = async (steps: readonly { kind: string; micro: number }[]) => {
      const id = await open();
      const path = `/v1/accounts/${id}/adjustments`;
      for (const { kind, micro } of steps) {
        const credits = amount(micro);
        if (kind === 'debit' || kind === 'debt') {
          const policy = kind === 'debt' ? { policy: 'allow_debt' } : {};
          const debit = theProduct().post(`/v1/accounts/${id}/debits`);
          await debit.set('idempotency-key', newKey()).send({ credits, ...policy });
          continue;
        }
        const expires = new Date(theProduct().harness.clock.now() + 86_400_000).toISOString();
        const body = {
          ...why,
          credits: kind === 'deduct' ? `-${credits}` : credits,
          ...(kind === 'expiring' && { expires_at: expires }),
        };
        const { body: shown } = await theProduct().post(`${path}/preview`).send(body);
        const done = await theProduct()
          .post(path)
          .set('idempotency-key', newKey())
          .send({ ...body, note: 'x', preview_hash: shown.preview_hash });
        if (done.status !== 201) {
          expect(shown.code).toBe(done.body.code);
          continue;
        }
        const { available, held, debt } = shown.after;
        expect({ available, held, debt }).toEqual(done.body.balance);
        const { before } = shown;
        expect(done.body.balance_before).toEqual({
          available: before.available,
          held: before.held,
          debt: before.debt,
        });
        expect(shown.debt_repaid).toBe(done.body.debt_repaid);
      }
    };
    await fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 8 }), run), { numRuns: 25 });
  });
});

limitStories(product, () => ({ support, lead }));
