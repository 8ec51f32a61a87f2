import { beforeAll, describe, expect, it } from '@jest/globals';
import { sumOf } from '../../../admin/lib/amount.js';
import { accountCalls } from '../../support/product/account-calls.js';

const { theProduct, get, post, open, debit, adjust, hold, change, pass } = accountCalls();

interface Read {
  readonly balance: Figures;
  readonly account: Record<string, unknown>;
  readonly lots: readonly unknown[];
  readonly holds: readonly unknown[];
  readonly members: readonly unknown[];
  readonly events: readonly { readonly event_id: string }[];
  readonly closing: unknown;
}
type Figures = Readonly<Record<'available' | 'held' | 'frozen' | 'debt', string>>;
interface Moment extends Read {
  readonly position: string;
  readonly at: string;
}

/** All that is answered of an account; `more` is the rest of each query. */
async function read(id: string, more: string): Promise<Read> {
  const path = `/v1/accounts/${id}`;
  const of = async (route: string) => get(`${path}${route}?${more}`);
  const { available, held, frozen, debt } = await of('/balance');
  const { status, plan, period, scheduled_change, balance, opened_at } = await of('');
  return {
    balance: { available, held, frozen, debt },
    account: { status, plan, period, scheduled_change, balance, opened_at },
    lots: (await of('/lots')).data,
    holds: (await of('/holds')).data,
    members: (await of('/members')).data,
    events: (await of('/events')).data,
    closing: (await of('/explain')).closing,
  };
}

let id: string;
const moments: Moment[] = [];
const why = { reason_code: 'other', note: 'because' };

beforeAll(async () => {
  id = await open({ time_zone: 'Europe/Berlin' });
  const at = (route: string) => `/v1/accounts/${id}${route}`;
  let held = '';
  const steps: (() => Promise<unknown>)[] = [
    () => adjust(id, '50', { expires_at: '2999-12-31T00:00:00Z', ticket: 'ZD-1' }),
    () => debit(id, { credits: '12.5' }),
    async () => (held = (await hold(id, { credits: '7.25', expires_in_s: 80_000 })).hold_id),
    () => theProduct().put(at('/members/ada')).send({ limit: '30' }).expect(201),
    () => post(at('/plan-changes'), { plan: 'pro', when: 'now' }, 200),
    () => change('settle', [id, held], { credits: '3' }),
    () => post(at('/plan-changes'), { plan: 'free', when: 'renewal' }, 200),
    () => post(at('/suspend'), why, 200),
  ];
  for (const step of steps) {
    await step();
    const [newest] = (await get(at('/events?page[size]=1'))).data;
    const { position, recorded_at } = newest;
    moments.push({ ...(await read(id, `min_position=${position}`)), position, at: recorded_at });
    await pass(60);
  }
});

describe('an account as it was recorded by a moment', () => {
  it.each([0, 1, 2, 3, 4, 5, 6, 7])('is what was answered then, at step %i', async (step) => {
    const { position, at, ...then } = moments[step] as Moment;
    expect(await read(id, `known_at=${position}`)).toEqual(then);
    expect(await read(id, `known_at=${at}`)).toEqual(then);
    expect(then.closing).toMatchObject(then.balance);
  });

  it('has lots, a page after the other, whose credits are those of the balance', async () => {
    const { position, balance } = moments[4] as Moment;
    const free: string[] = [];
    let after = '';
    let pages = 0;
    for (; pages < 10; pages += 1) {
      const lots = await get(
        `/v1/accounts/${id}/lots?known_at=${position}&page[size]=1${after && `&page[after]=${after}`}`,
      );
      for (const { remaining, held } of lots.data) free.push(remaining, `-${held}`);
      after = lots.meta.page.next;
      if (after === null) break;
    }
    expect(pages).toBe(2);
    expect(sumOf(free)).toBe(balance.available);
  });

  it('has a ledger without what was recorded later', async () => {
    const { position } = moments[1] as Moment;
    const { data } = await get(`/v1/accounts/${id}/ledger?known_at=${position}`);
    expect(data.map(({ kind }: { kind: string }) => kind)).toEqual([
      'debit',
      'adjustment',
      'plan_grant',
    ]);
    const { lines } = await get(`/v1/accounts/${id}/explain?known_at=${position}`);
    const [line] = lines.filter(({ kind }: { kind: string }) => kind === 'debit');
    expect((await get(line.entries_url)).data.length).toBe(line.entries);
  });

  it('is refused before the account, in the future, and with lots that are gone', async () => {
    for (const [query, field] of [
      ['known_at=2000-01-01T00:00:00Z', 'known_at'],
      ['known_at=2999-01-01T00:00:00Z', 'known_at'],
      [`known_at=${moments[0]?.position}&include=empty`, 'include'],
    ] as const) {
      const { body } = await theProduct().get(`/v1/accounts/${id}/lots?${query}`).expect(422);
      expect(body.invalid_parameters).toMatchObject([{ name: field }]);
    }
  });
});

describe('events that were true by a moment', () => {
  it('count what was recorded later of a time before it', async () => {
    const other = await open();
    await pass(120);
    const [{ recorded_at }] = (await get(`/v1/accounts/${other}/events`)).data;
    await debit(other, { credits: '2', occurred_at: recorded_at });
    await debit(other, { credits: '3' });
    const types = async (query: string) =>
      (await get(`/v1/accounts/${other}/events?${query}`)).data.map(
        ({ type, credits }: { type: string; credits: string }) => `${type} ${credits}`,
      );
    const opening = ['PlanCreditsGranted 100', 'AccountOpened 0'];
    expect(await types(`as_of=${recorded_at}`)).toEqual(['CreditsDebited -2', ...opening]);
    expect(await types(`known_at=${recorded_at}`)).toEqual(opening);
    await theProduct().get(`/v1/accounts/${other}/events?as_of=2999-01-01T00:00:00Z`).expect(422);
  });
});
