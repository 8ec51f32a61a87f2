import { describe, expect, it } from '@jest/globals';
import { AccountLeases } from '../../../api/payments/converge/account-lease.js';
import { Converge } from '../../../api/payments/converge/converge.js';
import { Customers } from '../../../api/payments/customers/customers.js';
import { becomes } from '../../support/product/projections.js';
import type { Shop } from '../../support/stripe/shop.js';
import { SAVED, TERMS, topUpCalls } from '../../support/stripe/topup-calls.js';

/** Who may consent to automatic top-ups, and to what. */
export function describeConsent(theShop: () => Shop): void {
  const { consent, eventsOf, rows, saveCard, allTold, disturb, undisturbed, fail, work } =
    topUpCalls(theShop);
  const cardsOf = async (customer: string) =>
    (await theShop().stripe.customers.listPaymentMethods(customer)).data.map(({ id }) => id);

  /** An account that saves cards of which no webhook tells. */
  async function unheard(account: string) {
    const { stripe, product, open } = theShop();
    await open(account);
    const { app } = product;
    const customer = await app
      .get(AccountLeases)
      .hold(account, (lease) => app.get(Customers).of(lease, account));
    return {
      customer,
      looks: (sessionId: string) => app.get(Converge).look(sessionId),
      async defaultCard() {
        const now = await stripe.customers.retrieve(customer);
        return now.deleted ? null : now.invoice_settings.default_payment_method;
      },
      /** Returns the session. */
      async saveUnheard(card?: string): Promise<string> {
        await disturb({ dropNext: 100 });
        await saveCard(account, card);
        await allTold();
        await undisturbed();
        const { data } = await stripe.checkout.sessions.list({ customer });
        return data[0]?.id ?? '';
      },
    };
  }

  describe('consent to top-ups', () => {
    it('takes words that were shown and a saved card', async () => {
      await theShop().open('asking');
      const codeOf = async (more: object) => (await consent('asking', more).expect(409)).body.code;
      expect(await codeOf({ consent: undefined })).toBe('consent_required');
      expect(await codeOf({})).toBe('card_required');
      expect(
        (await theShop().product.get('/v1/accounts/asking/auto-top-up/card')).body.card,
      ).toBeNull();
      await saveCard('asking');
      const { body: saved } = await theShop().product.get('/v1/accounts/asking/auto-top-up/card');
      expect(saved.card).toMatchObject({ brand: 'visa', last4: '4242' });
      await consent('asking').expect(200);
      expect(await eventsOf('asking', 'AutoTopUpConfigured')).toMatchObject([
        { data: { consent: TERMS.consent } },
      ]);
    });

    it('goes with the card that was saved last, also instead of a default', async () => {
      await theShop().open('two-cards');
      await saveCard('two-cards');
      const last4 = async () => {
        const { body } = await theShop().product.get('/v1/accounts/two-cards/auto-top-up/card');
        return body.card?.last4;
      };
      const [{ customer_id: customer }] = await rows(
        'SELECT customer_id FROM app.stripe_customers WHERE account_id = $1',
        'two-cards',
      );
      const { stripe } = theShop();
      const hasDefault = async () => {
        const now = await stripe.customers.retrieve(customer);
        return 'invoice_settings' in now && now.invoice_settings.default_payment_method !== null;
      };
      await becomes(hasDefault, true);
      await saveCard('two-cards', SAVED.failsLater);
      await becomes(last4, '0341');
    });

    it('has the card that was saved last for default, whichever is heard of first', async () => {
      const { customer, looks, defaultCard, saveUnheard } = await unheard('crossed');
      const first = await saveUnheard();
      const last = await saveUnheard(SAVED.failsLater);
      await looks(last);
      const chosen = await defaultCard();
      expect(chosen).not.toBeNull();
      await looks(first);
      expect(await defaultCard()).toBe(chosen);

      // What the owner chooses afterwards stays, however often a session is looked at.
      const [, older] = await cardsOf(customer);
      const settings = { invoice_settings: { default_payment_method: String(older) } };
      await theShop().stripe.customers.update(customer, settings);
      for (const session of [last, first]) await looks(session);
      expect(await defaultCard()).toBe(older);
    });

    it('has a default card also after Stripe has failed at first', async () => {
      const { looks, defaultCard, saveUnheard } = await unheard('failed-first');
      const session = await saveUnheard();
      await fail({ kind: '500', route: 'POST /v1/customers/:id' });
      await expect(looks(session)).rejects.toThrow();
      await work();
      await looks(session);
      expect(await defaultCard()).not.toBeNull();
    });

    it.each([
      [{ monthly_cap: usd(999) }, 'monthly_cap.minor'],
      [{ monthly_cap: { minor: 3_000, currency: 'eur' } }, 'monthly_cap.currency'],
      [{ below: '0' }, 'below'],
      [{ pack: 'small', amount: usd(10) }, 'amount'],
      [{ consent: { version: '', text: 'x' } }, 'consent.version'],
    ])('out of bounds is refused by name: %j', async (more, name) => {
      const { body } = await consent('asking', more).expect(422);
      expect(body.invalid_parameters[0].name).toBe(name);
    });

    it('of a buyer is for their own account, by a token with the scope', async () => {
      await theShop().open('buyer');
      const mint = async (...scopes: string[]) => {
        const minted = await theShop()
          .product.post('/v1/accounts/buyer/widget-tokens')
          .send({ scopes })
          .expect(201);
        return minted.body.token as string;
      };
      const token = await mint('autotopup:write');
      const as = (bearer: string, path: string) =>
        theShop().product.get(path).set('authorization', `Bearer ${bearer}`);
      await as(token, '/v1/accounts/buyer/auto-top-up').expect(200);
      await as(token, '/v1/accounts/asking/auto-top-up').expect(403);
      await as(await mint('balance:read'), '/v1/accounts/buyer/auto-top-up').expect(403);
    });
  });
}

const usd = (minor: number) => ({ minor, currency: 'usd' });
