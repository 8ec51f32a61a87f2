import polyglotI18nProvider from 'ra-i18n-polyglot';
import english from 'ra-language-english';
import { MESSAGES } from './messages.js';

/** The texts of react-admin's own parts, and ours. */
export const i18nProvider = polyglotI18nProvider(() => ({ ...english, ...MESSAGES }), 'en');
