import { useWords } from '../../i18n/words.js';
import { When } from '../../ui/when.js';

const EPOCH = '1970-01-01T00:00:00.000Z';

/** Since when a version holds; the first ones have always held. */
export function Since({ from }: { readonly from: string | null }) {
  const t = useWords();
  return from === null || from === EPOCH ? t('versions.always') : <When at={from} />;
}
