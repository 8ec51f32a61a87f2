import type { Resources } from '../../../api/resources.js';
import { ThrottledWarnings } from '../../../platform/failures/throttled-warnings.js';
import { EndpointSlots } from '../../../worker/deliveries/slots.js';
import type { MailResources } from '../../../worker/mails/send-mail.js';

/** An attempt that is cut off is known to be over after this. */
export const CUT_OFF_MS = 6_000;

/** What sending needs, with less patience: pauses of milliseconds, two attempts. */
export function mailResources({ config, pool, clock, queues, log }: Resources): MailResources {
  const { mail, publicUrl } = config;
  if (!mail) throw new Error('no mails are sent');
  return {
    ...{ pool, clock, queues, mail, publicUrl, log },
    slots: new EndpointSlots(),
    complaints: new ThrottledWarnings(log),
    schedule: { firstPauseMs: 5, longestPauseMs: 20, maxAttempts: 2 },
    limits: { connectMs: 2_000, answerMs: 5_000, totalMs: 5_000 },
    marginMs: CUT_OFF_MS - 5_000,
  };
}
