import { useModelName } from '../data/model-names.js';
import { useWords } from '../i18n/words.js';
import type { Dimension } from './question.js';

/** Names a group by its dimensions: `Fast model · chat`; models by their names. */
export function useGroupName(
  groupBy: readonly Dimension[],
): (names: readonly (string | null)[]) => string {
  const t = useWords();
  const modelName = useModelName();
  const nameOf = (name: string | null, dimension: Dimension | undefined): string => {
    if (name === null) return t('explorer.none');
    return dimension === 'model' ? modelName(name) : name;
  };
  return (names) =>
    names.length === 0
      ? t('explorer.all')
      : names.map((name, index) => nameOf(name, groupBy[index])).join(' · ');
}
