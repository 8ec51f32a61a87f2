import { beforeAll, describe, expect, it } from '@jest/globals';
import { credits } from '../../support/domain/account.js';
import { AccountStream } from '../../../api/accounts/account-stream.js';
import { newKey } from '../../support/product/app.js';
import { accountCalls } from '../../support/product/account-calls.js';
import { boundStories } from './bounds.js';

const calls = accountCalls();
const { theProduct, get, post, open, debit, adjust, pass } = calls;
boundStories(calls);

interface Row {
  readonly event_id: string;
  readonly type: string;
  readonly revision: number;
}
const keyWith = async (...scopes: string[]): Promise<string> =>
  (await post('/v1/api-keys', { name: 'a key', scopes })).key;
const as = async (key: string, path: string) => (await theProduct().get(path, key)).body;

/** All pages of a list, and how many there were. */
async function walk(path: string) {
  const rows: Row[] = [];
  let pages = 0;
  for (let next: string | null = ''; next !== null; pages += 1) {
    const { data, meta } = await get(`${path}${next && `&page[after]=${next}`}`);
    rows.push(...data);
    next = meta.page.next;
  }
  return { rows, pages };
}

describe('the events of an account', () => {
  let id: string;
  let path: string;
  beforeAll(async () => {
    id = await open();
    path = `/v1/accounts/${id}/events`;
    await debit(id, { credits: '12.5' });
    await adjust(id, '50', { ticket: 'ZD-1', note: 'for the outage' });
  });

  it('say newest first who did what, why, and what the balance was after it', async () => {
    const { data } = await get(path);
    expect(data.map(({ type }: Row) => type)).toEqual([
      'CreditsAdjusted',
      'CreditsDebited',
      'PlanCreditsGranted',
      'AccountOpened',
    ]);
    expect(data[0]).toMatchObject({
      revision: 3,
      actor: 'key:preset',
      caused_by: expect.any(String),
      credits: '50',
      balance_after: { available: '137.5', held: '0', debt: '0' },
      reason_code: 'goodwill',
      has_note: true,
      note: 'for the outage',
      ticket: 'ZD-1',
      data: { accountId: id, credits: '50', ticket: 'ZD-1' },
      metadata: { actor: 'key:preset', control: { available: '137.5' }, hash: expect.any(String) },
    });
    expect(data[1]).toMatchObject({ credits: '-12.5', reason_code: null, has_note: false });
    expect(data[3]).toMatchObject({ credits: '0', balance_after: { available: '0' } });
  });

  it('agree with the ledger on every entry that there is', async () => {
    const { data: entries } = await get(`/v1/accounts/${id}/ledger`);
    expect(entries).toHaveLength(3);
    for (const entry of entries) {
      const event = await get(`${path}/${entry.event_id}`);
      const { credits: changed, balance_after, actor, reason_code, note, ticket } = event;
      const said = { credits: changed, balance_after, actor, reason_code, note, ticket };
      expect(entry).toMatchObject(said);
    }
  });

  it('show the text of a note to whoever may read what is personal, and to nobody else', async () => {
    const plain = await keyWith('accounts:read');
    const trusted = await keyWith('accounts:read', 'pii:read');
    for (const read of ['events', 'ledger']) {
      const at = `/v1/accounts/${id}/${read}`;
      const hidden = await as(plain, at);
      expect(hidden.data[0]).toMatchObject({ has_note: true, note: null, ticket: 'ZD-1' });
      expect(JSON.stringify(hidden)).not.toContain('for the outage');
      expect((await as(trusted, at)).data[0]).toMatchObject({ note: 'for the outage' });
    }
  });

  it('are hidden from widgets, which see no reason in the ledger either', async () => {
    const { token } = await post(`/v1/accounts/${id}/widget-tokens`, {
      origins: ['https://app.example'],
      scopes: ['history:read'],
    });
    const ask = (to: string) => theProduct().get(to, token).set('origin', 'https://app.example');
    await ask(path).expect(403);
    const { body } = await ask(`/v1/accounts/${id}/ledger`).expect(200);
    const nobodySaid = { reason_code: null, has_note: false, note: null, ticket: null };
    expect(body.data[0]).toMatchObject({ kind: 'adjustment', ...nobodySaid });
  });

  it('are found by id, by revision, and by the id of what they made', async () => {
    const { data } = await get(path);
    const made = data[1].data.debitId;
    for (const ref of [data[1].event_id, '2', made]) {
      expect(await get(`${path}/${ref}`)).toEqual(data[1]);
    }
    expect(await get(`${path}/${data[2].data.lot.lotId}`)).toEqual(data[2]);
  });

  it('of one account are nobody else’s', async () => {
    const other = await open();
    const { data } = await get(path);
    const { data: theirs } = await get(`/v1/accounts/${other}/events`);
    for (const ref of [data[1].event_id, data[1].data.debitId, '9', newKey()]) {
      const { body } = await theProduct().get(`/v1/accounts/${other}/events/${ref}`).expect(404);
      expect(body.code).toBe('event_not_found');
    }
    expect(theirs).toHaveLength(2);
    for (const nobody of ['/v1/accounts/nobody/events', '/v1/accounts/nobody/events/0']) {
      expect((await theProduct().get(nobody).expect(404)).body.code).toBe('account_not_found');
    }
  });

  it('take no cursor, type or name that is none', async () => {
    const bad = [
      'filter[type]=Nothing',
      "filter[type]=CreditsDebited'--",
      'filter[type]=CreditsDebited&filter[type]=AccountOpened',
      'page[after]=WyJhIl0',
      'page[after]=Wy0xXQ',
      'page[size]=201',
      'sort=type',
    ];
    for (const query of bad) {
      const { body } = await theProduct().get(`${path}?${query}`).expect(422);
      expect(body.invalid_parameters[0].name).toBe(query.split('=', 1)[0]);
    }
    await theProduct().get(`${path}/..%2F..`).expect(422);
  });

  it('include what time has made due by the moment they are read', async () => {
    const late = await open();
    await pass(32 * 86_400);
    const { data } = await get(`/v1/accounts/${late}/events`);
    expect(data[0]).toMatchObject({ type: 'PeriodRenewed', actor: 'system', caused_by: null });
  });
});

describe('the events of an account that has had very many', () => {
  const DEBITS = 3_000;
  let id: string;
  let total: number;
  beforeAll(async () => {
    id = await open();
    await adjust(id, '7');
    const stream = theProduct().app.get(AccountStream);
    const debitOne = () =>
      stream.execute(
        id,
        {
          type: 'DebitCredits',
          credits: credits(0.001),
          purpose: { outcome: 'ok' },
          policy: 'allow_debt',
        },
        { commandId: newKey(), inputHash: '', actor: 'key:test' },
      );
    for (let done = 0; done < DEBITS; done += 250) {
      await Promise.all(Array.from({ length: 250 }, debitOne));
    }
    await adjust(id, '8');
    total = (await stream.load(id)).revision + 1;
  });
  const read = (query: string) => walk(`/v1/accounts/${id}/events?${query}`);

  it('are read to the first without a gap, each once', async () => {
    const { rows, pages } = await read('page[size]=200');
    expect(rows.map(({ revision }) => revision)).toEqual(
      Array.from({ length: total }, (_, index) => total - 1 - index),
    );
    expect(pages).toBe(Math.ceil(total / 200));
  });

  it('of one type come in pages, some of them short: no request reads all there is', async () => {
    const one = await get(`/v1/accounts/${id}/events?filter[type]=CreditsAdjusted&page[size]=2`);
    expect(one.data).toHaveLength(1);
    expect(one.meta.page.next).toEqual(expect.any(String));
    const { rows } = await read('filter[type]=CreditsAdjusted,AccountOpened&page[size]=2');
    expect(rows.map(({ type }) => type)).toEqual([
      'CreditsAdjusted',
      'CreditsAdjusted',
      'AccountOpened',
    ]);
  });
});

describe('the timeline of an account', () => {
  interface TimelineRow {
    readonly row: string;
    readonly event?: Row;
    readonly usage?: { readonly events_url: string; readonly events: number };
  }

  it('folds usage by hour and model until something else happens, and leads to its events', async () => {
    const id = await open();
    for (const model of ['a', 'b']) {
      const put = theProduct().put(`/v1/models/${model}`).set('idempotency-key', model);
      await put.send({ name: `Model ${model}` }).expect(200);
      await post(`/v1/models/${model}/rates`, { per_million: { input: '1', output: '1' } });
    }
    const use = (model: string, tokens: number) =>
      debit(id, { model, usage: { input_tokens: tokens } });
    await use('a', 1_000_000);
    await use('b', 2_000_000);
    await use('a', 3);
    await adjust(id, '50');
    await debit(id, { credits: '4' });
    await debit(id, { credits: '5' });
    const { data, meta } = await get(`/v1/accounts/${id}/timeline`);
    expect(meta.page.next).toBeNull();
    expect(data).toMatchObject([
      {
        row: 'usage',
        usage: {
          model: null,
          events: 2,
          credits: '-9',
          balance_after: { available: '137.999997' },
        },
      },
      { row: 'event', event: { type: 'CreditsAdjusted' } },
      {
        row: 'usage',
        usage: {
          model: 'a',
          model_name: 'Model a',
          events: 2,
          credits: '-1.000003',
          first_revision: 2,
          last_revision: 4,
          balance_after: { available: '96.999997' },
        },
      },
      { row: 'event', event: { type: 'CreditsDebited', revision: 3, data: { model: 'b' } } },
      { row: 'event', event: { type: 'PlanCreditsGranted' } },
      { row: 'event', event: { type: 'AccountOpened' } },
    ]);
    const unfolded = await Promise.all(
      data.map(async ({ event, usage }: TimelineRow) =>
        usage ? (await get(usage.events_url)).data : [event],
      ),
    );
    const revisions = unfolded.flat().map(({ revision }: Row) => revision);
    expect(revisions).toEqual([7, 6, 5, 4, 2, 3, 1, 0]);
  });

  it('is read in pages without a gap, and by type', async () => {
    const id = await open();
    for (let n = 1; n <= 4; n += 1) {
      await debit(id, { credits: '1' });
      await debit(id, { credits: '1' });
      await adjust(id, '2');
    }
    const rows: TimelineRow[] = [];
    for (let next: string | null = ''; next !== null;) {
      const after: string = next && `&page[after]=${next}`;
      const page = await get(`/v1/accounts/${id}/timeline?page[size]=3${after}`);
      expect(page.data.length).toBeLessThanOrEqual(3);
      rows.push(...page.data);
      next = page.meta.page.next;
    }
    expect(rows.map(({ row, event, usage }) => event?.type ?? `${row} ${usage?.events}`)).toEqual([
      ...Array.from({ length: 4 }, () => ['CreditsAdjusted', 'usage 2']).flat(),
      'PlanCreditsGranted',
      'AccountOpened',
    ]);
    const debits = await get(`/v1/accounts/${id}/timeline?filter[type]=CreditsDebited`);
    expect(debits.data).toMatchObject([{ row: 'usage', usage: { events: 8, credits: '-8' } }]);
    await theProduct().get('/v1/accounts/nobody/timeline').expect(404);
  });

  it('keeps hours apart', async () => {
    const id = await open();
    const use = async () => {
      await debit(id, { credits: '1' });
      await debit(id, { credits: '1' });
    };
    await use();
    await pass(3_600);
    await use();
    const { data } = await get(`/v1/accounts/${id}/timeline`);
    const folds = data.flatMap(({ usage }: TimelineRow) => (usage ? [usage] : []));
    expect(folds).toMatchObject([{ events: 2 }, { events: 2 }]);
    const [later, earlier] = folds.map(({ hour }: { hour: string }) => Date.parse(hour));
    expect(later - earlier).toBe(3_600_000);
  });
});
