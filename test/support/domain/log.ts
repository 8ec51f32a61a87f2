import { randomUUID } from 'node:crypto';
import type { AccountEvent } from '../../../domain/account/events.js';
import { evolve } from '../../../domain/account/fold/evolve.js';
import { controlOf, UNOPENED, type AccountState } from '../../../domain/account/state.js';
import {
  eventsByCategory,
  parseStreamName,
  type AnyEvent,
} from '../../../domain/log/all-events.js';
import type { Control } from '../../../domain/decider.js';
import { formatInstant, type Instant } from '../../../domain/instant.js';
import type { Batch } from '../../../platform/event-store/connection/event-buffer.js';
import type { ReadEvent } from '../../../platform/event-store/wire/stored-event.js';
import {
  encodeControl,
  type StoredMetadata,
} from '../../../platform/event-store/records/metadata.js';

/** Metadata of facts when they are recorded; the log fills in what is missing. */
export interface WrittenWith {
  readonly recordedAt?: Instant;
  readonly actor?: string;
  readonly commandId?: string;
  readonly inputHash?: string;
  /** Control figures other than those that the facts lead to: a lie, to see who notices. */
  readonly control?: Partial<Control>;
}

/**
 * A log in memory, as the store would give it: facts go in, stored events come out, with the
 * control figures that the account's own fold leads to. Positions grow by more than one.
 */
export class TestLog {
  readonly events: ReadEvent[] = [];
  private readonly revisions = new Map<string, number>();
  private readonly accounts = new Map<string, AccountState>();
  private readonly listeners = new Set<() => void>();
  private position = 1_000n;

  /** Writes facts of one stream (`account-acme`) in one append; gives them back as stored. */
  write(stream: string, facts: readonly AnyEvent[], beside: WrittenWith = {}): ReadEvent[] {
    const first = (this.revisions.get(stream) ?? -1) + 1;
    const end = first + facts.length - 1;
    const written = facts.map((fact, i) => this.store(stream, first + i, end, fact, beside));
    this.revisions.set(stream, end);
    this.append(...written);
    return written;
  }

  /** Puts events into the log as they are, whatever they say. */
  append(...events: readonly ReadEvent[]): void {
    this.events.push(...events);
    for (const listener of this.listeners) listener();
  }

  /** The fold of an account up to here. */
  account(id: string): AccountState {
    return this.accounts.get(`account-${id}`) ?? UNOPENED;
  }

  /** Position of the last event; -1 when there is none. */
  get head(): bigint {
    return this.events.at(-1)?.position ?? -1n;
  }

  /** The log as a subscription gives it: what is there, `caughtUp`, and then what comes. */
  readonly source = (after: bigint | null, signal: AbortSignal): AsyncGenerator<Batch> =>
    this.follow(after, signal);

  private async *follow(after: bigint | null, signal: AbortSignal): AsyncGenerator<Batch> {
    let next = this.events.findIndex(({ position }) => after === null || position > after);
    if (next < 0) next = this.events.length;
    for (let said = false; !signal.aborted;) {
      const events = this.events.slice(next, next + 1_000);
      next += events.length;
      const isEnd = next === this.events.length;
      if (events.length === 0 && said) await this.more(signal);
      else yield { events, caughtUp: isEnd };
      said ||= isEnd;
    }
  }

  private async more(signal: AbortSignal): Promise<void> {
    await new Promise<void>((resolve) => {
      const wake = () => {
        this.listeners.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      this.listeners.add(wake);
      signal.addEventListener('abort', wake);
    });
  }

  private store(
    stream: string,
    revision: number,
    end: number,
    fact: AnyEvent,
    beside: WrittenWith,
  ): ReadEvent {
    const name = parseStreamName(stream);
    if (!name) throw new Error(`${stream} is no stream of ours`);
    const catalogue = eventsByCategory[name.category];
    const control =
      name.category === 'account' ? this.controlAfter(stream, fact as AccountEvent) : undefined;
    const { recordedAt = fact.occurredAt, actor = 'system', commandId, inputHash = '' } = beside;
    const metadata: StoredMetadata = {
      version: catalogue.versionOf(fact.type),
      occurred_at: formatInstant(fact.occurredAt),
      recorded_at: formatInstant(recordedAt),
      actor,
      append_end: end,
      hash: '',
      ...(commandId !== undefined && { command_id: commandId, input_hash: inputHash }),
      ...(control && { control: encodeControl({ ...control, ...beside.control }) }),
    };
    this.position += 17n;
    const { position } = this;
    const data = catalogue.encode(fact);
    return { id: randomUUID(), type: fact.type, data, metadata, stream, revision, position };
  }

  private controlAfter(stream: string, fact: AccountEvent): Control {
    const after = evolve(this.accounts.get(stream) ?? UNOPENED, fact);
    this.accounts.set(stream, after);
    return controlOf(after);
  }
}
