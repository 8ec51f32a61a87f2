import { setTimeout as sleep } from 'node:timers/promises';
import type { ClientReadableStream, Metadata } from '@grpc/grpc-js';
import type { EventStoreDBClient } from '@eventstore/db-client';
import { decodeReadResponse, type ReadRequest, type ReadResponse } from '../wire/read-wire.js';
import type { ReadEvent } from '../wire/stored-event.js';
import { asIs, openCall } from '../wire/streams-stub.js';

/** So long may a store say nothing while it is read: as long as an append may wait. */
const SILENCE_LIMIT_MS = 5_000;
const READ = '/event_store.client.streams.Streams/Read';
/** A client goes to the leader that a follower names; an election takes longer than these. */
const MAX_TRIES_FOR_LEADER = 4;
const LEADER_PAUSE_MS = 50;

/** A read or a subscription that is open. */
export type Reading = ClientReadableStream<ReadResponse>;

/**
 * Reads through the client's own channel. Its `readStream` and `subscribeToAll` make four objects
 * and two texts of each event before it is one; here a message becomes the event in one pass.
 */
export class Reader {
  constructor(
    private readonly client: EventStoreDBClient,
    /** Says in words why the store refuses. */
    private readonly explain: (error: unknown) => unknown,
  ) {}

  /**
   * All that a bounded read gives; none when there is no such stream. Fails where nothing comes for
   * 5 s. It is the leader that is asked: where a leader was lost the client may have come to a
   * follower, which can lack what was acknowledged, and a command that is decided on that would be
   * refused wrongly.
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

  /** Opens a call; whoever asked for it listens at once, and cancels it in the end. */
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

/** Whether a node has refused because it does not lead; the client goes to the one it names. */
const isNotLeader = (error: unknown): boolean =>
  error instanceof Error &&
  'metadata' in error &&
  (error.metadata as Metadata).get('exception').includes('not-leader');

/** Ends a reading, in a turn of its own: a call that is cancelled while it begins never ends. */
export function cancel(reading: Reading): void {
  reading.on('error', () => undefined);
  setImmediate(() => reading.cancel());
}
