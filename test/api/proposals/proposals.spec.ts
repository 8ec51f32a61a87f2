import { beforeAll, describe, expect, it } from '@jest/globals';
import { ApprovalStream } from '../../../api/approvals/approval-stream.js';
import { newKey } from '../../support/product/app.js';
import { consoleProduct, type Member } from '../../support/product/console-product.js';
import { until } from '../../support/product/projections.js';
import { actorOf, stepUp } from '../approvals/calls.js';
import { proposalCalls, terms } from './calls.js';
import { killedStories } from './killed.js';

const world = consoleProduct();
const { theProduct, member } = world;
const calls = proposalCalls(theProduct);
const { aPlan, publish, ofPlan, preview, send, propose, read, decide, versionsOf, frozen } = calls;
const { price } = terms;

let product: Member;
let finance: Member;
let lead: Member;
beforeAll(async () => {
  product = await member('product');
  finance = await member('finance');
  lead = await member('lead');
});

describe('a change of the catalogue', () => {
  it('is proposed by product and published once somebody of finance has approved it', async () => {
    const plan = await aPlan();
    const shown = (await preview(product, ofPlan(plan))).body;
    expect(shown).toMatchObject({
      live: { type: 'plan', version: 1, credits: '500' },
      newest: null,
      proposed: { type: 'plan', version: 2, credits: '600', effective_from: expect.any(String) },
    });
    const id = await propose(product, ofPlan(plan));
    expect(await versionsOf(plan)).toHaveLength(1);
    expect(await read(product, id)).toMatchObject({
      account_id: null,
      command: { type: 'publish_plan', plan, name: 'Plus', effective_from: null },
      note: 'costs went up',
      status: 'requested',
      requested_by: { actor: actorOf(product), name: 'Ada' },
      live_then: { version: 1, credits: '500' },
      proposed: { credits: '600', version: null },
      preview_now: { changed: [], proposed: { version: 2 } },
      may: ['withdraw'],
    });
    const denied = await decide(product, id, 'approve');
    expect([denied.status, denied.body.missing_scope]).toEqual([403, 'catalogue:approve']);
    expect((await decide(lead, id, 'approve')).body.missing_scope).toBe('catalogue:approve');
    expect((await decide(finance, id, 'approve')).body.code).toBe('step_up_required');
    await stepUp(finance);
    const { preview_now, may } = await read(finance, id);
    expect(may).toEqual(['approve', 'reject']);
    const approved = await decide(finance, id, 'approve', {
      preview_hash: preview_now.preview_hash,
    });
    expect(approved.body).toMatchObject({
      status: 'executed',
      decided_by: { actor: actorOf(finance) },
      may: [],
    });
    const [, published, ...more] = await versionsOf(plan);
    expect(more).toEqual([]);
    expect(published).toMatchObject({
      id: approved.body.event_id,
      fact: { data: { version: 2, credits: 600_000_000n } },
      meta: { actor: actorOf(product) },
    });
    // The same person again, as after an answer that was lost.
    expect((await decide(finance, id, 'approve')).body.status).toBe('executed');
    expect(await versionsOf(plan)).toHaveLength(2);
    // Its row names the proposal once the read models know both.
    const listed = async () => {
      const path = `/v1/plans?include=versions&filter[plan]=${plan}`;
      return (await product.person.get(path)).body.data;
    };
    await until(async () => Boolean((await listed())[0]?.proposal), 'the proposal of a version');
    expect(await listed()).toMatchObject([
      { version: 2, proposal: { approval_id: id, approved_by: actorOf(finance) } },
      { version: 1, proposal: null },
    ]);
  });

  it('is found by its id, and waits for those who decide about the catalogue', async () => {
    const id = await propose(product, ofPlan(await aPlan()));
    const found = async () => (await lead.person.get(`/v1/search?q=${id}`)).body.data;
    await until(async () => (await found()).length > 0, 'proposal that is found');
    const title = 'Proposal · requested';
    const path = `/approvals/proposals/${id}`;
    expect(await found()).toMatchObject([{ kind: 'approval', id, account_id: null, title, path }]);
    const waiting = async ({ person }: Member): Promise<number | undefined> =>
      (await person.get('/v1/work')).body.items.find(
        ({ kind }: { kind: string }) => kind === 'approvals_for_me',
      )?.count;
    expect(await waiting(finance)).toBeGreaterThan(0);
    expect([await waiting(lead), await waiting(product)]).toEqual([0, undefined]);
  });

  it('can be of a pack or of a rate, from an instant', async () => {
    const model = 'proposed-1';
    const key = () => newKey();
    const { post, put } = theProduct();
    await put(`/v1/models/${model}`).set('idempotency-key', key()).send({ name: 'P' }).expect(200);
    await post(`/v1/models/${model}/rates`)
      .set('idempotency-key', key())
      .send({ per_million: { input: '1' } })
      .expect(201);
    const effective_from = new Date(Date.now() + 7 * 86_400_000).toISOString();
    const pack = { kind: 'fixed', name: 'Tiny', price, credits: '9', effective_from };
    const rate = { per_million: { input: '2' }, effective_from };
    await stepUp(finance);
    for (const [publication, path] of [
      [{ type: 'pack', pack: 'tiny', terms: pack }, '/v1/packs?include=versions&filter[pack]=tiny'],
      [{ type: 'rate', model_id: model, terms: rate }, `/v1/models/${model}/rates`],
    ] as const) {
      const id = await propose(product, publication);
      const { body } = await decide(finance, id, 'approve');
      expect(body.status).toBe('executed');
      await until(async () => {
        const [newest] = (await theProduct().get(path).expect(200)).body.data;
        if (newest?.effective_from !== effective_from || newest.status !== 'upcoming') return false;
        return newest.proposal?.approval_id === id;
      }, `the version of ${publication.type}`);
    }
  });

  it('names the fields that are wrong, by where they stand in the body', async () => {
    const plan = await aPlan();
    const namesOf = async (publication: object) =>
      (await preview(product, publication)).body.invalid_parameters?.map(
        ({ name }: { name: string }) => name,
      );
    expect(await namesOf(ofPlan(plan, { credits: 'x' }))).toEqual(['publication.terms.credits']);
    const costless = ofPlan(plan, { price: { ...price, minor: -1 } });
    expect(await namesOf(costless)).toEqual(['publication.terms.price.minor']);
    const early = ofPlan(plan, { effective_from: '2020-01-01T00:00:00Z' });
    expect(await namesOf(early)).toEqual(['publication.terms.effective_from']);
    const unknown = { type: 'rate', model_id: 'nothing', terms: { per_image: '1' } };
    expect(await namesOf(unknown)).toEqual(['publication.model_id']);
    const same = await preview(product, ofPlan(plan, { credits: '500' }));
    expect(same.body.code).toBe('approval_not_needed');
  });

  it('is the same proposal under the same key; another needs a preview of its own', async () => {
    const plan = await aPlan();
    const publication = ofPlan(plan);
    const { preview_hash } = (await preview(product, publication)).body;
    const key = newKey();
    const first = await send(product, { publication, preview_hash }, key);
    await publish(plan, { ...terms, seats: 9 });
    const again = await send(product, { publication, preview_hash }, key);
    expect(again.headers['idempotency-hit']).toBe('true');
    expect(again.body.approval_id).toBe(first.body.approval_id);
    const stale = { code: 'preview_stale', changed: ['newest'] };
    expect((await send(product, { publication, preview_hash })).body).toMatchObject(stale);
    const dearer = ofPlan(plan, { credits: '700' });
    const { body } = await send(product, { publication: dearer, preview_hash });
    expect(body.changed).toContain('publication');
  });

  it('is not proposed by others, and not decided by who proposed it', async () => {
    const plan = await aPlan();
    for (const who of [finance, lead]) {
      const { status, body } = await preview(who, ofPlan(plan));
      expect([status, body.missing_scope]).toEqual([403, 'catalogue:request']);
    }
    // A person whose role has changed since.
    const moved = await member('finance');
    const id = 'apr_moved';
    const seen = { live: 1, newest: 1 };
    const { publication, commandHash } = await frozen(await propose(product, ofPlan(plan)));
    const by = actorOf(moved);
    const command = {
      type: 'RequestPublication',
      approvalId: id,
      publication,
      commandHash,
      seen,
      requestedBy: by,
    } as const;
    const meta = { commandId: newKey(), actor: by };
    await theProduct().app.get(ApprovalStream).execute(id, command, meta);
    await stepUp(moved);
    for (const [verb, body] of [
      ['approve', {}],
      ['reject', { note: 'no' }],
    ] as const) {
      const own = await decide(moved, id, verb, body);
      expect([own.status, own.body.code]).toEqual([403, 'approval_own']);
    }
  });

  it('needs another look where another version was published since', async () => {
    const plan = await aPlan();
    const id = await propose(product, ofPlan(plan));
    await stepUp(finance);
    const { preview_hash: seen } = (await read(finance, id)).preview_now;
    await publish(plan, { ...terms, seats: 3 });
    const stale = { code: 'preview_stale', changed: ['newest'] };
    expect((await decide(finance, id, 'approve')).body).toMatchObject(stale);
    expect((await decide(finance, id, 'approve', { preview_hash: seen })).body).toMatchObject(
      stale,
    );
    expect((await read(finance, id)).status).toBe('requested');
    // The version that was published begins in 60 seconds, and nothing may begin before it.
    await theProduct().post('/v1/test-clock/advance').send({ by: 61 }).expect(200);
    await stepUp(finance);
    const { preview_now } = await read(finance, id);
    expect(preview_now).toMatchObject({ changed: ['live', 'newest'], live: { version: 2 } });
    const { preview_hash } = preview_now;
    const { body } = await decide(finance, id, 'approve', { preview_hash });
    expect(body.status).toBe('executed');
    expect(await versionsOf(plan)).toHaveLength(3);
  });

  it('is rejected with a reason, or taken back', async () => {
    const plan = await aPlan();
    const [one, two] = [await propose(product, ofPlan(plan)), await propose(product, ofPlan(plan))];
    await stepUp(finance);
    const unsaid = await decide(finance, one, 'reject');
    expect(unsaid.body.invalid_parameters[0].name).toBe('note');
    await decide(finance, one, 'reject', { note: 'not before the spring' });
    expect(await read(product, one)).toMatchObject({
      status: 'rejected',
      rejection_note: 'not before the spring',
    });
    expect((await decide(product, two, 'withdraw')).body.status).toBe('withdrawn');
    expect((await decide(finance, two, 'approve')).body.code).toBe('approval_decided');
    expect(await versionsOf(plan)).toHaveLength(1);
  });

  it('stands among the approvals of those who decide it, and is no request about an account', async () => {
    const plan = await aPlan();
    const id = await propose(product, ofPlan(plan));
    const { position } = await read(product, id);
    const idsFor = async (who: Member, view: string) => {
      const path = `/v1/approvals?filter[view]=${view}&min_position=${position}&page[size]=200`;
      const { body } = await who.person.get(path);
      return body.data.map(({ approval_id }: { approval_id: string }) => approval_id);
    };
    expect(await idsFor(product, 'mine')).toContain(id);
    expect(await idsFor(finance, 'for_me')).toContain(id);
    expect(await idsFor(lead, 'for_me')).not.toContain(id);
    await stepUp(lead);
    for (const [verb, body] of [
      ['approve', {}],
      ['reject', { note: 'no' }],
      ['withdraw', undefined],
    ] as const) {
      const { body: answer } = await lead.person.post(`/v1/approvals/${id}/${verb}`, body);
      expect(answer.code).toBe('approval_not_found');
    }
    expect((await lead.person.get(`/v1/approvals/${id}`)).status).toBe(404);
  });
});

killedStories(world, () => ({ product, finance }));
