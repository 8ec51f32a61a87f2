import { expect } from '@jest/globals';
import type { Decider } from '../../../domain/decider.js';
import { DomainError, type ErrorCode } from '../../../domain/errors.js';
import type { Fact } from '../../../domain/event.js';
import type { Instant } from '../../../domain/instant.js';

/**
 * Says a rule of a decider as a sentence:
 * `given(opened).when(debit(3), now).then(debited(3))`, `.refused('insufficient_credits')`.
 */
export const rulesOf = <State, Command, Event extends Fact>(
  decider: Decider<State, Command, Event>,
) => ({
  given: (...past: Event[]) => ({
    when: (command: Command, now: Instant) => {
      const decide = () =>
        decider.decide(past.reduce(decider.evolve, decider.initial()), command, {
          now,
          nextRevision: past.length,
          commandId: 'test',
        });
      return {
        then: (...expected: Event[]) => expect(decide()).toEqual(expected),
        refused: (code: ErrorCode, details: Readonly<Record<string, unknown>> = {}) => {
          const error = thrownBy(decide);
          expect(error).toBeInstanceOf(DomainError);
          expect(error).toMatchObject({ code, details });
        },
      };
    },
  }),
});

/** What calling it throws; undefined when it does not. */
export function thrownBy(call: () => unknown): unknown {
  try {
    call();
  } catch (error) {
    return error;
  }
  return undefined;
}

/** One of the items; undefined if there are none. */
export const at = <Item>(items: readonly Item[], pick: number): Item | undefined =>
  items[pick % Math.max(items.length, 1)];
