import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { formatCredits, parseCredits } from '../../../domain/credits.js';
import { AnchorKey } from '../../../platform/anchors/anchor.js';
import { canonicalJson } from '../../../platform/canonical.js';
import { chainHash } from '../../../platform/event-store/records/metadata.js';
import { anchorAll } from '../../../projections/anchors.js';
import { newKey, startProduct, type TestProduct } from '../../support/product/app.js';
import { startReadSide, type ReadSide } from '../../support/product/read-side.js';

const SEED = randomBytes(32).toString('base64');
let product: TestProduct;
let readSide: ReadSide;
beforeAll(async () => {
  product = await startProduct({ SCRIP_ANCHOR_KEY: SEED });
  readSide = startReadSide(product);
});
afterAll(async () => {
  await readSide.stop();
  await product.close();
});

const post = async (path: string, body: object) => {
  const answer = await product.post(path).set('idempotency-key', newKey()).send(body);
  expect({ path, status: answer.status, body: answer.body }).toMatchObject({ status: 201 });
  return answer.body;
};

/** An account with 1 + 8 debits; its stream: opened, granted, debits from revision 2 on. */
async function accountWithDebits(): Promise<string> {
  const { account_id: id } = await post('/v1/accounts', { name: 'A', email: 'a@acme.example' });
  let position = '';
  for (const credits of ['1', '2', '3', '4', '5', '6', '7', '8']) {
    ({ position } = await post(`/v1/accounts/${id}/debits`, { credits }));
  }
  await product.get(`/v1/accounts/${id}/balance?min_position=${position}`).expect(200);
  return id;
}

const verify = async (query = '') =>
  (await product.get(`/v1/audit/verify${query}`).expect(200)).body;
const verifyAccount = (id: string) => verify(`?account=${id}`);

function signLog() {
  const { pool, store, clock } = product.harness;
  const log = { info: () => undefined, error: () => undefined };
  const key = AnchorKey.fromSeed(SEED);
  const { connection } = store;
  return anchorAll({ pool, connection, clock, key, periodMs: 1_000, log });
}

interface Stored {
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  data: Record<string, unknown>;
  metadata: { hash: string; control: { available: string } };
}

const sql = (text: string, values: unknown[]) => product.harness.pool.query(text, values);

async function storedFrom(stream: string, revision: number): Promise<Stored[]> {
  const { rows } = await sql(
    `SELECT revision::int, id, type, convert_from(data, 'UTF8')::json AS data,
       convert_from(metadata, 'UTF8')::json AS metadata
     FROM eventstore.events WHERE stream = $1 AND revision >= $2 - 1 ORDER BY revision`,
    [stream, revision],
  );
  return rows;
}

const overwrite = (stream: string, { revision, data, metadata }: Stored) =>
  sql(
    `UPDATE eventstore.events SET data = convert_to($3, 'UTF8'), metadata = convert_to($4, 'UTF8')
     WHERE stream = $1 AND revision = $2`,
    [stream, revision, JSON.stringify(data), JSON.stringify(metadata)],
  );

const cut = (stream: string, revision: number) =>
  sql('DELETE FROM eventstore.events WHERE stream = $1 AND revision >= $2', [stream, revision]);

/** Makes a debit cheaper and everything after it fit: control figures and hashes. */
async function rewriteDebit(stream: string, revision: number, credits: string): Promise<string> {
  const [before, ...events] = await storedFrom(stream, revision);
  const [debit] = events;
  if (!before || !debit) throw new Error('nothing to rewrite');
  const micro = (text: unknown) => parseCredits(String(text)) ?? 0n;
  const saved = micro(debit.data['credits']) - micro(credits);
  const [lot] = debit.data['lots'] as { lotId: string }[];
  debit.data = { ...debit.data, credits, lots: [{ ...lot, credits }] };
  let previous = before.metadata.hash;
  for (const event of events) {
    const { hash: _, ...metadata } = event.metadata;
    const available = formatCredits(micro(metadata.control.available) + saved);
    const covered = { ...metadata, control: { ...metadata.control, available } };
    const { id, type, data } = event;
    previous = chainHash(previous, canonicalJson({ data, id, metadata: covered, type }));
    await overwrite(stream, { ...event, metadata: { ...covered, hash: previous } });
  }
  return debit.id;
}

describe('a whole log', () => {
  it('is proven, account by account and as a whole', async () => {
    const id = await accountWithDebits();
    await signLog();
    expect(await verifyAccount(id)).toMatchObject({
      ok: true,
      data: [],
      checked: { streams: 1, events: 10, anchors: 1 },
      notes: [],
    });
    const whole = await verify();
    expect(whole).toMatchObject({ ok: true, data: [], notes: [] });
    expect(whole.checked.streams).toBeGreaterThanOrEqual(2);
    await product.get('/v1/audit/verify?account=nobody').expect(404);
  });

  it('says line by line how it goes', async () => {
    const answer = await product
      .get('/v1/audit/verify')
      .set('accept', 'application/x-ndjson')
      .expect(200)
      .expect('content-type', /ndjson/);
    const lines = answer.text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines[0]).toHaveProperty('progress.phase', 'streams');
    expect(lines.at(-1)).toMatchObject({ result: { ok: true, findings: 0 } });
  });

  it('is proven while it grows', async () => {
    const ids = [await accountWithDebits(), await accountWithDebits()];
    let growing = true;
    const grow = async (id: string) => {
      while (growing) {
        await post(`/v1/accounts/${id}/debits`, { credits: '0.01', feature: 'editor' });
        await accountWithDebits();
        await signLog();
      }
    };
    const grown = Promise.all(ids.map(grow));
    for (let n = 0; n < 8; n += 1) {
      const { data, notes } = await verify();
      expect({ n, data, notes }).toEqual({ n, data: [], notes: [] });
    }
    growing = false;
    await grown;
  });

  it('is signed so that anybody can keep the proof', async () => {
    const { body } = await product.get('/v1/audit/anchors').expect(200);
    expect(body.data[0]).toMatchObject({ n: 1, key_id: AnchorKey.fromSeed(SEED).id });
    expect(JSON.parse(body.data[0].statement)).toMatchObject({ n: 1, scrip_anchor: 1 });
    const before = body.data.length;
    expect(await signLog()).toEqual([]);
    await accountWithDebits();
    expect(await signLog()).toHaveLength(1);
    const { body: after } = await product.get('/v1/audit/anchors');
    expect(after.data).toHaveLength(before + 1);
  });
});

describe('tampering is named', () => {
  it('an event that was changed', async () => {
    const id = await accountWithDebits();
    const stream = `account-${id}`;
    const [, debit] = await storedFrom(stream, 4);
    if (!debit) throw new Error('no debit');
    await overwrite(stream, { ...debit, data: { ...debit.data, credits: '1' } });
    expect(await verifyAccount(id)).toMatchObject({
      ok: false,
      data: [{ code: 'event_changed', stream, revision: 4, event_id: debit.id }],
    });
    await overwrite(stream, debit);
    expect(await verifyAccount(id)).toMatchObject({ ok: true });
  });

  it('a tail that was cut, before it was signed and after', async () => {
    const id = await accountWithDebits();
    const stream = `account-${id}`;
    await cut(stream, 9);
    expect(await verifyAccount(id)).toMatchObject({
      ok: false,
      data: [{ code: 'tail_cut', stream, revision: 9, table: 'read.balances', found: '8' }],
    });
    const signed = await accountWithDebits();
    await signLog();
    await cut(`account-${signed}`, 5);
    expect((await verifyAccount(signed)).data).toMatchObject([
      { code: 'tail_cut', stream: `account-${signed}`, revision: 5, expected: '9', found: '4' },
    ]);
    const gone = await accountWithDebits();
    await signLog();
    await cut(`account-${gone}`, 0);
    expect((await verifyAccount(gone)).data).toMatchObject([
      { code: 'tail_cut', stream: `account-${gone}`, revision: 0 },
    ]);
  });

  it('a chain that was rewritten from one event on, even with everything made to fit', async () => {
    const id = await accountWithDebits();
    await signLog();
    const stream = `account-${id}`;
    const event_id = await rewriteDebit(stream, 6, '0.5');
    expect((await verifyAccount(id)).data).toMatchObject([
      { code: 'chain_rewritten', stream, revision: 6, event_id },
    ]);
    // Before anything of it was signed, what was read from it meanwhile knows.
    const unsigned = await accountWithDebits();
    const other = await rewriteDebit(`account-${unsigned}`, 3, '0.5');
    expect((await verifyAccount(unsigned)).data).toMatchObject([
      { code: 'read_model_differs', revision: 3, event_id: other, table: 'read.ledger_entries' },
    ]);
  });

  it('a control figure that the fold does not come to', async () => {
    const id = await accountWithDebits();
    const stream = `account-${id}`;
    const [before, debit] = await storedFrom(stream, 9);
    if (!before || !debit) throw new Error('no debit');
    const { hash: _, ...metadata } = debit.metadata;
    const covered = { ...metadata, control: { ...metadata.control, available: '99' } };
    const { data, id: eventId, type } = debit;
    const canonical = canonicalJson({ data, id: eventId, metadata: covered, type });
    const hash = chainHash(before.metadata.hash, canonical);
    await overwrite(stream, { ...debit, metadata: { ...covered, hash } });
    expect((await verifyAccount(id)).data).toMatchObject([
      { code: 'control_differs', stream, revision: 9, event_id: eventId },
    ]);
  });

  it('a read model that says something else', async () => {
    const id = await accountWithDebits();
    await sql('UPDATE read.lots SET remaining = remaining + 1 WHERE account_id = $1', [id]);
    expect((await verifyAccount(id)).data).toMatchObject([
      { code: 'read_model_differs', table: 'read.lots', expected: '64', found: '64.000001' },
    ]);
    const other = await accountWithDebits();
    await sql(
      `UPDATE read.ledger_entries SET credits = credits - 1 WHERE account_id = $1 AND revision = 5`,
      [other],
    );
    expect((await verifyAccount(other)).data).toMatchObject([
      { code: 'read_model_differs', table: 'read.ledger_entries', revision: 5 },
    ]);
  });

  it('a projection that has stopped: what it would have written is not compared', async () => {
    const id = await accountWithDebits();
    const set = (state: string, error: string | null) =>
      sql(`UPDATE read.checkpoints SET state = $1, error = $2 WHERE projection = 'members'`, [
        state,
        error,
      ]);
    await set('stopped', 'cannot be handled');
    const [one, all] = [await verifyAccount(id), await verify()];
    await set('live', null);
    for (const { ok, data } of [one, all]) {
      expect(ok).toBe(false);
      expect(data).toContainEqual({
        code: 'projection_stopped',
        message: 'the projection members has stopped: cannot be handled',
      });
    }
  });

  it('an anchor that was touched, and the log that does not fit one', async () => {
    await product.stopNode();
    await product.startNode();
    const whole = await verify();
    const codes = new Set(whole.data.map(({ code }: { code: string }) => code));
    expect(whole.ok).toBe(false);
    expect(codes).toEqual(
      new Set([
        'tail_cut',
        'chain_rewritten',
        'read_model_differs',
        'control_differs',
        'log_rewritten',
      ]),
    );
    await sql(`UPDATE app.anchors SET events = events + 1 WHERE n = 2`, []);
    const touched = await verify();
    expect(touched.data).toContainEqual(
      expect.objectContaining({ code: 'anchor_invalid', anchor: 2 }),
    );
  });
});
