import { describe, it } from '@jest/globals';
import fc from 'fast-check';
import { deepStrictEqual } from 'node:assert';
import type { AccountCommand } from '../../../domain/account/commands.js';
import { DomainError } from '../../../domain/errors.js';
import { opened, Story } from '../../support/domain/account.js';
import {
  actions,
  commandOf,
  pauseBefore,
  type Action,
} from '../../support/domain/account-actions.js';
import { runs } from '../../support/domain/arbitraries.js';
import { at } from '../../support/domain/given.js';
import { changingPlans } from '../../support/domain/plans.js';

/** Money that goes back, or seems to: a refund or a dispute, and what becomes of it. */
interface MoneyBack {
  readonly kind: 'refund' | 'dispute';
  /** Which paid lot, and how much of what is left of its payment, in percent. */
  readonly pick: number;
  readonly percent: number;
  readonly policy: 'debt' | 'written_off';
  /** It fails, is won, or is lost and reversed: nothing has gone back in the end. */
  readonly isVoid: boolean;
  readonly isReversed: boolean;
  /** How many others come before it ends. */
  readonly lasts: number;
}

const moneyBack: fc.Arbitrary<MoneyBack> = fc.record({
  kind: fc.constantFrom('refund', 'dispute'),
  pick: fc.nat(3),
  percent: fc.integer({ min: 1, max: 100 }),
  policy: fc.constantFrom('debt', 'written_off'),
  isVoid: fc.boolean(),
  isReversed: fc.boolean(),
  lasts: fc.nat(4),
});

/** What the customer has done before: all but what is about money back. */
function past(script: readonly Action[]): Story {
  const story = new Story(changingPlans);
  opened()(story);
  for (const action of script) {
    if (/dispute|payment refund|appeal|close/.test(action.kind)) continue;
    story.now += pauseBefore(story, action);
    story.bookDue();
    const command = commandOf(story, action);
    try {
      if (command) story.send(command);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
    }
  }
  // What the last of it has made due at once is no doing of what goes back.
  story.bookDue();
  return story;
}

/** The commands of each, in the order in which they come, and those without the void ones. */
function tellings(before: Story, all: readonly MoneyBack[], overlap: boolean) {
  const gross = new Map(
    [...before.state.book.lots].flatMap(({ grant, gross: paid }) =>
      grant.paid ? [[grant.paidBy, paid] as const] : [],
    ),
  );
  const left = new Map(gross);
  const steps: { place: number; isVoid: boolean; command: AccountCommand }[] = [];
  all.forEach((item, n) => {
    const [paidBy, rest] = at([...left], item.pick) ?? ['', 0n];
    // With overlap, a dispute may be about what was refunded already, or will be.
    const isBeyond = overlap && item.kind === 'dispute';
    const whole = isBeyond ? (gross.get(paidBy) ?? 0n) : rest;
    const minor = (whole * BigInt(item.percent) + 99n) / 100n;
    if (minor === 0n) return;
    if (!isBeyond) left.set(paidBy, rest - minor);
    const { isVoid } = item;
    for (const [later, command] of commandsOf(item, n, paidBy, minor)) {
      steps.push({ place: n + later * (item.lasts + 1), isVoid, command });
    }
  });
  steps.sort((a, b) => a.place - b.place);
  const told = (which: typeof steps) => which.map(({ command }) => command);
  return { all: told(steps), standing: told(steps.filter((step) => !step.isVoid)) };
}

function commandsOf(
  { kind, policy, isVoid, isReversed }: MoneyBack,
  n: number,
  paidBy: string,
  minor: bigint,
): (readonly [number, AccountCommand])[] {
  const paid = { paymentId: `of ${paidBy}`, paidBy };
  const amount = { minor, currency: 'usd' };
  if (kind === 'refund') {
    const refund = { ...paid, paymentRefundId: `re_${n}` };
    const made = { type: 'RecordPaymentRefund', ...refund, amount, policy } as const;
    const failed = { type: 'UndoPaymentRefund', ...refund } as const;
    return isVoid
      ? [
          [0, made],
          [1, failed],
        ]
      : [[0, made]];
  }
  const dispute = { ...paid, disputeId: `dp_${n}` };
  const made = { type: 'OpenDispute', ...dispute, amount } as const;
  const closed = { type: 'CloseDispute', ...dispute, policy } as const;
  if (!isVoid)
    return [
      [0, made],
      [1, { ...closed, outcome: 'lost' }],
    ];
  if (!isReversed)
    return [
      [0, made],
      [1, { ...closed, outcome: 'won' }],
    ];
  const reversed = { type: 'ReinstateDispute', ...dispute } as const;
  return [
    [0, made],
    [1, { ...closed, outcome: 'lost' }],
    [2, reversed],
  ];
}

/** The account after these commands, as far as money and credits go. */
function after({ events, now }: Story, commands: readonly AccountCommand[]) {
  const story = new Story(changingPlans);
  story.fold(events);
  story.now = now;
  for (const command of commands) story.send(command);
  const { book, debt } = story.state;
  const lots = [...book.lots].filter(({ grant }) => !grant.paidBy.startsWith('undone:'));
  return {
    debt,
    available: book.available,
    held: book.held,
    frozen: book.frozen,
    lots: lots.map(({ grant, gross: _gross, base: _base, claims, ...figures }) => ({
      paidBy: grant.paidBy,
      ...figures,
      claims: claims.map(({ held, repaid, ...claim }) => ({
        ...claim,
        held: new Map(held.map(({ holdId, credits }) => [holdId, credits])),
        repaid: new Map(repaid.map(({ lotId, credits }) => [lotId, credits])),
      })),
    })),
    holds: [...story.state.holds.open].map(({ holdId, lots: of }) => ({
      holdId,
      lots: new Map(of.map(({ lotId, credits }) => [lotId, credits])),
    })),
  };
}

describe('money that went back', () => {
  const many = fc.array(moneyBack, { minLength: 1, maxLength: 7 });
  const sameEitherWay = (
    script: readonly Action[],
    items: readonly MoneyBack[],
    overlap: boolean,
  ) => {
    const before = past(script);
    const told = tellings(before, items, overlap);
    deepStrictEqual(after(before, told.all), after(before, told.standing));
  };

  it('and came again leaves no trace: no refund that failed, no dispute that was won', () => {
    fc.assert(
      fc.property(actions, many, fc.nat(3), (script, items, pick) =>
        sameEitherWay(
          script,
          items.map((item) => ({ ...item, pick })),
          false,
        ),
      ),
      runs(500),
    );
  });

  it('leaves none on several lots either, where the spent part is written off', () => {
    fc.assert(
      fc.property(actions, many, (script, items) =>
        sameEitherWay(
          script,
          items.map((item) => ({ ...item, policy: 'written_off' })),
          true,
        ),
      ),
      runs(500),
    );
  });
});
