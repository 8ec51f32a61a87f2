/** Help: choosing a model. */
import { html } from './html.js';
import type { HelpPage } from './pages.js';

/** Prices of models, and which one to choose. */
export const choosingAModel: HelpPage = {
  title: 'Choosing a model',
  about: 'When a light model is enough, and what a powerful one costs.',
  body: () =>
    html` <h2>What makes the difference</h2>
      <p>
        Models differ in quality, speed and price. A powerful model can cost ten times as much as a
        light one for the same message, so the choice matters more for your credits than anything
        else.
      </p>
      <ul>
        <li>
          <strong>Light models</strong> suit small changes: wording, colours, a button that should
          stand elsewhere.
        </li>
        <li><strong>Balanced models</strong> suit most features.</li>
        <li>
          <strong>Powerful models</strong> earn their price on hard problems: unclear bugs, large
          rebuilding, anything a cheaper model has failed at twice.
        </li>
      </ul>

      <h2>Reading the prices</h2>
      <p>
        A model reads what you send (“in”) and writes an answer (“out”). Both are counted in tokens,
        pieces of words; a thousand tokens are about 750 English words. The prices beside the models
        are credits for each thousand tokens. What a model has read shortly before may cost less
        than what it reads for the first time; what it thinks before it answers is counted too,
        where a price for it is set.
      </p>

      <h2>“About 41 more messages”</h2>
      <p>
        This estimate takes the average of your last ten messages, prices it with that model, and
        divides what you have available by it. It is a guide, not a promise: a long message costs
        more than a short one. Before your first messages there is nothing to go by, so no number is
        shown.
      </p>

      <h2>Making credits last</h2>
      <ul>
        <li>
          Plan first, where a plan mode is offered: talking a change through can cost less than
          making it.
        </li>
        <li>Ask for one thing at a time, and say what should stay as it is.</li>
        <li>
          Start a new conversation for a new subject: everything said before is read again each
          time.
        </li>
      </ul>

      <h2>When a price changes</h2>
      <p>
        Each message is charged by the price that held at the moment it was made, also when it is
        counted later. A new price always starts at a date, never in the past, and the choice of
        models announces it a week ahead where it is known by then.
      </p>`,
};
