import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { PaymentJobs } from '../../../api/payments/inbox/payment-jobs.js';
import { keepAsked } from '../../../api/payments/top-ups/asks.js';
import { TopUps } from '../../../api/payments/top-ups/top-ups.js';
import { CONVERGE } from '../../../api/payments/inbox/jobs.js';
import { PermanentFailure, Queues } from '../../../platform/queues/queues.js';
import { until } from '../../support/product/projections.js';
import { eventAbout, idIn, shopCalls } from '../../support/stripe/shop-calls.js';
import { startShop, type Shop } from '../../support/stripe/shop.js';

let shop: Shop;
beforeAll(async () => {
  shop = await startShop({}, { works: false });
});
afterAll(() => shop?.close());

const { fail, paidUnheard, rows, work } = shopCalls(() => shop);
const READING = 'GET /v1/checkout/sessions/:id';
const jobs = () => shop.product.app.get(PaymentJobs);
const queues = () => shop.product.app.get(Queues);
/** Jobs of the queue that have not ended. */
const waiting = async () => (await queues().counts('payments')).waiting;
/** Takes a webhook about a session, whose job waits. */
const heard = async (session: string): Promise<string> => {
  const payload = eventAbout({ object: 'checkout.session', id: session });
  expect(await shop.webhook(payload)).toBe(200);
  return idIn(payload);
};
const stateOf = async (id: string) =>
  (await rows('SELECT state FROM app.stripe_events WHERE id = $1', id))[0]?.state;
const statesOf = (ids: readonly string[]) => Promise.all(ids.map(stateOf));
const processor = () => {
  const processed = jobs().payments[CONVERGE];
  if (!processed) throw new Error('nobody looks');
  return processed;
};
/** Does the job of a webhook, as a worker does. */
const look = (session: string, event: string | null) =>
  processor()({
    id: event ?? 'visit',
    name: CONVERGE,
    data: { object_id: session, event_id: event },
    attempt: 1,
    signal: new AbortController().signal,
  });
/** Looks for missed webhooks as if time had passed. */
const miss = async () => {
  await rows(`UPDATE app.stripe_events SET due_at = clock_timestamp() WHERE state = 'received'`);
  await jobs().findMissed();
};
let session: string;
let count = 0;
beforeEach(async () => {
  ({ session } = await paidUnheard(`backlog-${(count += 1)}`));
  await rows(`UPDATE app.stripe_events SET state = 'done', due_at = NULL`);
});

describe('webhooks of one object', () => {
  it('are settled by one look that begins after they came', async () => {
    const ids = [await heard(session), await heard(session), await heard(session)];
    await look(session, ids[1] ?? '');
    expect(await statesOf(ids)).toEqual(['done', 'done', 'done']);
    // Whoever asked Stripe now would fail.
    await fail({ kind: '500', route: READING, times: 100 });
    for (const id of ids) await look(session, id);
    await expect(look(session, null)).rejects.toThrow();
    await work();
  });

  it('are settled by a look that no webhook has asked for', async () => {
    const id = await heard(session);
    await look(session, null);
    expect(await stateOf(id)).toBe('done');
  });

  it('all say why they are not settled yet', async () => {
    const ids = [await heard(session), await heard(session)];
    await fail({ kind: '500', route: READING, times: 100 });
    await expect(look(session, ids[0] ?? '')).rejects.toThrow();
    await work();
    const kept = await rows('SELECT state, error FROM app.stripe_events WHERE id = ANY($1)', ids);
    const open = { state: 'received', error: expect.stringMatching(/./) };
    expect(kept).toEqual([open, open]);
  });

  it('are looked at once where their jobs run side by side', async () => {
    const ids = [await heard(session), await heard(session), await heard(session)];
    const FAR = 30;
    const left = async () =>
      (await shop.harness.control<{ left: object[] }>('GET', 'faults')).left.length;
    // Each of these waits for one call: they count.
    for (let n = 0; n < FAR; n += 1) await fail({ kind: 'slow', route: READING, ms: 50 });
    await look(session, null);
    const calls = FAR - (await left());
    expect(await statesOf(ids)).toEqual(['done', 'done', 'done']);
    await rows(`UPDATE app.stripe_events SET state = 'received' WHERE id = ANY($1)`, ids);
    await Promise.all(ids.map((id) => look(session, id)));
    expect(FAR - (await left())).toBe(2 * calls);
    await work();
  });

  it.each([
    ['one that comes', () => heard(session)],
    [
      'one that is replayed',
      async (first: string) => {
        await shop.product.post(`/v1/stripe-events/${first}/replay`).expect(202);
        return first;
      },
    ],
  ])('%s while a look is under way is looked at again', async (_, disturb) => {
    const first = await heard(session);
    await fail({ kind: 'slow', route: READING, ms: 1_500 });
    const looking = look(session, first);
    const isAsked = async () =>
      (await shop.harness.control<{ left: object[] }>('GET', 'faults')).left.length === 0;
    await until(isAsked, 'the look to be under way');
    const second = await disturb(first);
    await looking;
    expect(await stateOf(second)).toBe('received');
    await look(session, second);
    expect(await statesOf([first, second])).toEqual(['done', 'done']);
  });
});

describe('a webhook that waits for long', () => {
  it('gets no second job while its own or one of the same object waits', async () => {
    const before = await waiting();
    await heard(session);
    await rows(
      `INSERT INTO app.stripe_events (id, object_id, payload_hash) VALUES ($1, $2, '')`,
      `evt_lost${count}`,
      session,
    );
    for (let n = 0; n < 3; n += 1) await miss();
    expect(await waiting()).toBe(before + 1);
  });

  it('gets one job with all of its object where theirs were lost', async () => {
    const before = await waiting();
    for (const n of [1, 2, 3]) {
      await rows(
        `INSERT INTO app.stripe_events (id, object_id, payload_hash) VALUES ($1, $2, '')`,
        `evt_lost${count}x${n}`,
        session,
      );
    }
    for (let n = 0; n < 3; n += 1) await miss();
    expect(await waiting()).toBe(before + 1);
  });

  it('gets another job after its own was given up', async () => {
    const id = await heard(session);
    const done: string[] = [];
    const worker = await shop.product.another({ PORT: '0' }, 'worker');
    await worker.app.get(Queues).work('payments', { concurrency: 1 }, (job) => {
      done.push(job.id);
      return Promise.reject(new PermanentFailure('of no use'));
    });
    await until(() => done.includes(id), 'the job to be given up');
    const failed = async () => (await queues().failed('payments', 100)).map((job) => job.id);
    await until(async () => (await failed()).includes(id), 'the job to have failed');
    await miss();
    await until(() => done.includes(`${id}-1`), 'another job');
    await worker.close();
  });
});

describe('a top-up that somebody is to see to', () => {
  const waitingNow = () => queues().counts('payments');
  /** Says that an event has made one due, and adds its job as the worker does. */
  const ask = async (accountId: string, eventId: string) => {
    const asked = { certain: [], possible: [], consents: [] };
    const { pool } = shop.product.harness;
    await queues().addAll(await keepAsked(pool, asked, [{ accountId, eventId }]));
  };
  const missTopUps = async () => {
    await rows('UPDATE app.top_up_checks SET due_at = clock_timestamp()');
    await shop.product.app.get(TopUps).findMissed();
  };

  it('has no second job while one waits, and another once that is gone', async () => {
    const account = 'busy';
    const { waiting: before } = await waitingNow();
    await ask(account, 'evt-1');
    await missTopUps();
    await ask(account, 'evt-2');
    await missTopUps();
    expect((await waitingNow()).waiting).toBe(before + 1);
    const done: string[] = [];
    await queues().work('payments', { concurrency: 1 }, ({ id }) => {
      if (id.startsWith('topup-evt-')) done.push(id);
      return Promise.resolve();
    });
    await until(() => done.length === 1, 'the job to be done');
    await until(async () => (await waitingNow()).active === 0, 'its end');
    await missTopUps();
    await until(() => done.length === 2, 'another job');
    expect(done).toEqual(['topup-evt-1', 'topup-evt-2-1']);
  });

  it('has no second job where it was asked for anew while the queue was read', async () => {
    const account = 'anew';
    const { pool } = shop.product.harness;
    const asked = { certain: [], possible: [], consents: [] };
    // Kept, but its job was lost.
    await keepAsked(pool, asked, [{ accountId: account, eventId: 'evt-3' }]);
    const read = queues().unfinished.bind(queues());
    jest.spyOn(queues(), 'unfinished').mockImplementationOnce(async (...given) => {
      await rows('DELETE FROM app.top_up_checks WHERE account_id = $1', account);
      await ask(account, 'evt-4');
      return read(...given);
    });
    await missTopUps();
    const kept = await rows('SELECT job_id FROM app.top_up_checks WHERE account_id = $1', account);
    expect(kept).toEqual([{ job_id: 'topup-evt-4' }]);
  });
});
