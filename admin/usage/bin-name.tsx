import { useCallback } from 'react';
import { locale, useWords } from '../i18n/words.js';
import { showInstant } from '../lib/time.js';
import { isWhole, type Question } from './question.js';

const HOURS = 'minute';
const DAYS = 'date';

/** Names bins as the reader's calendar does, and says which are not complete. */
export function useBinNames(question: Question, until: string) {
  const t = useWords();
  const { bin, zone } = question;
  const nameOf = useCallback(
    (start: string): string => {
      if (bin !== 'month') return showInstant(start, locale(), zone, bin === 'hour' ? HOURS : DAYS);
      const month = { year: 'numeric', month: 'long', timeZone: zone } as const;
      return new Intl.DateTimeFormat(locale(), month).format(new Date(start));
    },
    [bin, zone],
  );
  const isComplete = (start: string): boolean => isWhole(start, question, until);
  return {
    nameOf,
    isComplete,
    /** The name, and a word where not all of the bin is counted. */
    fullNameOf: (start: string): string =>
      isComplete(start) ? nameOf(start) : t('explorer.so_far', { bin: nameOf(start) }),
  };
}
