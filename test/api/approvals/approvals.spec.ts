import { beforeAll, describe, expect, it } from '@jest/globals';
import { SweepApprovals } from '../../../worker/jobs/sweep-approvals.js';
import { newKey } from '../../support/product/app.js';
import { actorOf, adjustments, approvalCalls, stepUp, why } from './calls.js';
import { killedStories } from './killed.js';
import { toldStories } from './told.js';
import { consoleProduct, type Member } from '../../support/product/console-product.js';
import { act, moneyCalls, preview } from '../../support/product/money-calls.js';
import { until } from '../../support/product/projections.js';

const product = consoleProduct();
const { theProduct, other, at, member } = product;
const { asKey, open, balanceOf } = moneyCalls(theProduct);
const calls = approvalCalls(theProduct);

let support: Member;
let lead: Member;
let second: Member;
beforeAll(async () => {
  support = await member('support');
  lead = await member('lead');
  second = await member('lead');
});

const { ask, request, read, decide, eventsOf, typesOf, registered } = calls;
describe('asking for what is beyond a limit', () => {
  it('changes nothing, until another person has approved it: then it happens once', async () => {
    const id = await open();
    const refused = await act(support, adjustments(id), { credits: '800', ...why });
    expect(refused.code).toBe('limit_exceeded');
    const asked = await ask(support, id, '800');
    expect(asked.status).toBe(201);
    const { approval_id } = asked.body;
    expect(asked.body).toMatchObject({
      account_id: id,
      command: { type: 'adjustment', credits: '800', expires_at: null },
      credits: '800',
      note: 'they were down for a day',
      ticket: 'ZD-7',
      status: 'requested',
      requested_by: { actor: actorOf(support), name: 'Ada' },
      preview_then: { before: { available: '100' }, after: { available: '900' } },
      preview_now: { after: { available: '900' }, changed: [] },
      may: ['withdraw'],
    });
    expect((await balanceOf(id)).available).toBe('100');
    expect(await eventsOf(id)).toHaveLength(2);

    const { body: denied } = await decide(support, approval_id, 'approve');
    expect(denied.missing_scope).toBe('approvals:decide');
    expect((await decide(lead, approval_id, 'approve')).body.code).toBe('step_up_required');
    await stepUp(lead);
    const { preview_now, may } = await read(lead, approval_id);
    expect(may).toEqual(['approve', 'reject']);
    const { preview_hash } = preview_now;
    const approved = await decide(lead, approval_id, 'approve', { preview_hash });
    expect(approved.status).toBe(200);
    expect(approved.body).toMatchObject({
      status: 'executed',
      decided_by: { actor: actorOf(lead) },
      may: [],
    });
    const [event, ...before] = await eventsOf(id);
    expect(before).toHaveLength(2);
    expect(event).toMatchObject({
      event_id: approved.body.event_id,
      type: 'CreditsAdjusted',
      credits: '800',
      actor: actorOf(support),
      caused_by: approval_id,
      ticket: 'ZD-7',
      note: 'they were down for a day',
    });
    // The same person again, as after an answer that was lost.
    expect((await decide(lead, approval_id, 'approve')).body.status).toBe('executed');
    expect(await eventsOf(id)).toHaveLength(3);
    const types = ['ApprovalRequested', 'ApprovalApproved', 'ApprovalExecuted'];
    expect(await typesOf(approval_id)).toEqual(types);
  });

  it('stands in the record of what people did and in the register, with both of them', async () => {
    const id = await open();
    await act(support, adjustments(id), { credits: '1', ...why });
    const { approval_id } = (await ask(support, id, '801')).body;
    await stepUp(lead);
    await decide(lead, approval_id, 'approve');
    const approval = { approval_id, approved_by: actorOf(lead), approved_by_name: 'Ada' };
    expect(await registered(support, id)).toMatchObject([
      { credits: '801', actor: actorOf(support), approval },
      { credits: '1', approval: null },
    ]);
    const { body } = await lead.person.get(`/v1/staff-actions?filter[account_id]=${id}`);
    const told = body.data.map(({ staff_id: by, route }: Record<string, string>) => [by, route]);
    expect(told).toContainEqual([support.id, '/v1/approvals']);
    expect(told).toContainEqual([lead.id, '/v1/approvals/:approval_id/approve']);
  });

  it('repeats its answer for the same key, whatever has become of the account', async () => {
    const id = await open();
    const key = newKey();
    const body = { credits: '802', ...why };
    const { preview_hash } = await preview(support, adjustments(id), body);
    const command = { type: 'adjustment', account_id: id, note: 'x', ...body };
    const first = await request(support, { command, preview_hash }, key);
    await asKey(`/v1/accounts/${id}/suspend`, { reason_code: 'other', note: 'x' }, 200);
    const again = await request(support, { command, preview_hash }, key);
    expect(again.headers['idempotency-hit']).toBe('true');
    expect(again.body.approval_id).toBe(first.body.approval_id);
    const different = { ...command, credits: '803' };
    const mismatch = await request(support, { command: different, preview_hash }, key);
    expect(mismatch.body.code).toBe('idempotency_mismatch');
    expect((await request(support, { command, preview_hash })).body).toMatchObject({
      code: 'preview_stale',
      changed: ['status'],
    });
  });

  it('is for what needs it, and for those who may ask for it', async () => {
    const id = await open();
    expect((await ask(support, id, '500')).body.code).toBe('approval_not_needed');
    const { preview_hash: other_hash } = await preview(support, adjustments(id), {
      credits: '-1',
      ...why,
    });
    const deduct = { type: 'adjustment', account_id: id, credits: '-200', note: 'x', ...why };
    const tooMuch = await request(support, { command: deduct, preview_hash: other_hash });
    expect(tooMuch.body.code).toBe('insufficient_credits');
    const close = { type: 'close', account_id: id, reason_code: 'other', note: 'x' };
    const { preview_hash } = await preview(support, `/v1/accounts/${id}/close`, {});
    const denied = await request(support, { command: close, preview_hash });
    expect(denied.body).toMatchObject({ code: 'forbidden', missing_scope: 'accounts:write' });
    const missing = { command: { ...close, account_id: 'missing' }, preview_hash };
    expect((await request(lead, missing)).body.code).toBe('account_not_found');
    expect((await decide(lead, 'apr_missing', 'withdraw')).body.code).toBe('approval_not_found');
  });

  it.each([
    ['suspend', {}, 'AccountSuspended', 'support'],
    ['plan_change', { plan: 'pro', when: 'now' }, 'PlanChanged', 'support'],
    ['close', {}, 'AccountClosed', 'lead'],
  ])('is how %s happens for a role that cannot do it', async (type, more, event, role) => {
    const id = await open();
    const who = role === 'lead' ? second : support;
    const path = `/v1/accounts/${id}/${type === 'plan_change' ? 'plan-changes' : type}`;
    const { preview_hash } = await preview(who, path, more);
    const command = { type, account_id: id, reason_code: 'other', note: 'as they wrote', ...more };
    const { approval_id } = (await request(who, { command, preview_hash })).body;
    await stepUp(lead);
    const { body } = await decide(lead, approval_id, 'approve');
    expect(body.status).toBe('executed');
    const found = (await eventsOf(id)).find((each: { type: string }) => each.type === event);
    expect(found).toMatchObject({ actor: actorOf(who), caused_by: approval_id });
  });

  it('refunds what was left of a debit when it was asked for, and no more', async () => {
    const id = await open();
    const finance = await member('finance');
    const { debit_id } = await asKey(`/v1/accounts/${id}/debits`, { credits: '8' });
    const path = `/v1/accounts/${id}/debits/${debit_id}/refunds`;
    const { preview_hash } = await preview(finance, path, why);
    const command = { type: 'refund', account_id: id, debit_id, note: 'x', ...why };
    const { approval_id } = (await request(finance, { command, preview_hash })).body;
    await asKey(path, { credits: '3', ...why, note: 'x' });
    await stepUp(lead);
    expect(await read(lead, approval_id)).toMatchObject({
      command: { type: 'refund', credits: '8' },
      refused_now: { code: 'refund_exceeds_debit' },
      may: ['reject'],
    });
    expect((await decide(lead, approval_id, 'approve')).body.code).toBe('refund_exceeds_debit');
    expect((await read(lead, approval_id)).status).toBe('requested');
  });
});

describe('deciding', () => {
  it('is for others than who asked; taking back is for who asked alone', async () => {
    const { approval_id } = (await ask(lead, await open(), '5001')).body;
    await stepUp(lead);
    expect((await decide(lead, approval_id, 'approve')).body.code).toBe('approval_own');
    const { body: own } = await decide(lead, approval_id, 'reject', { note: 'x' });
    expect(own.code).toBe('approval_own');
    expect((await decide(second, approval_id, 'withdraw')).body.code).toBe('approval_not_own');
    const { body } = await decide(lead, approval_id, 'withdraw');
    expect(body).toMatchObject({ status: 'withdrawn', decided_by: { actor: actorOf(lead) } });
  });

  it('says why not', async () => {
    const id = await open();
    const { approval_id } = (await ask(support, id, '900')).body;
    await stepUp(lead);
    const unsaid = await decide(lead, approval_id, 'reject');
    expect(unsaid.body.invalid_parameters[0].name).toBe('note');
    await decide(lead, approval_id, 'reject', { note: 'credited already' });
    expect(await read(support, approval_id)).toMatchObject({
      status: 'rejected',
      rejection_note: 'credited already',
      decided_by: { actor: actorOf(lead), name: 'Ada' },
    });
    expect((await balanceOf(id)).available).toBe('100');
  });

  it('by two at once, at two processes, leaves one winner, and tells the other who and when', async () => {
    const id = await open();
    const { approval_id } = (await ask(support, id, '950')).body;
    await Promise.all([stepUp(lead), stepUp(second)]);
    const elsewhere = { ...second, person: at(other(), second.person) };
    const answers = await Promise.all([
      decide(lead, approval_id, 'approve'),
      decide(elsewhere, approval_id, 'approve'),
    ]);
    const won = answers.find(({ status }) => status === 200);
    const lost = answers.find(({ status }) => status === 409);
    expect(won?.body.status).toBe('executed');
    expect(lost?.body).toMatchObject({
      code: 'approval_decided',
      decided_by: won?.body.decided_by.actor,
      decided_at: won?.body.decided_at,
    });
    expect((await balanceOf(id)).available).toBe('1050');
  });

  it('needs another look where the account has changed since', async () => {
    const id = await open();
    const { approval_id } = (await ask(support, id, '960')).body;
    await stepUp(lead);
    const seen = (await read(lead, approval_id)).preview_now.preview_hash;
    await asKey(`/v1/accounts/${id}/suspend`, { reason_code: 'other', note: 'x' }, 200);
    const stale = { code: 'preview_stale', changed: ['status'] };
    expect((await decide(lead, approval_id, 'approve')).body).toMatchObject(stale);
    const { body } = await decide(lead, approval_id, 'approve', { preview_hash: seen });
    expect(body).toMatchObject(stale);
    const { preview_now } = await read(lead, approval_id);
    expect(preview_now).toMatchObject({ changed: ['status'], warnings: ['account_suspended'] });
    const { preview_hash } = preview_now;
    const approved = await decide(lead, approval_id, 'approve', { preview_hash });
    expect(approved.body.status).toBe('executed');
  });

  it('cannot be done a day later', async () => {
    const { approval_id } = (await ask(support, await open(), '970')).body;
    const { app } = theProduct();
    await theProduct().post('/v1/test-clock/advance').send({ by: 86_400 }).expect(200);
    await stepUp(lead);
    expect((await decide(lead, approval_id, 'approve')).body).toMatchObject({
      code: 'approval_decided',
      approval_status: 'expired',
    });
    const { approval_id: left } = (await ask(support, await open(), '971')).body;
    await theProduct().post('/v1/test-clock/advance').send({ by: 86_400 }).expect(200);
    await until(async () => {
      await app.get(SweepApprovals).run(new AbortController().signal);
      return (await typesOf(left)).includes('ApprovalExpired');
    }, 'the end of a request that nobody touched');
  });
});

describe('the lists of approvals', () => {
  it('show what is mine, what is for me, and what is decided, in pages', async () => {
    const id = await open();
    const asked: string[] = [];
    for (const credits of ['701', '702', '703'])
      asked.push((await ask(support, id, credits)).body.approval_id);
    const [first = '', middle = '', last = ''] = asked;
    await decide(support, middle, 'withdraw');
    const { position } = (await read(support, middle)) as { position: string };
    const list = async (who: Member, view: string, more = '') => {
      const filters = `filter[view]=${view}&filter[account_id]=${id}&min_position=${position}`;
      return (await who.person.get(`/v1/approvals?${filters}${more}`)).body;
    };
    const idsIn = ({ data }: { data: { approval_id: string }[] }) =>
      data.map(({ approval_id }) => approval_id);
    expect(idsIn(await list(support, 'mine'))).toEqual([last, middle, first]);
    expect(idsIn(await list(lead, 'mine'))).toEqual([]);
    expect(idsIn(await list(lead, 'for_me'))).toEqual([last, first]);
    expect(idsIn(await list(support, 'for_me'))).toEqual([]);
    expect(idsIn(await list(support, 'decided'))).toEqual([middle]);
    const page = await list(support, 'open', '&page[size]=1');
    expect(idsIn(page)).toEqual([last]);
    expect(page.data[0]).toMatchObject({ credits: '703', reason_code: why.reason_code });
    const next = `&page[size]=1&page[after]=${page.meta.page.next}`;
    expect(idsIn(await list(support, 'open', next))).toEqual([first]);
  });

  it('hide notes from those who may not see persons', async () => {
    const id = await open();
    const { approval_id } = (await ask(support, id, '704')).body;
    const operator = await member('operator');
    expect(await read(operator, approval_id)).toMatchObject({
      has_note: true,
      note: null,
      may: [],
    });
    const denied = await request(operator, { command: {}, preview_hash: 'x' });
    expect(denied.body.missing_scope).toBe('adjustments:request');
  });
});

killedStories(product, () => ({ support, lead }));
toldStories(product, () => ({ support, lead }));
