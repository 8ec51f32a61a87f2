import type Stripe from 'stripe';
import { fresh } from '../../contract/stripe/target.js';
import type { SandboxHarness } from './sandbox.js';

/** An hour and a day, in seconds. */
export const HOUR = 3_600;
export const DAY = 24 * HOUR;

/** Who subscribes in the double, and what becomes of it. */
export class Subscribers {
  private readonly stripe: Stripe;
  private price: Promise<Stripe.Price> | undefined;

  constructor(private readonly harness: SandboxHarness) {
    this.stripe = harness.client();
  }

  /** Advances the clock to this instant. */
  goTo = (instant: number): Promise<unknown> =>
    this.harness.control('POST', 'clock', { to: instant });

  /** A price of 20 dollars a month. */
  pro(): Promise<Stripe.Price> {
    this.price ??= this.priceOf(2_000);
    return this.price;
  }

  /** A price of so many cents. */
  priceOf(cents: number, interval: 'week' | 'month' = 'month'): Promise<Stripe.Price> {
    return this.stripe.prices.create({
      currency: 'usd',
      unit_amount: cents,
      recurring: { interval },
      product_data: { name: fresh('Plan') },
    });
  }

  /** Gives a card to a customer; its id. */
  async cardOf(customer: string, card = 'pm_card_visa'): Promise<string> {
    return (await this.stripe.paymentMethods.attach(card, { customer })).id;
  }

  /** A new customer subscribes by a card that pays. */
  async subscribe(
    params: Partial<Stripe.SubscriptionCreateParams> = {},
  ): Promise<Stripe.Subscription> {
    const { id: customer } = await this.stripe.customers.create();
    return this.stripe.subscriptions.create({
      customer,
      default_payment_method: await this.cardOf(customer),
      items: [{ price: (await this.pro()).id }],
      ...params,
    });
  }

  /** The invoices of a subscription, oldest first. */
  async invoicesOf(subscription: string): Promise<Stripe.Invoice[]> {
    const { data } = await this.stripe.invoices.list({ subscription, limit: 100 });
    return data.reverse();
  }

  /** Types of the events of an object, in the order in which they happened. */
  async typesOf(id: string): Promise<string[]> {
    const { data } = await this.stripe.events.list({ limit: 100 });
    return data
      .filter(({ data: { object } }) => 'id' in object && object.id === id)
      .map(({ type }) => type)
      .reverse();
  }
}

/** When the period of a subscription ends. */
export const endOf = ({ items }: Stripe.Subscription): number =>
  items.data[0]?.current_period_end ?? 0;
