/** What stories of an account mean for mails. */
import { kindOf } from '../../../api/mails/kinds/all.js';
import type { About, MailDraft } from '../../../api/mails/kinds/kind.js';
import type { Letter } from '../../../api/mails/letters/letter.js';
import { mailNewsOf } from '../../../api/mails/news.js';
import { decodeRecorded } from '../../../platform/event-store/records/recorded.js';
import { Story, type Step } from '../domain/account.js';
import { TestLog } from '../domain/log.js';

/** What a story means for mails, in its order. */
function newsOf(...steps: Step[]) {
  const story = new Story();
  for (const step of steps) step(story);
  const events = new TestLog().write('account-acme', story.events);
  return events.flatMap((event) => {
    const recorded = decodeRecorded(event);
    return recorded ? mailNewsOf(recorded) : [];
  });
}
const isDraft = (news: object): news is MailDraft => 'kind' in news;
/** The mails that a story leads to, in its order. */
export const draftsOf = (...steps: Step[]): MailDraft[] => newsOf(...steps).filter(isDraft);
/** Their kinds, and the billing periods that begin between them. */
export const kindsOf = (...steps: Step[]) =>
  newsOf(...steps).map((news) => (isDraft(news) ? news.kind : 'new period'));

/** Nothing is known of what a mail is about. */
export const nothing: About = {
  ...{ accountId: 'acme', purchase: null, payment: null, planName: null, invoice: null },
  ...{ nextPlan: null, subscription: null, dispute: null, publicUrl: undefined },
};
/** What the only mail of a story says. */
export function letterOf(about: Partial<About>, ...steps: Step[]): Letter {
  const draft = draftsOf(...steps).at(-1);
  const kind = kindOf(draft?.kind ?? '');
  // What is kept has been JSON.
  const kept: unknown = JSON.parse(JSON.stringify(draft?.data));
  const letter = kind?.write(kept, { ...nothing, ...about });
  if (!letter) throw new Error('no mail');
  return letter;
}
