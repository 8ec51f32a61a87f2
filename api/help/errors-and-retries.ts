/** Help: errors and retries. */
import { html } from './html.js';
import type { HelpPage } from './pages.js';

/** What errors and retries cost, and what to do. */
export const errorsAndRetries: HelpPage = {
  title: 'Errors and retries',
  about: 'What a failed attempt costs, and why nothing is charged twice.',
  body: () =>
    html` <h2>Does a failed attempt cost credits?</h2>
      <p>
        As a rule, yes. The model has read your message and written an answer, and that is what
        costs money, whether or not the result works. The same holds when you ask it to try again:
        each try is a message of its own.
      </p>
      <p>
        When it is our fault (the platform failed, not the model), the attempt can be free. What a
        model charges for each kind of outcome is part of its price.
      </p>

      <h2>A message that was not let through</h2>
      <p>
        If you are told that there is not enough for a message, it has not been sent to any model,
        and costs nothing; sending it again costs nothing either as long as it is refused. That can
        happen with <a href="/help/out-of-credits#not-enough">credits left</a>, when the message is
        expected to cost more than that: a lighter model, a plan instead of a change, or more
        credits let it through.
      </p>
      <p>
        A message can also end early because the credits run out while it is worked on. You pay for
        what was done until then; where that is more than you had, the rest is shown as “Owed”.
      </p>

      <h2>When you stop a message</h2>
      <p>
        You are charged for what was produced until then. The rest of what was
        <a href="/help/credits#reserved">reserved</a> is available again at once.
      </p>

      <h2>Nothing is charged twice</h2>
      <p>
        Each message has a number of its own. If the connection breaks and the same message is sent
        again by itself, it is recognised, and you are charged once. That holds however late it
        arrives.
      </p>

      <h2>When the balance seems to lag</h2>
      <p>
        The balance follows what happens within a second or so. If it says “as of 12:03,
        reconnecting”, your connection is interrupted; the number is the last one we could show you.
        It puts itself right, you need not reload the page.
      </p>

      <h2>“Your session has ended”</h2>
      <p>
        For your safety the balance is shown only while you are signed in. Sign in again, and it
        returns.
      </p>

      <h2>Getting credits back</h2>
      <p>
        If something went wrong that should not be yours to pay, write to support and say when it
        happened. What is given back first pays what you owe, if anything, and then returns to where
        it came from. If those credits have ended meanwhile, you get them as a gift that lasts 30
        days.
      </p>`,
};
