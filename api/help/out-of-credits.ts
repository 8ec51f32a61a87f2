/** Help: out of credits. */
import { html } from './html.js';
import type { HelpPage } from './pages.js';

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

      <h2>A request was refused though credits are left</h2>
      <p>
        Three reasons are usual. The next message would cost more than what is left: choose a
        lighter model. Some credits are <a href="/help/credits#reserved">reserved</a> for work under
        way: wait until it is done. Or you share credits in a team and your own limit for this
        period is reached: the message says when it ends.
      </p>`,
};
