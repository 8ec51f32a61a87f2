import type { MessageKey } from '../i18n/messages.js';
import { useWords } from '../i18n/words.js';
import type { DeliveryRow } from '../data/operations-lists.js';
import { Dotted } from '../ui/standing.js';

/** What has become of a delivery: also that it arrived later, or before it was sent again. */
export function DeliveryState({ delivery }: { readonly delivery: DeliveryRow }) {
  const t = useWords();
  const [text, colour] = shownAs(delivery);
  return <Dotted word={t(text)} colour={colour} />;
}

function shownAs(delivery: DeliveryRow): readonly [MessageKey, string] {
  const { state, failed_attempts, arrived } = delivery;
  switch (state) {
    case 'succeeded':
      return [failed_attempts > 0 ? 'delivery.later' : 'delivery.state_succeeded', 'success.main'];
    case 'failed':
      return arrived
        ? ['delivery.before', 'warning.main']
        : ['delivery.state_failed', 'error.main'];
    case 'pending':
      return failed_attempts > 0
        ? ['delivery.retrying', 'warning.main']
        : ['delivery.state_pending', 'text.secondary'];
  }
}
