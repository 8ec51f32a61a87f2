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
 * EventStoreDB drops an append, without any answer, while it writes the same one: who was cut off
 * and sends it anew would learn only at the deadline that it is in. So whoever waits for long sends
 * it once more, as the ids in it make safe, and once more after twice as long.
 */
const REPEAT_MS = 500;
/**
 * So long after a call was lost, who waits sends again every `REPEAT_SOON_MS`: a node that we have
 * come to by then may have passed an append on to the leader that is gone, and says nothing of it.
 */
const FAILOVER_MS = 20_000;
const REPEAT_SOON_MS = 250;
/** How often the appends that wait are looked at. */
const SWEEP_MS = 250;
/**
 * Calls side by side on the one connection. A call sends its next message when the one before it
 * has left the process; what several send in the same turn leaves in one write.
 */
const CALLS = 4;

const BATCH_APPEND = '/event_store.client.streams.Streams/BatchAppend';
type Call = ClientDuplexStream<Buffer, Buffer>;

interface Waiting {
  readonly message: Buffer;
  /** On the monotonic clock: one that is set back must leave nobody waiting. */
  readonly sentMs: number;
  /** How long to wait for an answer before it is sent again; Infinity for never. */
  repeatMs: number;
  readonly call: number;
  readonly settle: (outcome: AppendReply) => void;
}

/**
 * Appends through the client's own channel: its discovery, credentials, TLS and reconnecting, but
 * not its `appendToStream`. That encodes each event twice by way of base64 (half of what an append
 * costs this process) and keeps what waits in a map that all clients of a process share.
 */
export class Appender {
  private readonly waiting = new Map<number, Waiting>();
  private readonly caches = Array.from({ length: CALLS }, () => new WeakMap<Client, Call>());
  private lastCorrelation = 0;
  private lostMs = -Infinity;
  private sweeping: NodeJS.Timeout | undefined;

  constructor(
    private readonly client: EventStoreDBClient,
    /** Says in words why the store refuses. */
    private readonly explain: (error: unknown) => unknown = (error) => error,
  ) {}

  /** Appends all events or none; whoever waits longer than 5 s is told `unknown`. */
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
      // Without an expected revision the store does not promise to know an append again.
      const repeatMs = expected === 'any' ? Infinity : REPEAT_MS;
      const waiting = { message, sentMs, repeatMs, call, settle };
      this.waiting.set(correlation, waiting);
      this.sweeping ??= setInterval(() => this.sweep(), SWEEP_MS).unref();
      this.send(correlation, waiting);
    });
  }

  /** Whoever still waits is told `unknown`. */
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

  /** An open call: the one there is, or a new one after a failure. */
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
        // Not a message of EventStoreDB: the call ends, and what waits on it is not known.
        call.destroy(error instanceof Error ? error : new Error(String(error)));
      }
    });
    const lost = (error?: Error) => {
      // The client itself keeps a call that the store has ended well: nothing would be answered.
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

  /** Oldest first: the first one that is young enough ends the look. */
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
