import { expect } from '@jest/globals';
import { newKey } from '../product/app.js';
import { until } from '../product/projections.js';
import type { Shop } from './shop.js';

/** A purchase whose buyer is led to the checkout. */
export interface Begun {
  readonly purchase_id: string;
  readonly checkout_url: string;
}

/** What fails on the way to Stripe. */
export const FAULTS = ['500', '429', 'close_before', 'close_after', 'slow'] as const;
/** More faults than the SDK and we try by ourselves. */
export const MANY_FAULTS = 6;
/** Long enough for a call on a busy machine. */
const TIMEOUT_SECONDS = 2;
/** A shop that gives up a call in time, and faults that are slower than that. */
export const IMPATIENT = { STRIPE_TIMEOUT_SECONDS: String(TIMEOUT_SECONDS) };
const SLOW_MS = (TIMEOUT_SECONDS + 1) * 1_000;

/** The fee of a payment is known by then, and with it the last event about it. */
export const FEE_KNOWN_S = 5;

/** The session of a checkout's address. */
export const sessionIn = (url: string): string => url.split('/').pop() ?? '';

/** A new event of Stripe about an object, as it is sent. */
export const eventAbout = (object: object, more: object = {}): string =>
  JSON.stringify({
    id: newEventId(),
    object: 'event',
    type: 'checkout.session.completed',
    api_version: '2026-10-28.endive',
    livemode: false,
    created: 1_790_000_000,
    data: { object },
    ...more,
  });
export const newEventId = (): string => `evt_${newKey().replaceAll('-', '')}`;
/** The id of an event that is sent. */
export const idIn = (payload: string): string => JSON.parse(payload).id;

/** What specs of payments ask of a shop, and wait for. */
export function shopCalls(theShop: () => Shop) {
  const control = (method: string, path: string, body?: object) =>
    theShop().harness.control(method, path, body);
  const rows = async (sql: string, ...values: unknown[]) =>
    (await theShop().product.harness.pool.query(sql, values)).rows;
  const read = async (path: string) => (await theShop().product.get(path).expect(200)).body;
  const begun = async (
    account: string,
    body: object = { pack: 'medium' },
    key?: string,
  ): Promise<Begun> => (await theShop().buy(account, body, key).expect(201)).body;
  const purchaseOf = (account: string, id: string) =>
    read(`/v1/accounts/${account}/pack-purchases/${id}`);
  const eventsOf = async (account: string, type: string): Promise<object[]> =>
    (await read(`/v1/accounts/${account}/events?filter[type]=${type}`)).data;
  /** Lets all webhooks about what was paid be sent, or lost. */
  const allTold = async () => {
    await theShop().harness.pass(FEE_KNOWN_S);
    await control('POST', 'delivery/settle');
  };
  const disturb = (rules: object) => control('PATCH', 'delivery', rules);
  const undisturbed = () => control('DELETE', 'delivery');
  /** Waits until no webhook that has come is still to be looked at. */
  const untilLookedAt = async (limitMs?: number) => {
    const open = () =>
      rows(`SELECT id, type, error FROM app.stripe_events WHERE state = 'received'`);
    const isDone = async () => (await open()).length === 0;
    await until(isDone, 'webhooks that are looked at', open, limitMs);
  };
  return {
    rows,
    begun,
    purchaseOf,
    eventsOf,
    allTold,
    disturb,
    undisturbed,
    untilLookedAt,
    /** Waits until a purchase stands so. */
    untilState: (account: string, id: string, state: string, limitMs?: number) =>
      until(
        async () => (await purchaseOf(account, id)).state === state,
        `purchase that is ${state}`,
        () => purchaseOf(account, id),
        limitMs,
      ),
    /** Events that granted a pack. */
    granted: (account: string) => eventsOf(account, 'PackPurchased'),
    /** Pays for a pack of which no webhook tells. */
    async paidUnheard(account: string): Promise<Begun & { readonly session: string }> {
      await theShop().open(account);
      const purchase = await begun(account);
      await disturb({ dropNext: 100 });
      await theShop().pay(purchase.checkout_url);
      await allTold();
      await undisturbed();
      return { ...purchase, session: sessionIn(purchase.checkout_url) };
    },
    /** Lets calls to Stripe fail. */
    fail: (fault: object) => control('POST', 'faults', { ms: SLOW_MS, ...fault }),
    /** Lets them work again. */
    work: () => control('DELETE', 'faults'),
    /** Gives money back as a product does, with its API key; the answer is not looked at. */
    refund: (payment: string, body: object, key = newKey()) =>
      theShop()
        .product.post(`/v1/payments/${payment}/refunds`)
        .set('idempotency-key', key)
        .send(body),
    /** The refunds that Stripe has of a payment, newest first. */
    refundsAtStripe: async (payment: string) =>
      (await theShop().stripe.refunds.list({ payment_intent: payment })).data,
    /** Waits until the ledger has so many refunds of the account's payments. */
    untilRefunded: (account: string, count: number) => {
      const refunds = () => eventsOf(account, 'PaymentRefunded');
      return until(
        async () => (await refunds()).length === count,
        `${count} refunds in the ledger`,
        refunds,
      );
    },
    /** Takes a webhook about a session that is parked for its version; gives its id. */
    async parked(session: string, more: object = {}): Promise<string> {
      const object = { object: 'checkout.session', id: session, ...more };
      const payload = eventAbout(object, { api_version: '2020-08-27' });
      expect(await theShop().webhook(payload)).toBe(200);
      return idIn(payload);
    },
  };
}
