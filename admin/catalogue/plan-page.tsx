import { useParams } from 'react-router';
import { useWords } from '../i18n/words.js';
import { ProposeButton } from '../proposals/propose-button.js';
import { OfferPage } from './offer-page.js';
import { usePlans } from './offers.js';
import { planFields } from './versions/terms.js';

/** One plan: its terms, and every version of it. */
export function PlanPage() {
  const t = useWords();
  const { id = '' } = useParams();
  return (
    <OfferPage
      id={id}
      query={usePlans(id)}
      fieldsOf={(plan) => planFields(t, plan)}
      notFound={t('catalogue.not_found_plan', { id })}
      aside={(live) => (
        <ProposeButton offer={{ type: 'plan', id }} live={live && { ...live, type: 'plan' }} />
      )}
    />
  );
}
