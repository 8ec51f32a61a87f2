import type { EventStoreDBClient } from '@eventstore/db-client';
import { Client, connectivityState } from '@grpc/grpc-js';

const MAX_TRIES = 3;

/**
 * Stub of the streams.proto service. The client keeps one connected stub per class; this class is
 * Scrip's own, with its own codecs.
 */
export class Streams extends Client {}

/** Codec for messages that are already encoded. */
export const asIs = (message: Buffer): Buffer => message;

class ChannelClosed extends Error {}

type Call = ReturnType<Client['makeBidiStreamRequest'] | Client['makeServerStreamRequest']>;

/**
 * Opens a call on the channel in `cache`, or on a new one. After a call fails, the client closes
 * its channel a little later; a caller that still gets that channel asks again for the next.
 */
export async function openCall<Opened extends Call>(
  client: EventStoreDBClient,
  make: (streams: Client) => Opened,
  cache?: WeakMap<Client, Opened>,
): Promise<Opened> {
  const makeOnOpen = (streams: Client) => {
    const state = streams.getChannel().getConnectivityState(false);
    if (state === connectivityState.SHUTDOWN) throw new ChannelClosed('the channel is closed');
    return make(streams);
  };
  for (let tries = 1; ; tries += 1) {
    try {
      return await client['GRPCStreamCreator'](Streams, 'streams', makeOnOpen, cache)();
    } catch (error) {
      if (!(error instanceof ChannelClosed) || tries === MAX_TRIES) throw error;
    }
  }
}
