import type { EventStoreDBClient } from '@eventstore/db-client';
import { Client, connectivityState } from '@grpc/grpc-js';

const MAX_TRIES = 3;

/**
 * The service of EventStoreDB's streams.proto. The client keeps a connected stub for each class
 * that it is asked for: this one is ours, and brings its own codecs to each call.
 */
export class Streams extends Client {}

/** A message that is encoded already. */
export const asIs = (message: Buffer): Buffer => message;

class ChannelClosed extends Error {}

type Call = ReturnType<Client['makeBidiStreamRequest'] | Client['makeServerStreamRequest']>;

/**
 * A call on the client's channel: the one that `cache` holds, or a new one. The client closes a
 * channel that has broken shortly after its calls have failed; whoever gets hold of that one in
 * between asks again for the next.
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
