import { expect } from '@jest/globals';
import { newKey } from '../product/app.js';
import { until } from '../product/projections.js';
import { shopCalls } from './shop-calls.js';
import type { Shop } from './shop.js';

/** Cards that are saved to be charged later. */
export const SAVED = {
  good: '4242 4242 4242 4242',
  failsLater: '4000 0000 0000 0341',
  authenticatedAlways: '4000 0027 6000 3184',
} as const;

const WORDS = { version: 'en-1', text: 'Below 50 credits, buy 200 credits for $10.00.' };
/** Below 50 credits one Small, at most $30 a month. */
export const TERMS = {
  below: '50',
  pack: 'small',
  monthly_cap: { minor: 3_000, currency: 'usd' },
  consent: WORDS,
};

/** What stories of automatic top-ups ask of a shop, and wait for. */
export function topUpCalls(theShop: () => Shop) {
  const calls = shopCalls(theShop);
  const { rows } = calls;
  const path = (account: string) => `/v1/accounts/${account}/auto-top-up`;
  const send = (method: 'put' | 'post', url: string, body: object, key = newKey()) =>
    theShop().product[method](url).set('idempotency-key', key).send(body);
  const topUp = async (account: string) => (await theShop().product.get(path(account))).body;
  /** Saves a card on the hosted page. */
  const saveCard = async (account: string, number: string = SAVED.good) => {
    const asked = { return_url: 'https://app.example/credits' };
    const { body } = await send('post', `${path(account)}/card`, asked).expect(201);
    const next = (await theShop().pay(body.checkout_url, number)) ?? '';
    const back = next.includes('/c/authenticate/') ? await theShop().authenticate(next) : next;
    expect(back).toBe(asked.return_url);
  };
  const consent = (account: string, more: object = {}) =>
    send('put', path(account), { ...TERMS, ...more });
  const debit = (account: string, credits: string) =>
    send('post', `/v1/accounts/${account}/debits`, { credits }).expect(201);
  const intents = async (account: string) => {
    const { data } = await theShop().stripe.paymentIntents.list({ limit: 100 });
    return data.filter(({ metadata }) => metadata['scrip_account'] === account);
  };
  /** Waits until whatever a write has asked for was seen to. */
  async function seenTo(account: string, { position }: { position: string }) {
    const passed = async () =>
      (await rows('SELECT FROM app.reaction_checkpoint WHERE position >= $1', position)).length;
    await until(async () => (await passed()) === 1, 'reaction that far');
    const asked = 'SELECT * FROM app.top_up_checks WHERE account_id = $1 AND NOT is_held_back';
    const left = () => rows(asked, account);
    await until(async () => (await left()).length === 0, 'end of the check', left);
  }
  return {
    ...calls,
    topUp,
    saveCard,
    consent,
    debit,
    intents,
    turnOff: (account: string, body: object = {}) =>
      send('post', `${path(account)}/turn-off`, body),
    /** An account with 100 credits whose card is saved, and that has consented. */
    async ready(account: string, { card = SAVED.good, ...terms }: Record<string, unknown> = {}) {
      await theShop().open(account);
      await saveCard(account, String(card));
      await consent(account, terms).expect(200);
    },
    seenTo,
    /** Debits, and waits until what that asks for has been seen to. */
    async spend(account: string, credits: string) {
      const { body } = await debit(account, credits);
      await seenTo(account, body);
    },
    /** Waits until a statement finds something. */
    untilRows: (sql: string, ...values: unknown[]) =>
      until(async () => (await rows(sql, ...values)).length > 0, sql),
    /** Moves the test clock. */
    pass: (seconds: number) =>
      theShop().product.post('/v1/test-clock/advance').send({ by: seconds }).expect(200),
  };
}
