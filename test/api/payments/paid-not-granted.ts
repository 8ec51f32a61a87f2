import { expect } from '@jest/globals';
import type { Role } from '../../../api/auth/roles.js';
import { Converge } from '../../../api/payments/converge/converge.js';
import type { DemoMember } from '../../support/product/person.js';
import { until } from '../../support/product/projections.js';
import { sessionIn, shopCalls } from '../../support/stripe/shop-calls.js';
import type { Shop } from '../../support/stripe/shop.js';

const CUSTOM = { pack: 'custom', amount: { minor: 1_234, currency: 'usd' } };

/** What stories of money that was paid and not granted are made of. */
export interface PaidWorld extends ReturnType<typeof paidNotGranted> {}

/** Accounts that have paid and got nothing, and the people who look at them. */
export function paidNotGranted(
  theShop: () => Shop,
  thePeople: () => ReadonlyMap<Role, DemoMember>,
) {
  const person = (role: Role): DemoMember => {
    const found = thePeople().get(role);
    if (!found) throw new Error(`nobody is ${role}`);
    return found;
  };
  const stepUp = async (role: Role) => {
    const who = person(role);
    const { status } = await who.person.post('/v1/auth/step-up', { password: who.password });
    expect(status).toBe(200);
  };
  const { allTold, begun, disturb, rows, undisturbed } = shopCalls(theShop);
  const look = (objectId: string) => theShop().product.app.get(Converge).look(objectId);
  const stand = async (finding: string) =>
    (await theShop().product.get(`/v1/findings/${finding}`).expect(200)).body;
  const untilState = async (finding: string, state: string) => {
    await until(
      async () => (await stand(finding)).state === state,
      `finding that is ${state}`,
      () => stand(finding),
    );
    return stand(finding);
  };
  const patch = (object: string, fields: object) =>
    theShop().harness.control('PATCH', `objects/${object}`, fields);
  const begin = async (account: string, body: object) => {
    await theShop().open(account);
    const { purchase_id: purchase, checkout_url: url } = await begun(account, body);
    return { account, purchase, url };
  };
  /** Pays, and nobody here is told. */
  const payUnheard = async (url: string) => {
    await disturb({ dropNext: 100 });
    await theShop().pay(url);
    await allTold();
    await undisturbed();
  };
  /** The finding about what was paid for a purchase, and its payment. */
  const found = async ({ account, purchase, url }: Awaited<ReturnType<typeof begin>>) => {
    const session = sessionIn(url);
    await look(session);
    const list = 'SELECT finding_id FROM app.findings WHERE purchase_id = $1';
    const [{ finding_id: finding } = { finding_id: '' }] = await rows(list, purchase);
    const { payment_intent } = await theShop().stripe.checkout.sessions.retrieve(session);
    return {
      account,
      purchase,
      session,
      finding: String(finding),
      payment: String(payment_intent),
    };
  };
  return {
    theShop,
    person,
    stepUp,
    rows,
    look,
    stand,
    untilState,
    untilResolved: (finding: string) => untilState(finding, 'resolved'),
    /** Another amount or currency than that of 12.34 usd was paid. */
    async paidWrong(account: string, minor: number, currency = 'usd') {
      const bought = await begin(account, CUSTOM);
      await patch(sessionIn(bought.url), { amount_total: minor, currency });
      await payUnheard(bought.url);
      return found(bought);
    },
    /** The account was closed before its payment was seen. */
    async paidClosed(account: string) {
      const bought = await begin(account, { pack: 'medium' });
      await payUnheard(bought.url);
      const why = { reason_code: 'other', note: 'as agreed' };
      await theShop().product.post(`/v1/accounts/${account}/close`).send(why).expect(200);
      return found(bought);
    },
    /** 12.34 usd were paid, and Stripe says otherwise until it is mended. */
    mend: {
      async begun(account: string) {
        const bought = await begin(account, CUSTOM);
        await payUnheard(bought.url);
        await patch(sessionIn(bought.url), { amount_total: 1_233 });
        return found(bought);
      },
      end: (session: string) => patch(session, { amount_total: 1_234 }),
    },
    /** Packs that an account was granted. */
    async packs(account: string) {
      const path = `/v1/accounts/${account}/events?filter[type]=PackPurchased`;
      return (await theShop().product.get(path).expect(200)).body.data as Granted[];
    },
  };
}

interface Granted {
  readonly event_id: string;
  readonly actor: string;
  readonly data: Record<string, unknown>;
}
