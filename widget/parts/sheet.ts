/** A dialog with a heading and a way out. */
import { html, nothing, type TemplateResult } from 'lit';
import { icons } from './icons.js';
import type { Words } from './strings.js';

/** Its head; without a way out where it stands in the page. */
export const sheetHeader = (
  words: Words,
  heading: string,
  onClose: (() => void) | undefined,
): TemplateResult =>
  html`<header>
    <h2 id="heading" tabindex="-1">${heading}</h2>
    ${
      onClose
        ? html`<button class="icon" aria-label=${words.say('close')} @click=${onClose}>
            ${icons.close}
          </button>`
        : nothing
    }
  </header>`;

/** Opens by `showModal()`; a click beside it closes it. `onClosed`: however it was closed. */
export const sheet = (content: TemplateResult, onClosed: () => void): TemplateResult =>
  html`<dialog part="dialog" aria-labelledby="heading" @close=${onClosed} @click=${closeOutside}>
    <div class="sheet">${content}</div>
  </dialog>`;

const closeOutside = (event: Event): void => {
  if (event.target instanceof HTMLDialogElement) event.target.close();
};

/** Where the content of a dialog is another, whoever hears it begins at its heading. */
export const readAgain = (root: ParentNode): void =>
  root.querySelector<HTMLElement>('#heading')?.focus();
