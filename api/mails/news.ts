/** What an event means for mails. */
import { accountEvents, type AccountEvent } from '../../domain/account/events.js';
import type { AnyEvent } from '../../domain/log/all-events.js';
import type { Recorded } from '../../platform/event-store/records/recorded.js';
import type { MailDraft } from './kinds/kind.js';
import { MAIL_KINDS } from './kinds/all.js';

/** A mail that an event causes, or that a billing period of an account has begun. */
export type MailNews = MailDraft | { readonly periodOf: string };

/** What an event means for mails, in order; pure. */
export function mailNewsOf({ fact, ...recorded }: Recorded): readonly MailNews[] {
  if (!isAboutAccount(fact)) return [];
  const drafts = MAIL_KINDS.flatMap(({ caused }) => caused({ ...recorded, fact }) ?? []);
  return beginsPeriod(fact) ? [{ periodOf: fact.data.accountId }, ...drafts] : drafts;
}

/** A renewal always begins a period, a change of plan one that is at once. */
const beginsPeriod = (fact: AccountEvent): boolean =>
  fact.type === 'PeriodRenewed' || fact.type === 'PlanChanged';

const isAboutAccount = (fact: AnyEvent): fact is AccountEvent =>
  Object.hasOwn(accountEvents.types, fact.type);
