/** Help: out of credits. */
import { html } from './html.js';
import type { HelpPage } from './pages.js';

/** What stops at zero, what continues, and how to get more. */
export const outOfCredits: HelpPage = {
  title: 'Out of credits: what now',
  about: 'What goes on, what waits, and three ways to carry on.',
  body: () =>
    html` <h2>Everything you have made stays up</h2>
      <p>Nothing is deleted or switched off when your credits reach zero.</p>
      <div class="sides">
        <div>
          <h3>Goes on as ever</h3>
          <ul>
            <li>Your running apps, for everybody who uses them</li>
            <li>Publishing and sharing</li>
            <li>Working with your data, and exporting it</li>
          </ul>
        </div>
        <div>
          <h3>Waits for credits</h3>
          <ul>
            <li>Changes made by AI</li>
            <li>Generating images</li>
            <li>Connecting integrations</li>
          </ul>
        </div>
      </div>
      <p>The people who run this product can change these rules; what a refusal says counts.</p>

      <h2>Three ways to carry on</h2>
      <ol>
        <li>
          <strong>Buy a pack.</strong> Its credits never expire. You can go on as soon as the
          payment is confirmed.
        </li>
        <li>
          <strong>Upgrade your plan.</strong> The new plan’s whole bundle is there the moment it is
          paid.
        </li>
        <li>
          <strong>Wait for the renewal.</strong> The date stands beside your plan, in your own time
          zone.
        </li>
      </ol>
      <p><a href="/help/packs-and-subscriptions">Packs and subscriptions</a> compares them.</p>

      <h2>“You have used more than you had”</h2>
      <p>
        Work that was already under way is finished, even if it turns out to cost more than you had
        left. The difference is shown as “Owed”. It costs nothing extra, and whatever you are given
        next (a renewal, a pack, something given back) pays it first.
      </p>

      <h2 id="not-enough">Credits left, but not enough for one more message</h2>
      <p>
        A message is let through only if what it is expected to cost is there. So “12 credits left”
        and “not enough for this message” can both be true: this model usually takes more than 12
        for a message of this kind. Nothing was sent, and nothing was charged. What you can do with
        the credits that are left:
      </p>
      <ul>
        <li>
          <strong>Choose a <a href="/help/models">lighter model</a>.</strong> The list of models
          says about how many more messages each of them has in it.
        </li>
        <li>
          <strong>Plan instead of build</strong>, where the product offers it: planning reads and
          writes less, or costs less.
        </li>
        <li>
          <strong>Ask for less at once</strong>: a small change often fits where a page does not.
        </li>
      </ul>
      <p>
        Or add credits in one of the three ways above. What is left is used together with the new
        ones, those that end soonest first; only a plan’s own credits end at its renewal.
      </p>

      <h2>Refused for another reason</h2>
      <p>
        Some credits may be <a href="/help/credits#reserved">reserved</a> for work under way: wait
        until it is done. An action with a price of its own, such as connecting an integration,
        needs the whole price. And if you share credits in a team, your own limit for this period
        may be reached: the message says when it ends.
      </p>`,
};
