import { useParams } from 'react-router';
import { useWords } from '../i18n/words.js';
import { ProposeButton } from '../proposals/propose-button.js';
import { OfferPage } from './offer-page.js';
import { usePacks } from './offers.js';
import { packFields } from './versions/terms.js';

/** One pack: its terms, and every version of it. */
export function PackPage() {
  const t = useWords();
  const { id = '' } = useParams();
  return (
    <OfferPage
      id={id}
      query={usePacks(id)}
      fieldsOf={(pack) => packFields(t, pack)}
      notFound={t('catalogue.not_found_pack', { id })}
      aside={(live) => (
        <ProposeButton offer={{ type: 'pack', id }} live={live && { ...live, type: 'pack' }} />
      )}
    />
  );
}
