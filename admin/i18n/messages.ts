import type { FIRST_TEXTS } from './first-texts.js';
import type { PAGE_TEXTS } from './page-texts.js';

/** The key of a text; `%{name}` in a text is filled in. */
export type MessageKey = keyof typeof FIRST_TEXTS | keyof typeof PAGE_TEXTS;
