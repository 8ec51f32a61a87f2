import type { Control } from '../../domain/decider.js';
import type { Fact } from '../../domain/event.js';
import type { Recorded } from './records/recorded.js';
import type { Answer } from './round.js';
import type { Sealed } from './records/seal.js';

/** Result of a command. `events`: those it wrote, now or (`hit`) the first time. */
export interface Executed<Event extends Fact = Fact> {
  readonly events: readonly Recorded<Event>[];
  readonly hit: boolean;
  /** Position of the last event of its append; null if the command had nothing to do. */
  readonly position: bigint | null;
  /** Control figures after its last event; null without events or balance. */
  readonly control: Control | null;
}

/** Reads the first answer of a command whose events start at this revision. */
export type Replay<Event extends Fact> = (revision: number) => Promise<Executed<Event>>;

/** A caller waiting for the outcome of its command. */
export interface Awaiting<Event extends Fact> {
  readonly resolve: (executed: Executed<Event>) => void;
  readonly reject: (error: unknown) => void;
}

/** Resolves or rejects each command of a round once its outcome is certain. */
export function resolveAll<Event extends Fact>(
  callers: readonly Awaiting<Event>[],
  answers: readonly Answer[],
  written: readonly Sealed<Event>[],
  position: bigint | null,
  replay: Replay<Event>,
): void {
  const replays = new Map<number, Promise<Executed<Event>>>();
  const firstWritten = written[0]?.recorded.revision ?? 0;
  callers.forEach(({ resolve, reject }, index) => {
    const answer = answers[index];
    switch (answer?.kind) {
      case 'wrote':
        resolve(
          executed(
            written.slice(answer.from - firstWritten, answer.to - firstWritten + 1),
            position,
          ),
        );
        return;
      case 'nothing':
        resolve({ events: [], hit: false, position: null, control: null });
        return;
      case 'hit': {
        const first = replays.get(answer.revision) ?? replay(answer.revision);
        replays.set(answer.revision, first);
        first.then(resolve, reject);
        return;
      }
      case 'failed':
        reject(answer.error);
        return;
      case undefined:
        reject(new Error('a command was not decided'));
    }
  });
}

function executed<Event extends Fact>(
  sealed: readonly Sealed<Event>[],
  position: bigint | null,
): Executed<Event> {
  const events = sealed.map(({ recorded }) => ({ ...recorded, position: position ?? 0n }));
  return { events, hit: false, position, control: controlAfter(events) };
}

/** Control figures after the last of these events; null without a balance. */
export function controlAfter(events: readonly Recorded<Fact>[]): Control | null {
  const control = events.at(-1)?.meta.control;
  if (!control) return null;
  const { available, held, debt, reference, next_due_at: nextDueAt } = control;
  return { available, held, debt, reference, nextDueAt };
}
