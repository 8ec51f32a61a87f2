import { describe, expect, it } from '@jest/globals';
import { newKey } from '../../../support/product/app.js';
import { becomes } from '../../../support/product/projections.js';
import { eventAbout, idIn, sessionIn, shopCalls } from '../../../support/stripe/shop-calls.js';
import type { Shop } from '../../../support/stripe/shop.js';

const PRO = { action: 'subscribe', plan: 'pro' };

/** What is said of replaying webhooks about subscriptions, before it is done. */
export function describeLookingAhead(theShop: () => Shop): void {
  const { rows, eventsOf, allTold, disturb, undisturbed } = shopCalls(theShop);
  const stripe = () => theShop().stripe;

  /** Takes a webhook that is parked, as of another version. Returns its id. */
  async function parked(object: string, id: string): Promise<string> {
    const payload = eventAbout({ object, id }, { api_version: '2020-08-27' });
    expect(await theShop().webhook(payload)).toBe(200);
    return idIn(payload);
  }
  const ahead = async (object: string, id: string) =>
    (
      await theShop()
        .product.post(`/v1/stripe-events/${await parked(object, id)}/replay/preview`)
        .expect(200)
    ).body;
  /** All that is kept of an account and its money. */
  const kept = (account: string) =>
    Promise.all([
      ...['subscriptions', 'invoices', 'payments', 'stripe_customers', 'findings'].map((table) =>
        rows(`SELECT * FROM app.${table} WHERE account_id = $1`, account),
      ),
      rows('SELECT * FROM app.stripe_prices'),
      rows('SELECT * FROM app.stripe_calls'),
      eventsOf(account, 'PlanCreditsGranted'),
    ]);

  describe('replaying a webhook about a subscription', () => {
    it('is foreseen, for each object that leads to it, and nothing is written', async () => {
      const shop = theShop();
      await shop.open('foreseen');
      const asked = shop.product.post('/v1/accounts/foreseen/subscription');
      const { body } = await asked.set('idempotency-key', newKey()).send(PRO).expect(200);
      await disturb({ dropNext: 100 });
      await shop.pay(body.checkout_url);
      await allTold();
      const session = sessionIn(body.checkout_url);
      const { customer, subscription, invoice } =
        await stripe().checkout.sessions.retrieve(session);
      const { data } = await stripe().invoicePayments.list({ invoice: String(invoice) });
      const payment = String(data[0]?.payment.payment_intent);
      // As after an older backup was restored.
      await rows("DELETE FROM app.stripe_customers WHERE account_id = 'foreseen'");
      await rows("DELETE FROM app.stripe_prices WHERE plan = 'pro'");
      const before = await kept('foreseen');
      const objects = [
        ['subscription', subscription],
        ['invoice', invoice],
        ['payment_intent', payment],
        ['checkout.session', session],
      ] as const;
      for (const [object, id] of objects) {
        const { account_id, is_there, commands } = await ahead(object, String(id));
        expect([object, account_id, is_there, commands]).toEqual([
          object,
          'foreseen',
          true,
          [
            {
              command_id: expect.stringMatching(/^il_/),
              type: 'RecordPlanPayment',
              credits: '500',
              refused: null,
            },
          ],
        ]);
      }
      expect(await kept('foreseen')).toEqual(before);

      const replayed = await parked('invoice', String(invoice));
      await shop.product.post(`/v1/stripe-events/${replayed}/replay`).expect(202);
      await shop.untilAvailable('foreseen', '600');
      const settled = async (object: string, id: unknown) =>
        (await ahead(object, String(id))).commands;
      for (const [object, id] of objects) await becomes(() => settled(object, id), []);
      expect(await ahead('customer', String(customer))).toMatchObject({
        account_id: 'foreseen',
        is_there: true,
        commands: [],
      });

      const { id } = await stripe().refunds.create({ payment_intent: payment, amount: 1_000 });
      for (const [object, named] of [['refund', id], ...objects] as const) {
        expect((await ahead(object, String(named))).commands).toMatchObject([
          { type: 'RecordPaymentRefund', refused: null },
        ]);
      }
      await stripe().subscriptions.cancel(String(subscription));
      expect((await ahead('subscription', String(subscription))).commands).toMatchObject([
        { type: 'ChangePlan', refused: null },
        { type: 'RecordPaymentRefund' },
      ]);
      expect(await shop.available('foreseen')).toBe('600');
      await undisturbed();
    });
  });
}
