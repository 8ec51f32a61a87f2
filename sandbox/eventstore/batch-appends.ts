import { status } from '@grpc/grpc-js';
import type { ServerDuplexStream } from '@grpc/grpc-js';
import { AppendSize, MAX_APPEND_BYTES } from './wire/append-size.js';
import { appended, refused, wrongExpectedVersion } from './wire/append-wire.js';
import type { BatchAppendOptions, BatchAppendRequest, Refusal } from './wire/append-wire.js';
import { problemOf } from './appends.js';
import type { ProposedEvent } from './wire/event.js';
import type { Outcome } from './storage/group.js';
import type { Frames, Outlet } from './outlet.js';
import { delimited, member } from '../../platform/event-store/wire/protobuf.js';
import type { Writer } from './storage/writer.js';

/** Appends of one call whose last message has not come yet, at most. */
const OPEN_APPENDS = 1_000;
const EMPTY = Buffer.alloc(0);

/** An append whose messages are still coming. */
interface Gathering {
  readonly correlation: Buffer;
  readonly options: BatchAppendOptions;
  readonly events: (ProposedEvent | undefined)[];
  /** Once it is too large, events are no longer kept. */
  readonly size: AppendSize;
}

/** Serves one `BatchAppend` call: any number of appends, answered in the order they end. */
export class BatchAppends {
  readonly #gathering = new Map<string, Gathering>();
  #replies: Buffer[] = [];
  /** Appends handed to the writer and not answered. */
  #underWay = 0;
  #halfClosed = false;
  #heldBack = false;

  constructor(
    private readonly call: ServerDuplexStream<BatchAppendRequest, Frames>,
    private readonly outlet: Outlet,
    private readonly writer: Writer,
    private readonly limitCountsAll: boolean,
  ) {
    call.on('data', (request: BatchAppendRequest) => this.#receive(request));
    call.on('end', () => {
      this.#halfClosed = true;
      this.#flush();
    });
  }

  #receive(request: BatchAppendRequest): void {
    const append = this.#gather(request);
    if (append && request.final) this.#submit(append);
    if (this.writer.full) void this.#holdBack(() => this.writer.drained());
  }

  #gather({ correlation, options, events, final }: BatchAppendRequest): Gathering | undefined {
    const key = correlation.toString('latin1');
    let append = this.#gathering.get(key);
    if (!append) {
      if (!options) return this.#fail(status.INVALID_ARGUMENT, 'an append without options');
      append = { correlation, options, events: [], size: new AppendSize(this.limitCountsAll) };
      if (!final) this.#gathering.set(key, append);
    } else if (final) {
      this.#gathering.delete(key);
    }
    if (this.#gathering.size > OPEN_APPENDS) {
      return this.#fail(status.RESOURCE_EXHAUSTED, 'too many unfinished appends');
    }
    for (const event of events) {
      if (append.size.tooLarge) break;
      if (event) append.size.add(event);
      append.events.push(event);
    }
    return append;
  }

  #submit({ correlation, options, events, size }: Gathering): void {
    const { stream, expected, deadlineMs } = options;
    const problem = problemOf(stream, events);
    if (problem) return this.#reply(refused(correlation, options, badRequest(problem)));
    if (size.tooLarge) return this.#reply(refused(correlation, options, TOO_LARGE));
    this.#underWay++;
    const complete = events.filter((event) => event !== undefined);
    const settle = (outcome: Outcome): void => {
      this.#underWay--;
      this.#answer(correlation, options, outcome);
    };
    const { bytes } = size;
    this.writer.submit({ stream, expected, events: complete, bytes, deadlineMs, settle });
  }

  #answer(correlation: Buffer, options: BatchAppendOptions, outcome: Outcome): void {
    switch (outcome.kind) {
      case 'appended':
        return this.#reply(appended(correlation, outcome.revision, outcome.position));
      case 'wrong-version':
        return this.#reply(
          refused(correlation, options, wrongVersion(options.expected, outcome.current)),
        );
      case 'late':
        return this.#reply(refused(correlation, options, LATE));
      case 'unavailable':
        // Ends the call: the client takes every append on it as neither done nor refused.
        this.#fail(status.UNAVAILABLE, outcome.reason);
    }
  }

  /** All replies of one turn of the event loop leave together. */
  #reply(message: Buffer): void {
    this.#replies.push(message);
    if (this.#replies.length === 1) queueMicrotask(() => this.#flush());
  }

  #flush(): void {
    const replies = this.#replies;
    this.#replies = [];
    this.outlet.send(replies);
    if (this.#halfClosed && this.#underWay === 0) this.outlet.end();
    else if (this.outlet.slow) void this.#holdBack(() => this.outlet.drained());
  }

  async #holdBack(until: () => Promise<void>): Promise<void> {
    if (this.#heldBack) return;
    this.#heldBack = true;
    this.call.pause();
    await until();
    this.#heldBack = false;
    this.call.resume();
  }

  #fail(code: status, details: string): undefined {
    this.outlet.fail(code, details);
  }
}

const TOO_LARGE: Refusal = {
  code: status.INVALID_ARGUMENT,
  message: 'maximum append size exceeded',
  detail: { name: 'MaximumAppendSizeExceeded', value: member(1, MAX_APPEND_BYTES) },
};
const LATE: Refusal = {
  code: status.DEADLINE_EXCEEDED,
  message: 'the deadline has passed',
  detail: { name: 'Timeout', value: EMPTY },
};

function wrongVersion(expected: number, current: number): Refusal {
  const value = wrongExpectedVersion(expected, current);
  const detail = { name: 'WrongExpectedVersion', value };
  return { code: status.FAILED_PRECONDITION, message: 'wrong expected version', detail };
}

function badRequest(message: string): Refusal {
  const detail = { name: 'BadRequest', value: delimited(1, Buffer.from(message)) };
  return { code: status.INVALID_ARGUMENT, message, detail };
}
