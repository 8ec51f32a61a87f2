import type { AccountEvent } from '../../domain/account/events.js';
import { IntegrityError } from '../../domain/errors.js';
import { formatInstant } from '../../domain/instant.js';
import { formatPosition } from '../../platform/event-store/records/metadata.js';
import type { Executed, Recorded } from '../../platform/event-store/event-store.js';
import type { AccountStream } from './account-stream.js';
import { postingOf } from '../../domain/account/posting.js';
import { controlOf } from '../../domain/account/state.js';
import { presentFigures } from './schemas.js';

type Type = AccountEvent['type'];
type EventOf<T extends Type> = Extract<AccountEvent, { type: T }>;

/** Result of a write, and whether it repeats an earlier answer. */
export interface CommandResult<Answer> {
  readonly answer: Answer;
  readonly hit: boolean;
}

/** The last fact of a type; undefined if there is none. */
export const factOf = <T extends Type>(
  facts: readonly AccountEvent[],
  type: T,
): EventOf<T> | undefined => facts.findLast((fact): fact is EventOf<T> => fact.type === type);

/** The event of a type that a successful command must have written. */
export function requireEventOf<T extends Type>(
  { events }: Executed<AccountEvent>,
  type: T,
): Recorded<EventOf<T>> {
  const event = events.findLast((it): it is Recorded<EventOf<T>> => it.fact.type === type);
  if (!event) throw new IntegrityError(`a command left no ${type}`);
  return event;
}

/** `event_id` and `occurred_at` of the last event of these types; null where none was written. */
export function writtenBy({ events }: Executed<AccountEvent>, types: readonly Type[]) {
  const event = events.findLast(({ fact }) => types.includes(fact.type));
  return {
    event_id: event?.id ?? null,
    occurred_at: event ? formatInstant(event.fact.occurredAt) : null,
  };
}

/** `balance` and `position` after a command that wrote something; the same at every repetition. */
export function afterWrite({ control, position }: Executed<AccountEvent>) {
  if (!control || position === null) throw new IntegrityError('a write without control figures');
  return { balance: presentFigures(control), position: formatPosition(position) };
}

/** `balance_before` of a command whose only event that changes figures is this one. */
export function beforeWrite({ control }: Executed<AccountEvent>, { fact }: Recorded<AccountEvent>) {
  if (!control) throw new IntegrityError('a write without control figures');
  const { available, held, debt } = postingOf(fact);
  return presentFigures({
    available: control.available - available,
    held: control.held - held,
    debt: control.debt - debt,
  });
}

/** `balance` and `position` after a command that may have had nothing to do. */
export async function afterWriteOrNow(
  stream: AccountStream,
  accountId: string,
  executed: Executed<AccountEvent>,
) {
  if (executed.events.length > 0) return afterWrite(executed);
  const { state, position } = await stream.load(accountId);
  return { balance: presentFigures(controlOf(state)), position: formatPosition(position ?? 0n) };
}
