/** Help: how credits work. */
import { html } from './html.js';
import type { HelpPage } from './pages.js';

/** What credits are, and how requests use them. */
export const howCreditsWork: HelpPage = {
  title: 'How credits work',
  about: 'What uses credits, which are used first, and why some are “reserved”.',
  body: () =>
    html` <h2>What uses credits</h2>
      <p>
        Credits pay for AI work: each message to a model, each image, each change that AI makes for
        you. What it costs depends on the model and on how much it reads and writes, so a small
        tweak costs a fraction of a credit and a large feature several. You pay for what was used,
        to the last fraction: nothing is rounded up to a whole credit.
      </p>
      <p>
        Running what you have built, publishing it, working with your data, exporting it and sharing
        your app never use credits.
      </p>

      <h2>Where credits come from</h2>
      <ul>
        <li>
          <strong>Your plan</strong> gives a bundle every month. It starts anew at each renewal:
          what is left of the old bundle does not carry over.
        </li>
        <li>
          <strong>Packs</strong> are bought whenever you like. They never expire and survive
          renewals, plan changes and cancelling your plan.
        </li>
        <li>
          <strong>Gifts and corrections</strong> are added by the people who run this product. Some
          have an end date.
        </li>
      </ul>

      <h2>Which credits are used first</h2>
      <ol>
        <li>Those that end soonest. That is why your plan’s bundle is used before any pack.</li>
        <li>Of those with the same end (or none): free ones before paid ones.</li>
        <li>Then the oldest.</li>
      </ol>
      <p>
        When something is given back, it goes back to where it came from, in the opposite order.
      </p>

      <h2 id="reserved">Why some credits are “reserved”</h2>
      <p>
        The cost of a message is only known once it is done. So a part of your credits is set aside
        while AI works, usually a little more than will be needed. When the work ends you are
        charged what it really cost, and the rest is available again at once. If something breaks
        off on the way, what was reserved is released by itself, after five minutes as a rule.
      </p>
      <p>
        Reserved credits are still yours, but cannot be used for anything else meanwhile. Because of
        this, two requests at the same time can never spend the same credit.
      </p>
      <p>
        Should the work cost more than was reserved, the rest comes from your available credits. If
        those do not suffice, you owe the difference: it is shown as “Owed”, and paid back first by
        whatever is added next.
      </p>

      <h2>How much is left</h2>
      <p>
        The percentage compares what is left with what you had when this period began, or have been
        given since. You are told once when a fifth is left, and once when there is nothing left.
        The first notice comes again only after you have had more than a quarter in between.
      </p>`,
};
