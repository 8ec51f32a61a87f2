import { useWords } from '../i18n/words.js';
import type { Schemas } from '../lib/api.js';
import { Dotted } from '../ui/standing.js';

type Event = Pick<Schemas['StripeEvent'], 'state' | 'error'>;

/** How a webhook of Stripe stands; one that is held up says so. */
export function EventState({ event: { state, error } }: { readonly event: Event }) {
  const t = useWords();
  const isHeldUp = state === 'received' && error !== null;
  const colour = isHeldUp ? 'error.main' : COLOURS[state];
  return <Dotted word={t(isHeldUp ? 'inbox.held_up' : `inbox.state_${state}`)} colour={colour} />;
}

const COLOURS: Readonly<Record<Event['state'], string>> = {
  received: 'warning.main',
  done: 'success.main',
  parked: 'error.main',
  ignored: 'text.secondary',
};
