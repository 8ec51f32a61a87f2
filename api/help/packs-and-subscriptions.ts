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
        A plan that is paid for is charged about an hour after its month ends, and renews when that
        has arrived. Until then what is left of the old bundle goes on working.
      </p>

      <h2>If a payment fails</h2>
      <p>
        The card is tried again some days later, four times within two weeks. What your plan gave
        you goes on working for 96 hours after its month has ended; nothing new is given until the
        payment succeeds, and then the new bundle is there at once. Pay the open invoice with
        another card, or replace the card where you manage your plan. Three weeks after the first
        failure the plan ends, and you are on the free one. Packs stay yours throughout.
      </p>

      <h2>Subscribing and upgrading</h2>
      <p>
        A plan takes effect the moment it is paid. To upgrade, you are shown the price and the card
        first. You pay the new plan’s full price and get its full bundle at once, and your month
        begins anew on that day. What was left of the old plan’s bundle stays usable until it would
        have ended anyway.
      </p>
      <p>
        If your bank asks whether the payment is yours, or declines it, you stay on your old plan
        and nothing is taken away. You can still pay for some hours, at most 23; after that the
        upgrade is dropped and nothing is charged.
      </p>

      <h2>Downgrading</h2>
      <p>
        A cheaper plan waits for your next renewal, so you keep what you have paid for until then.
        Until then you can also take it back.
      </p>

      <h2>Cancelling, and changing your mind</h2>
      <p>
        Cancelling waits for the end of the month that is paid for: you keep your credits until
        then, and nothing is charged again. Until that day you can withdraw it, and the plan goes on
        as if nothing had been. Packs stay yours.
      </p>

      <h2>Automatic top-ups</h2>
      <p>
        You can agree that a pack is bought by itself with your saved card when fewer credits are
        left than you say. You set the most that may be charged in a calendar month, and can turn it
        off at any time. If your bank wants you to confirm a payment, you get a link; after three
        failed payments in a row, top-ups turn themselves off.
      </p>
      <p id="another-card">
        To save another card, go to where this product shows your automatic top-ups, choose “Change”
        and then “Use another card”. Nothing is charged while you save it, and the next top-up is
        charged to it. If top-ups have turned themselves off, turn them on again there.
      </p>

      <h2>Refunds and disputed payments</h2>
      <p>
        When a payment is refunded, the unspent part of what it bought is taken back. While a
        payment is disputed with your bank, the disputed part of what it bought is put on hold;
        everything else goes on working. If the dispute is settled in our favour, it is all
        available again.
      </p>

      <h2>Tax, invoices and receipts</h2>
      <p>
        No tax is added: the price is what you pay. Credits count only once the payment is
        confirmed, which takes a few seconds with most cards. Each pack has a receipt among your
        purchases; each month of a plan has an invoice where you manage your plan.
      </p>`,
};
