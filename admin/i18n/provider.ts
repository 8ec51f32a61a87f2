import polyglotI18nProvider from 'ra-i18n-polyglot';
import english from 'ra-language-english';
import { FIRST_TEXTS } from './first-texts.js';
import { accented, PSEUDO } from './pseudo.js';

/** The texts of react-admin's own parts, and those of ours that have loaded. */
let texts = { ...english, ...FIRST_TEXTS };
const isPseudo = navigator.language === PSEUDO;

/** Gives the console its texts. */
export const i18nProvider = polyglotI18nProvider(() => (isPseudo ? accented(texts) : texts), 'en');

/** Loads the texts of pages not in the first load. Throws where they cannot load. */
export async function loadPageTexts(): Promise<void> {
  const { PAGE_TEXTS } = await import('./page-texts.js');
  texts = { ...texts, ...PAGE_TEXTS };
  // The provider reads its texts again only when it is told a language.
  await i18nProvider.changeLocale('en');
}
