/** Placeholder for figures that are loading or failed to load. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Shown } from '../wire/connection.js';
import type { Words } from './strings.js';

/** What a person can do about it. */
export interface WaysOn {
  /** As the host names it; the balance's own where there is one. */
  readonly account: string;
  /** The help page about errors. */
  readonly help: string;
  readonly onSignIn: () => void;
  readonly onRetry: () => void;
}

/** In plain words, with a button where that mends it. */
export function troubleLine(words: Words, shown: Shown, ways: WaysOn): TemplateResult {
  const { balance, trouble, freshness } = shown;
  if (trouble === 'signed_out') {
    return html`<p class="trouble">${words.say('troubleSignedOut')}</p>
      <button @click=${ways.onSignIn}>${words.say('signInAgain')}</button>`;
  }
  if (trouble !== undefined) {
    const text = trouble === 'forbidden' ? 'troubleForbidden' : 'troubleNotFound';
    const account = balance?.account_id ?? ways.account;
    return html`<p class="trouble">${words.say(text, { account })} ${helpLink(words, ways)}</p>
      <button @click=${ways.onRetry}>${words.say('tryAgain')}</button>`;
  }
  const isOffline = freshness === 'offline';
  return html`<p class="trouble muted" aria-busy="true">
    ${words.say(isOffline ? 'troubleOffline' : 'loading')}
    ${isOffline ? helpLink(words, ways) : nothing}
  </p>`;
}

const helpLink = (words: Words, { help }: WaysOn): TemplateResult =>
  html`<a href=${help} target="_blank" rel="noopener">${words.say('helpErrors')}</a>`;
