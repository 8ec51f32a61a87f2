import type { Letter } from '../../../api/mails/letters/letter.js';
import { textOf } from '../../../api/mails/letters/text.js';

/** A letter as it is addressed to Ada, about the account acme. */
export const addressed = (letter: Letter) => ({
  ...letter,
  greeting: 'Hello Ada,',
  sender: 'Acme',
  footer: 'About the account acme.',
});

/** The plain text of such a letter. */
export const asText = (letter: Letter): string => textOf(addressed(letter));
