import { expect } from '@jest/globals';
import type { TestApi } from '../product/app.js';
import { ADMIN, PASSWORD, type Member } from '../product/console-product.js';
import { MovedClock, Person } from '../product/person.js';
import { until } from '../product/projections.js';
import { startShop, type Shop } from './shop.js';

/** A shop with people, who use an API process of their own. */
export interface StaffedShop extends Shop {
  readonly desk: TestApi;
  /** A new person of this role. */
  member(role: string): Promise<Member>;
  /** Proves again who somebody is. */
  stepUp(who: Member): Promise<void>;
  /** Opens an account and buys a pack. Returns the purchase and its payment. */
  bought(accountId: string, body: object): Promise<Bought>;
}

/** A pack that was paid for. */
export interface Bought {
  readonly purchaseId: string;
  readonly paymentId: string;
}

/**
 * Starts one. Codes move the clock of the people's process ahead, and webhooks are held to the
 * clock of theirs: so these are two.
 */
export async function startStaffedShop(): Promise<StaffedShop> {
  const shop = await startShop(ADMIN);
  const clock = new MovedClock();
  const desk = await shop.product.another({ PORT: '0' });
  clock.govern(desk);
  const admin = new Person(desk, clock);
  await admin.logIn(ADMIN.SCRIP_ADMIN_EMAIL, ADMIN.SCRIP_ADMIN_PASSWORD);
  expect((await admin.enrol()).status).toBe(200);
  const stepUpOf = async (person: Person) => {
    const { status } = await person.post('/v1/auth/step-up', { code: await person.code() });
    expect(status).toBe(200);
  };
  let made = 0;
  return {
    ...shop,
    desk,
    async member(role) {
      await stepUpOf(admin);
      const email = `${role}${(made += 1)}@acme.example`;
      const { body } = await admin.post('/v1/staff', { name: `Ada ${role}`, email, role });
      const id = String(body.staff_id);
      const invited = await admin.post(`/v1/staff/${id}/invite`);
      const token = String(invited.body.invite_url).split('#')[1] ?? '';
      const person = new Person(desk, clock);
      await person.post('/v1/auth/invite', { token, password: PASSWORD });
      expect((await person.enrol()).status).toBe(200);
      return { id, person, token };
    },
    stepUp: ({ person }) => stepUpOf(person),
    async bought(accountId, body) {
      await shop.open(accountId);
      return buy(shop, accountId, body);
    },
  };
}

/** Buys a pack for an account that is open, and waits until it is granted. */
export async function buy(shop: Shop, accountId: string, body: object): Promise<Bought> {
  const { purchase_id, checkout_url } = (await shop.buy(accountId, body).expect(201)).body;
  await shop.pay(checkout_url);
  const path = `/v1/accounts/${accountId}/pack-purchases/${purchase_id}`;
  const read = async () => (await shop.product.get(path).expect(200)).body;
  await until(async () => (await read()).state === 'granted', 'granted purchase', read);
  return { purchaseId: purchase_id, paymentId: (await read()).payment.payment_id };
}
