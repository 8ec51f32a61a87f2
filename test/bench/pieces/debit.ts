/** A debit as our write side stores it: what every measured piece handles once an event. */
import { accountDecider } from '../../../domain/account/decide/decider.js';
import { MICRO } from '../../../domain/credits.js';
import { seal } from '../../../platform/event-store/records/seal.js';
import type { NewEvent } from '../../../platform/event-store/wire/stored-event.js';
import { plansOnSale } from '../../support/domain/plans.js';

const NOW = Date.parse('2026-01-15T12:00:00Z');

/** The third event of an account. */
export function storedDebit(): NewEvent {
  const decider = accountDecider(plansOnSale());
  const accountId = 'acme';
  const commands = [
    { type: 'OpenAccount', accountId, timeZone: 'UTC' },
    { type: 'DebitCredits', credits: MICRO, purpose: { feature: 'chat', outcome: 'ok' } },
  ] as const;
  const meta = { commandId: '0193f3c5-4b7a-7000-8000-000000000000', actor: 'key:bench' };
  let state = decider.initial();
  let revision = 0;
  let stored: NewEvent | undefined;
  for (const command of commands) {
    const context = { now: NOW, nextRevision: revision, commandId: meta.commandId };
    const drafts = decider.decide(state, command, context).map((fact) => {
      state = decider.evolve(state, fact);
      const control = decider.control?.(state);
      return { fact, revision: revision++, recordedAt: NOW, control, meta };
    });
    stored = seal(decider, accountId, '', drafts).events.at(-1)?.stored;
  }
  if (stored?.type !== 'CreditsDebited') throw new Error('the last event is a debit');
  return stored;
}
