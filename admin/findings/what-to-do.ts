/** What is to be done about findings. Pure. */
import type { MessageKey } from '../i18n/messages.js';
import type { Schemas } from '../lib/api.js';

type Finding = Pick<Schemas['PaymentFinding'], 'class' | 'theirs'>;

/** What is to be done about a finding: of parts of periods that came to nothing, not a refund. */
export function whatToDo({ class: name, theirs }: Finding): MessageKey {
  const isNothing = name === 'proration' && /^(?:-|0 )/.test(theirs ?? '');
  return isNothing ? 'findings.nothing_charged' : `finding_todo.${name}`;
}
