import { useTranslate } from 'ra-core';
import { useCallback } from 'react';
import type { MessageKey } from './messages.js';

/** Gives the text of a key, filled in. */
export type Words = (key: MessageKey, values?: Readonly<Record<string, string | number>>) => string;

/** The texts of the console; an unknown key does not compile. */
export function useWords(): Words {
  const translate = useTranslate();
  return useCallback((key, values) => translate(key, values), [translate]);
}

/** The reader's language for numbers and times: the browser's first that is one. */
export const locale = (): string => (chosen ??= navigator.languages.find(isLocale) ?? 'en');

let chosen: string | undefined;

/** Browsers take their language from systems, and those have names such as `en-US@posix`. */
function isLocale(language: string): boolean {
  try {
    return Intl.NumberFormat.supportedLocalesOf(language).length > 0;
  } catch {
    return false;
  }
}
