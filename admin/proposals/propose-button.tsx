import { ActButton } from '../acts/act-button.js';
import { useWords } from '../i18n/words.js';
import type { Schemas } from '../lib/api.js';
import { useMay } from '../sign-in/session.js';
import type { Offer } from './draft.js';
import { ProposeDialog } from './propose-dialog.js';

interface ProposeButtonProps {
  readonly offer: Offer;
  readonly live: Schemas['OfferVersion'] | undefined;
}

/** Proposes a change, for those who may. */
export function ProposeButton({ offer, live }: ProposeButtonProps) {
  const t = useWords();
  const mayPropose = useMay('catalogue:request');
  const label = t(offer.id === undefined ? `proposal.new_${offer.type}` : 'proposal.propose');
  return (
    <ActButton id={`propose-${offer.type}`} label={label} isOffered={mayPropose}>
      {(close) => <ProposeDialog offer={offer} live={live} onClose={close} />}
    </ActButton>
  );
}
