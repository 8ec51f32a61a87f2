import { isPerson } from '../../domain/actor.js';
import { DomainError } from '../../domain/errors.js';
import type { Decider } from '../../domain/decider.js';
import type { Fact } from '../../domain/event.js';
import type { Instant } from '../../domain/instant.js';
import {
  CLOCK_MARGIN_MS,
  MAX_IDS,
  mintedAt,
  type KnownCommand,
  type LookedUp,
} from './command-ids.js';
import { StoreUnavailable } from './connection/failures.js';
import type { CachedStream } from './cached-stream.js';
import type { CommandMeta, Draft } from './records/seal.js';

/** A command waiting to be decided. */
export interface Undecided<Command> {
  readonly command: Command;
  readonly meta: CommandMeta;
  /** Result of looking up its id in `operations`, if needed. */
  lookedUp: LookedUp | undefined;
}

/** Outcome of one command, provided the round's append succeeds. */
export type Answer =
  | { readonly kind: 'wrote'; readonly from: number; readonly to: number }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'hit'; readonly revision: number }
  | { readonly kind: 'failed'; readonly error: unknown };

/** Commands decided one after another, to be appended in one write. */
export interface Round<State, Event extends Fact> {
  readonly state: State;
  readonly drafts: readonly Draft<Event>[];
  /** One answer per command, in order. */
  readonly answers: readonly Answer[];
  /** Whether a refusal or a "nothing to do" is only valid if the state was current. */
  readonly dependsOnState: boolean;
}

/** Decides commands on a cached stream, which is not modified. */
export function decideRound<State, Command, Event extends Fact>(
  cached: CachedStream<State, Command, Event>,
  commands: readonly Undecided<Command>[],
  now: Instant,
): Round<State, Event> {
  const { decider } = cached;
  const drafts: Draft<Event>[] = [];
  const written = new Map<string, KnownCommand>();
  let { state, people } = cached;
  let dependsOnState = false;

  const decide = ({ command, meta, lookedUp }: Undecided<Command>): Answer => {
    const recalled = recall(cached, meta, lookedUp, written, now);
    if (recalled) return recalled;
    const nextRevision = cached.revision + 1 + drafts.length;
    const { commandId } = meta;
    const facts = decider.decide(state, command, { now, nextRevision, commandId, people });
    if (facts.length === 0) {
      dependsOnState = true;
      return { kind: 'nothing' };
    }
    for (const fact of facts) {
      state = decider.evolve(state, fact);
      drafts.push(draftOf(decider, state, fact, cached.revision + 1 + drafts.length, now, meta));
    }
    if (isPerson(meta.actor)) people = { ...people, last: nextRevision + facts.length - 1 };
    written.set(commandId, { inputHash: meta.inputHash ?? '', revision: nextRevision });
    return { kind: 'wrote', from: nextRevision, to: nextRevision + facts.length - 1 };
  };

  const answers = commands.map((waiting): Answer => {
    try {
      return decide(waiting);
    } catch (error) {
      dependsOnState ||= error instanceof DomainError;
      return { kind: 'failed', error };
    }
  });
  return { state, drafts, answers, dependsOnState };
}

/** Adds the metadata that a fact needs. */
export function draftOf<State, Command, Event extends Fact>(
  decider: Decider<State, Command, Event>,
  state: State,
  fact: Event,
  revision: number,
  recordedAt: Instant,
  meta: CommandMeta | undefined,
): Draft<Event> {
  return { fact, revision, recordedAt, control: decider.control?.(state), meta };
}

/** A command id was reused with different input: `idempotency_mismatch`. */
export class KeyReused extends DomainError {
  constructor(
    commandId: string,
    /** Of the first event written under the key. */
    readonly revision: number,
  ) {
    super('idempotency_mismatch', { idempotency_key: commandId });
  }
}

/** Answers a repeated command; undefined for a new one. */
function recall<State, Command, Event extends Fact>(
  cached: CachedStream<State, Command, Event>,
  { commandId, inputHash = '' }: CommandMeta,
  lookedUp: LookedUp | undefined,
  written: ReadonlyMap<string, KnownCommand>,
  now: Instant,
): Answer | undefined {
  refuseKeysOfTheFuture(commandId, now);
  const twin = written.get(commandId);
  const known = cached.ids.know(commandId, lookedUp);
  const earlier = twin ?? (known.kind === 'known' ? known.command : undefined);
  if (earlier) {
    if (earlier.inputHash === inputHash) return { kind: 'hit', revision: earlier.revision };
    throw new KeyReused(commandId, earlier.revision);
  }
  if (known.kind === 'new' && cached.ids.size < MAX_IDS) return undefined;
  throw new StoreUnavailable('the index of command ids is behind', 2);
}

/** The mint time of a used UUIDv7 is relied on later: one in the future could pass as new again. */
function refuseKeysOfTheFuture(commandId: string, now: Instant): void {
  const minted = mintedAt(commandId);
  if (minted === undefined || minted <= now + CLOCK_MARGIN_MS) return;
  const reason = 'a UUIDv7 minted more than 5 minutes in the future: check the clock of its maker';
  throw new DomainError('validation_failed', {
    invalid_parameters: [{ name: 'Idempotency-Key', reason }],
  });
}
