import { randomUUID } from 'node:crypto';
import { eventsByCategory, type AnyEvent, type Category } from '../../domain/all-events.js';
import type { AccountEvent } from '../../domain/account/events.js';
import { postingOf } from '../../domain/account/posting.js';
import type { Control } from '../../domain/decider.js';
import { formatInstant, type Instant } from '../../domain/instant.js';
import type { Batch, ReadEvent } from '../../platform/event-store/connection.js';
import { encodeControl, type StoredMetadata } from '../../platform/metadata.js';

/** What stands beside a fact when it is written down; all of it can be left to the log. */
export interface WrittenWith {
  readonly recordedAt?: Instant;
  readonly actor?: string;
  readonly cause?: string;
  readonly commandId?: string;
  readonly inputHash?: string;
  /** Control figures other than those that the facts lead to: a lie, to see who notices. */
  readonly control?: Partial<Control>;
}

const NOTHING: Control = { available: 0n, held: 0n, debt: 0n, reference: 0n, nextDueAt: null };

/**
 * A log in memory, as the store would give it: facts go in, stored events come out, with control
 * figures added up from their postings. Positions grow by more than one, as real ones do.
 */
export class TestLog {
  readonly events: ReadEvent[] = [];
  private readonly revisions = new Map<string, number>();
  private readonly controls = new Map<string, Control>();
  private readonly listeners = new Set<() => void>();
  private position = 1_000n;

  /** Writes facts of one stream, in one append; gives them back as stored. */
  write(category: Category, id: string, facts: AnyEvent[], beside: WrittenWith = {}): ReadEvent[] {
    const stream = `${category}-${id}`;
    const first = (this.revisions.get(stream) ?? -1) + 1;
    const end = first + facts.length - 1;
    const written = facts.map((fact, i) => this.store(stream, first + i, end, fact, beside));
    this.revisions.set(stream, end);
    this.events.push(...written);
    for (const listener of this.listeners) listener();
    return written;
  }

  /** Facts of one account, as `write`. */
  account(id: string, facts: AccountEvent[], beside: WrittenWith = {}): ReadEvent[] {
    return this.write('account', id, facts, beside);
  }

  /** Position of the last event; -1 when there is none. */
  get head(): bigint {
    return this.events.at(-1)?.position ?? -1n;
  }

  /** The log as a subscription gives it: what is there, `caughtUp`, and what comes later. */
  readonly source = async function* (
    this: TestLog,
    after: bigint | null,
    signal: AbortSignal,
  ): AsyncGenerator<Batch> {
    let next = this.events.findIndex(({ position }) => after === null || position > after);
    if (next < 0) next = this.events.length;
    for (let said = false; !signal.aborted;) {
      const events = this.events.slice(next, next + 1_000);
      next += events.length;
      const caughtUp: boolean = next === this.events.length && !(said && events.length === 0);
      said = caughtUp || said;
      if (events.length > 0 || caughtUp) yield { events, caughtUp };
      else await this.more(signal);
    }
  }.bind(this);

  private async more(signal: AbortSignal): Promise<void> {
    let wake = () => undefined as void;
    await new Promise<void>((resolve) => {
      wake = () => resolve();
      this.listeners.add(wake);
      signal.addEventListener('abort', wake, { once: true });
    });
    this.listeners.delete(wake);
    signal.removeEventListener('abort', wake);
  }

  private store(
    stream: string,
    revision: number,
    end: number,
    fact: AnyEvent,
    beside: WrittenWith,
  ): ReadEvent {
    const [category = ''] = stream.split('-');
    const catalogue = eventsByCategory[category as Category];
    const control = category === 'account' ? this.controlAfter(stream, fact as AccountEvent) : null;
    const metadata: StoredMetadata = {
      version: catalogue.versionOf(fact.type),
      occurred_at: formatInstant(fact.occurredAt),
      recorded_at: formatInstant(beside.recordedAt ?? fact.occurredAt),
      actor: beside.actor ?? 'system',
      append_end: end,
      hash: '',
      ...(beside.cause !== undefined && { cause: beside.cause }),
      ...(beside.commandId !== undefined && {
        command_id: beside.commandId,
        input_hash: beside.inputHash ?? '',
      }),
      ...(control && { control: encodeControl({ ...control, ...beside.control }) }),
    };
    this.position += 17n;
    const { position } = this;
    const data = catalogue.encode(fact);
    return { id: randomUUID(), type: fact.type, data, metadata, stream, revision, position };
  }

  private controlAfter(stream: string, fact: AccountEvent): Control {
    const before = this.controls.get(stream) ?? NOTHING;
    const posting = postingOf(fact);
    const after = {
      ...before,
      available: before.available + posting.available,
      held: before.held + posting.held,
      debt: before.debt + posting.debt,
    };
    this.controls.set(stream, after);
    return after;
  }
}
