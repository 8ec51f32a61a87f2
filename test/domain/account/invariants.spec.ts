import { afterAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { deepStrictEqual, strictEqual } from 'node:assert';
import { accountEvents, type AccountEvent } from '../../../domain/account/events.js';
import { levelAfter } from '../../../domain/account/level.js';
import { postingOf } from '../../../domain/account/posting.js';
import { DomainError } from '../../../domain/errors.js';
import { Story, opened } from '../../support/domain/account.js';
import {
  actions,
  commandOf,
  pauseBefore,
  zones,
  type Action,
} from '../../support/domain/account-actions.js';
import { changingPlans } from '../../support/domain/plans.js';
import { consume } from '../../support/domain/account-order.js';
import { Oracle } from '../../support/domain/account-oracle.js';
import { runs } from '../../support/domain/arbitraries.js';

/** How a story is told; whatever is set here must change nothing of what happens in it. */
interface Telling {
  /** Snapshot → JSON → state after each command. */
  readonly snapshots?: boolean;
  /** Looks at the account between the commands, which books what is due at other moments. */
  readonly looks?: boolean;
  readonly onStep?: (story: Story, refusal?: DomainError) => void;
}

function tell(zone: string, script: readonly Action[], telling: Telling = {}): Story {
  const story = new Story(changingPlans);
  opened(undefined, zone)(story);
  telling.onStep?.(story);
  for (const action of script) {
    const start = story.now;
    const pauseMs = pauseBefore(story, action);
    if (telling.looks) {
      for (const look of [...action.looks].sort()) {
        story.now = start + Math.floor(look * pauseMs);
        story.bookDue();
      }
    }
    story.now = start + pauseMs;
    story.bookDue();
    telling.onStep?.(story);
    telling.onStep?.(story, attempt(story, action));
    if (telling.snapshots) {
      const { snapshot } = story.decider;
      const json: unknown = JSON.parse(JSON.stringify(snapshot?.encode(story.state)));
      story.state = snapshot?.decode(json) ?? story.state;
      deepStrictEqual(JSON.parse(JSON.stringify(snapshot?.encode(story.state))), json);
    }
  }
  return story;
}

/** Sends what the action means; a refusal is fine, anything else that is thrown is not. */
function attempt(story: Story, action: Action): DomainError | undefined {
  const command = commandOf(story, action);
  if (!command) return undefined;
  try {
    story.send(command);
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
  return undefined;
}

describe('random stories of an account', () => {
  const seen = new Set<string>();

  /** Follows a story event by event with the oracle beside it. */
  function follow(zone: string, script: readonly Action[]): Story {
    const oracle = new Oracle();
    const shadow = new Story(changingPlans);
    let done = 0;
    return tell(zone, script, {
      onStep: (story, refusal) => {
        for (; done < story.events.length; done += 1) {
          const event = story.events[done];
          if (event) compare(shadow, oracle, event);
        }
        for (const turn of oracle.turns) seen.add(turn);
        if (refusal) seen.add(refusal.code);
        if (!refusal) story.bookDue();
        strictEqual(nothingMoreIsDue(story), true);
        // Levels are told whenever they change, and never otherwise.
        const control = story.decider.control?.(story.state);
        if (control) strictEqual(levelAfter(story.state.level, control), story.state.level);
      },
    });
  }

  function compare(shadow: Story, oracle: Oracle, event: AccountEvent): void {
    const before = shadow.decider.control?.(shadow.state);
    const wasFrozen = shadow.state.book.frozen;
    if (event.type === 'CreditsDebited') {
      const { taken, missing } = consume(oracle.live, event.data.credits);
      deepStrictEqual(event.data.lots, taken);
      strictEqual(event.data.overdrawn, missing);
    }
    oracle.fold(event);
    const { type, occurredAt } = event;
    const stored: unknown = JSON.parse(JSON.stringify(accountEvents.encode(event)));
    shadow.fold([accountEvents.decode(type, accountEvents.versionOf(type), stored, occurredAt)]);

    const after = shadow.decider.control?.(shadow.state);
    if (!before || !after) throw new Error('an account has control figures');
    const { available, held, debt, reference, nextDueAt } = oracle;
    deepStrictEqual(after, { available, held, debt, reference, nextDueAt });
    strictEqual(shadow.state.book.frozen, oracle.frozen);
    oracle.members.compare(shadow.state);
    oracle.topUps.compare(shadow.state);
    deepStrictEqual(postingOf(event), {
      available: after.available - before.available,
      held: after.held - before.held,
      frozen: shadow.state.book.frozen - wasFrozen,
      debt: after.debt - before.debt,
    });
  }

  it('keep every invariant at every event, as an independent oracle sees it', () => {
    fc.assert(
      fc.property(zones, actions, (zone, script) => void follow(zone, script)),
      runs(4_000),
    );
  });

  it('go on the same from a snapshot of any moment', () => {
    fc.assert(
      fc.property(zones, actions, (zone, script) => {
        const told = tell(zone, script, { snapshots: true });
        deepStrictEqual(told.events, tell(zone, script).events);
      }),
      runs(200),
    );
  });

  it('are the same however often somebody looks in between', () => {
    fc.assert(
      fc.property(zones, actions, (zone, script) => {
        const told = tell(zone, script, { looks: true });
        deepStrictEqual(told.events, tell(zone, script).events);
      }),
      runs(500),
    );
  });

  it('fold to the same state, whether decided or read', () => {
    fc.assert(
      fc.property(zones, actions, (zone, script) => {
        const story = tell(zone, script);
        const { decider, events, state } = story;
        const read = events.reduce(decider.evolve, decider.initial());
        deepStrictEqual(decider.snapshot?.encode(read), decider.snapshot?.encode(state));
      }),
      runs(200),
    );
  });

  afterAll(() => {
    // A property that never meets a dispute proves nothing about disputes.
    // Thousands of used-up lots are a story of their own: see retire.spec.ts.
    const types = Object.keys(accountEvents.types).filter((type) => type !== 'LotsRetired');
    const refusals = [
      'account_closed',
      'account_suspended',
      'dispute_not_open',
      'hold_not_found',
      'hold_not_open',
      'insufficient_credits',
      'member_limit_reached',
      'member_not_found',
      'no_scheduled_plan_change',
      'no_seat_left',
      'payment_not_found',
      'plan_change_not_allowed',
      'plan_not_found',
      'refund_exceeds_debit',
      'source_already_used',
      'validation_failed',
    ];
    const turns = [
      'frozen beside debt',
      'held and clawed back',
      'held and forfeited',
      'held and repaid',
      'late and limited',
      'asked again within the hour',
      'settled into debt',
      'settled late',
      'topped up',
      'topped up after the end',
      'turned off by failures',
      'used of an ended lot',
    ];
    expect([...types, ...refusals, ...turns].filter((name) => !seen.has(name))).toEqual([]);
  });
});

function nothingMoreIsDue({ decider, state, now, events }: Story): boolean {
  return decider.due?.(state, { now, nextRevision: events.length }).length === 0;
}
