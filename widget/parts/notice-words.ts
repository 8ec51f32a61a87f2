/** Text of a balance's notice, polite or assertive. Omits figures that change with every debit. */
import type { Levels } from './levels.js';
import { isUsable, standingOf } from './standing.js';
import type { Words } from './strings.js';
import type { Balance } from '../wire/wire.js';

/** Empty where there is nothing to say. `added`: micro-credits that have just come. */
export function politeWords(
  words: Words,
  balance: Balance | undefined,
  levels: Levels,
  added: bigint,
): string {
  if (added > 0n) return words.say('added', { credits: words.credits(added, true) });
  if (balance && levels.showsLow && isUsable(standingOf(balance))) return words.say('noticeLow');
  return levels.recovered ? words.say('recovered') : '';
}

/** Empty where there is nothing urgent. An alert speaks when it changes: it names no figure. */
export function urgentWords(words: Words, balance: Balance | undefined, levels: Levels): string {
  if (!balance) return '';
  const unusable = unusableWords(words, balance);
  if (unusable !== '' || !levels.showsEmpty) return unusable;
  return words.say(balance.level === 'overdrawn' ? 'noticeOverdrawn' : 'noticeEmpty');
}

/** Why credits cannot be used, and who helps; empty where they can. */
export function unusableWords(words: Words, balance: Balance | undefined): string {
  const [standing, account] = [standingOf(balance), balance?.account_id ?? ''];
  if (standing === 'frozen') return words.say('noticeFrozen', { account });
  return standing === 'closed' ? words.say('noticeClosed', { account }) : '';
}
