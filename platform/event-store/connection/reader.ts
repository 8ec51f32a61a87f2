import { setTimeout as sleep } from 'node:timers/promises';
import type { ClientReadableStream, Metadata } from '@grpc/grpc-js';
import type { EventStoreDBClient } from '@eventstore/db-client';
import { decodeReadResponse, type ReadRequest, type ReadResponse } from '../wire/read-wire.js';
import type { ReadEvent } from '../wire/stored-event.js';
import { asIs, openCall } from '../wire/streams-stub.js';

/** Timeout without any response during a read; the same as for an append. */
const SILENCE_LIMIT_MS = 5_000;
const READ = '/event_store.client.streams.Streams/Read';
/** The client follows a redirect to the leader; an election takes longer than these tries. */
const MAX_TRIES_FOR_LEADER = 4;
const LEADER_PAUSE_MS = 50;

/** An open read or subscription. */
export type Reading = ClientReadableStream<ReadResponse>;

/**
 * Reads over the client's own channel. Its `readStream` and `subscribeToAll` create four objects
 * and two strings per event; here a message is decoded in one pass.
 */
export class Reader {
  constructor(
    private readonly client: EventStoreDBClient,
    /** Explains a refusal of the store. */
    private readonly explain: (error: unknown) => unknown,
  ) {}

  /**
   * Reads all events of a bounded request; none if the stream does not exist. Fails after 5 s
   * without a response. Requires the leader: after a failover, a follower may lack acknowledged
   * events, and commands decided on them would be refused wrongly.
   */
  async read(request: ReadRequest): Promise<ReadEvent[]> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.readOnce(request);
      } catch (error) {
        if (!isNotLeader(error) || tries === MAX_TRIES_FOR_LEADER) throw this.explained(error);
      }
      await sleep(LEADER_PAUSE_MS);
    }
  }

  private explained(error: unknown): Error {
    const explained = this.explain(error);
    return explained instanceof Error ? explained : new Error(String(explained));
  }

  private readOnce(request: ReadRequest): Promise<ReadEvent[]> {
    return new Promise((resolve, reject) => {
      const events: ReadEvent[] = [];
      let opened: Reading | undefined;
      let isLate = false;
      const timer = setTimeout(() => {
        isLate = true;
        if (opened) cancel(opened);
        reject(new Error(`no answer from the event store in ${SILENCE_LIMIT_MS} ms`));
      }, SILENCE_LIMIT_MS);
      const fail = (error: Error) => {
        clearTimeout(timer);
        reject(error);
      };
      this.open(request, true).then((reading) => {
        if (isLate) return cancel(reading);
        opened = reading;
        reading.on('data', (response: ReadResponse) => {
          timer.refresh();
          if (response.kind === 'event') events.push(response.event);
        });
        reading.on('error', fail);
        reading.on('end', () => {
          clearTimeout(timer);
          resolve(events);
        });
      }, fail);
    });
  }

  /** Opens a call; the caller must add listeners at once and cancel it in the end. */
  open(request: ReadRequest, requiresLeader = false): Promise<Reading> {
    return openCall(this.client, (streams) => {
      const asked = { requiresLeader };
      const [metadata, options] = this.client['callArguments'](asked, { deadline: Infinity });
      return streams.makeServerStreamRequest(
        READ,
        asIs,
        decodeReadResponse,
        request,
        metadata,
        options,
      );
    });
  }
}

/** Whether a node refused because it is not the leader; the client then follows its redirect. */
const isNotLeader = (error: unknown): boolean =>
  error instanceof Error &&
  'metadata' in error &&
  (error.metadata as Metadata).get('exception').includes('not-leader');

/** Cancels a read on the next tick: a call cancelled while it starts never ends. */
export function cancel(reading: Reading): void {
  reading.on('error', () => undefined);
  setImmediate(() => reading.cancel());
}
