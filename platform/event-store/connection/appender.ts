import type { Client, ClientDuplexStream } from '@grpc/grpc-js';
import type { EventStoreDBClient } from '@eventstore/db-client';
import {
  decodeReply,
  encodeAppend,
  unknown,
  type AppendReply,
  type ExpectedRevision,
} from '../wire/append-wire.js';
import type { NewEvent } from '../wire/stored-event.js';
import { asIs, openCall } from '../wire/streams-stub.js';

const APPEND_TIMEOUT_MS = 5_000;
/**
 * EventStoreDB drops an append without an answer while it writes the same one: a caller who resends
 * after a lost connection would learn the outcome only at the deadline. So a pending append is sent
 * again after this time, and after twice as long; its event ids make that idempotent.
 */
const REPEAT_MS = 500;
/**
 * For this long after a lost call, appends are resent every `REPEAT_SOON_MS`: the next node may
 * have forwarded one to a leader that is gone, without an answer.
 */
const FAILOVER_MS = 20_000;
const REPEAT_SOON_MS = 250;
/** How often pending appends are checked. */
const SWEEP_MS = 250;
/**
 * Parallel calls on the connection. A call sends its next message after the previous one has left
 * the process; messages of several calls in one tick leave in one write.
 */
const CALLS = 4;

const BATCH_APPEND = '/event_store.client.streams.Streams/BatchAppend';
type Call = ClientDuplexStream<Buffer, Buffer>;

interface Waiting {
  readonly message: Buffer;
  /** On the monotonic clock, which is never set back. */
  readonly sentMs: number;
  /** Delay before it is sent again; Infinity: never. */
  repeatMs: number;
  readonly call: number;
  readonly settle: (outcome: AppendReply) => void;
}

/**
 * Appends over the client's own channel, with its discovery, credentials, TLS and reconnection, but
 * without its `appendToStream`: that encodes each event twice through base64 (half of an append's
 * CPU time) and keeps pending appends in a map shared by all clients of the process.
 */
export class Appender {
  private readonly waiting = new Map<number, Waiting>();
  private readonly caches = Array.from({ length: CALLS }, () => new WeakMap<Client, Call>());
  private lastCorrelation = 0;
  private lostMs = -Infinity;
  private sweeping: NodeJS.Timeout | undefined;

  constructor(
    private readonly client: EventStoreDBClient,
    /** Explains a refusal of the store. */
    private readonly explain: (error: unknown) => unknown = (error) => error,
  ) {}

  /** Appends all events or none; resolves to `unknown` after 5 s without an answer. */
  append(
    stream: string,
    events: readonly NewEvent[],
    expected: ExpectedRevision,
  ): Promise<AppendReply> {
    return new Promise((settle) => {
      const correlation = ++this.lastCorrelation;
      const sentMs = performance.now();
      const timeoutMs = APPEND_TIMEOUT_MS;
      const message = encodeAppend({ correlation, stream, expected, timeoutMs, events });
      const call = correlation % CALLS;
      // Without an expected revision, the store does not guarantee idempotence.
      const repeatMs = expected === 'any' ? Infinity : REPEAT_MS;
      const waiting = { message, sentMs, repeatMs, call, settle };
      this.waiting.set(correlation, waiting);
      this.sweeping ??= setInterval(() => this.sweep(), SWEEP_MS).unref();
      this.send(correlation, waiting);
    });
  }

  /** Resolves pending appends to `unknown`. */
  close(): void {
    clearInterval(this.sweeping);
    for (const correlation of this.waiting.keys()) {
      this.settle(correlation, unknown('the connection was closed'));
    }
  }

  private send(correlation: number, { message, call }: Waiting): void {
    const failed = (error: unknown) =>
      this.settle(correlation, unknown('no connection to the event store', this.explain(error)));
    this.call(call).then((opened) => {
      opened.write(message, (error: unknown) => error && failed(error));
    }, failed);
  }

  /** Returns the open call, or opens a new one after a failure. */
  private call(index: number): Promise<Call> {
    return openCall(this.client, (streams) => this.opened(streams, index), this.caches[index]);
  }

  private opened(streams: Client, index: number): Call {
    const [metadata, options] = this.client['callArguments']({}, { deadline: Infinity });
    const cache = this.caches[index];
    const call = streams.makeBidiStreamRequest(BATCH_APPEND, asIs, asIs, metadata, options);
    call.on('data', (message: Buffer) => {
      try {
        const { correlation, outcome } = decodeReply(message);
        this.settle(correlation, outcome);
      } catch (error) {
        // Not a message of EventStoreDB: the call ends, and its appends resolve to `unknown`.
        call.destroy(error instanceof Error ? error : new Error(String(error)));
      }
    });
    const lost = (error?: Error) => {
      // The client would keep a call that the store has ended without error, which nobody answers.
      if (cache === this.caches[index]) this.caches[index] = new WeakMap();
      this.lostMs = performance.now();
      const reason = this.explain(error);
      for (const [correlation, waiting] of this.waiting) {
        if (waiting.call === index) this.settle(correlation, unknown('the call was lost', reason));
      }
    };
    call.on('error', lost);
    call.on('end', lost);
    return call;
  }

  private settle(correlation: number, outcome: AppendReply): void {
    const waiting = this.waiting.get(correlation);
    if (!waiting) return;
    this.waiting.delete(correlation);
    waiting.settle(outcome);
  }

  /** Checks oldest first; the first append that is recent enough ends the loop. */
  private sweep(): void {
    const now = performance.now();
    for (const [correlation, waiting] of this.waiting) {
      const waitedMs = now - waiting.sentMs;
      if (waitedMs < REPEAT_MS) return;
      if (waitedMs >= APPEND_TIMEOUT_MS) {
        const reason = `no answer from the event store in ${APPEND_TIMEOUT_MS} ms`;
        this.settle(correlation, unknown(reason));
      } else if (waitedMs >= waiting.repeatMs) {
        const isFailingOver = now - this.lostMs < FAILOVER_MS;
        waiting.repeatMs = isFailingOver ? waitedMs + REPEAT_SOON_MS : 2 * waitedMs;
        this.send(correlation, waiting);
      }
    }
    if (this.waiting.size > 0) return;
    clearInterval(this.sweeping);
    this.sweeping = undefined;
  }
}
