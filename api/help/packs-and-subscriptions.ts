/** Help: packs and subscriptions. */
import { html } from './html.js';
import type { HelpPage } from './pages.js';

/** What packs and plans include, and when they expire. */
export const packsAndSubscriptions: HelpPage = {
  title: 'Packs and subscriptions',
  about: 'What each gives, what renews when, and what changing or cancelling does.',
  body: ({ plans, packs }) =>
    html` <h2>Plans</h2>
      <p>A plan gives a bundle of credits each month.</p>
      ${plans}

      <h2>Packs</h2>
      <p>
        A pack is bought once and never expires. Its credits are used after your plan’s, so they
        last until you need them.
      </p>
      ${packs}

      <h2>Renewal</h2>
      <p>
        Your plan renews on the same day each month as it began; where a month is too short, on its
        last day. Then the new bundle starts and what is left of the old one ends. Packs are not
        touched.
      </p>
      <p>
        A plan that is paid for renews when its payment has arrived. If a payment fails, nothing new
        is given until it succeeds, and nothing you have paid for is taken away.
      </p>

      <h2>Subscribing</h2>
      <p>
        A plan takes effect the moment it is paid: you get its full bundle, and your month begins on
        that day. What was left of the old plan’s bundle stays usable until it would have ended
        anyway.
      </p>

      <h2>Cancelling</h2>
      <p>
        It waits for your next renewal, so you keep what you have paid for until then, and it can be
        taken back until then. To change to another paid plan, subscribe to it once the old one has
        ended. Packs stay yours.
      </p>

      <h2>Refunds and disputed payments</h2>
      <p>
        When a payment is refunded, the unspent part of what it bought is taken back. While a
        payment is disputed with your bank, the disputed part of what it bought is put on hold;
        everything else goes on working. If the dispute is settled in our favour, it is all
        available again.
      </p>

      <h2>Tax and receipts</h2>
      <p>
        No tax is added: the price is what you pay. Credits count only once the payment is
        confirmed, which takes a few seconds with most cards.
      </p>`,
};
