import { useWords } from '../i18n/words.js';

/** Names a group by its dimensions: `model-a · chat`. */
export function useGroupName(): (names: readonly (string | null)[]) => string {
  const t = useWords();
  return (names) =>
    names.length === 0
      ? t('explorer.all')
      : names.map((name) => name ?? t('explorer.none')).join(' · ');
}
