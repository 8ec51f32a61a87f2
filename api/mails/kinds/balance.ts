/** Warnings about a balance: once for each level in a billing period. */
import { z } from 'zod';
import type { BalanceLevel, BalanceLevelChanged } from '../../../domain/account/events.js';
import { Credits } from '../../../domain/credits.js';
import type { FactOf } from '../../../domain/event.js';
import { Instant } from '../../../domain/instant.js';
import type { Recorded } from '../../../platform/event-store/records/recorded.js';
import { defineMail, type About } from './kind.js';
import { ownLink } from './own-link.js';
import { fact } from '../letters/letter.js';
import { credits, time } from '../letters/words.js';

const Data = z.strictObject({
  percent_left: z.number().nullable(),
  available: Credits,
  debt: Credits,
  at: Instant,
});

const common = { to: 'account', switch: 'balance', isOnceAPeriod: true, data: Data } as const;

/** Sent when a fifth or less is left. */
export const balanceLow = defineMail({
  ...common,
  kind: 'balance_low',
  causes: { BalanceLevelChanged: (recorded) => crossed(recorded, ['low']) },
  write: ({ percent_left: percent, available, at }, about) => ({
    subject: 'Your credits are running low',
    blocks: [
      { paragraph: lowText(percent) },
      { facts: [...fact('Credits left', credits(available)), ...fact('As of', time(at))] },
      { paragraph: 'Once they are used up, what needs credits is refused until more arrive.' },
      ...whatToDo(about),
    ],
  }),
});

/** Sent when nothing is left, or less. */
export const balanceDepleted = defineMail({
  ...common,
  kind: 'balance_depleted',
  causes: { BalanceLevelChanged: (recorded) => crossed(recorded, ['empty', 'overdrawn']) },
  write: ({ available, debt, at }, about) => ({
    subject: 'Your credits are used up',
    blocks: [
      { paragraph: 'What needs credits is refused until more arrive.' },
      {
        facts: [
          ...fact('Credits left', credits(available)),
          ...fact('Credits owed', debt > 0n ? credits(debt) : null),
          ...fact('As of', time(at)),
        ],
      },
      ...(debt > 0n ? [{ paragraph: 'New credits first repay those that are owed.' }] : []),
      ...whatToDo(about),
    ],
  }),
});

/** Credits that went out crossed the level; where they came in, that is no warning. */
function crossed(
  { id, fact: { data, occurredAt }, meta }: Recorded<FactOf<typeof BalanceLevelChanged>>,
  levels: readonly BalanceLevel[],
) {
  const { control } = meta;
  const isOut = data.direction === undefined || data.direction === 'out';
  if (!control || !isOut || !levels.includes(data.to)) return undefined;
  const { available, debt } = control;
  const { percentLeft: percent_left } = data;
  return { fact: id, data: { percent_left, available, debt, at: occurredAt } };
}

const lowText = (percent: number | null): string =>
  percent === null
    ? 'Few credits are left.'
    : `About ${Math.floor(percent)}% of your credits are left.`;

const whatToDo = (about: About) => ownLink(about, '/help/out-of-credits', 'What you can do');
