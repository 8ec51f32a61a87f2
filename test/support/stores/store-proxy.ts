import {
  Client,
  credentials,
  Metadata,
  Server,
  ServerCredentials,
  status,
  type ServerDuplexStream,
} from '@grpc/grpc-js';

/** A status that ends a call in place of what the store would have said next. */
export interface Ending {
  readonly code: status;
  readonly details: string;
  /** Sent behind it. */
  readonly metadata?: Metadata;
}

/** One call that passes through. */
export interface PassedCall {
  readonly method: string;
  /** The first message that the client has sent. */
  readonly request: Buffer | undefined;
  /** Whether the client wants the leader alone to answer. */
  readonly requiresLeader: boolean;
  /** How many messages of the store have passed before. */
  readonly passed: number;
}

/** What becomes of a message of the store: it passes as it is or changed, is lost, or ends all. */
export type OnReply = (call: PassedCall, message: Buffer) => Buffer | 'lost' | Ending;

/** Stands between a client and an event store, on the protocol of both. */
export interface StoreProxy {
  /** Connection string of the way through it. */
  readonly url: string;
  onReply: OnReply;
  close(): void;
}

const METHODS = [
  '/event_store.client.streams.Streams/Read',
  '/event_store.client.streams.Streams/BatchAppend',
  '/event_store.client.streams.Streams/Append',
  '/event_store.client.server_features.ServerFeatures/GetSupportedMethods',
];
const asIs = (message: Buffer) => message;

/** Passes all calls on to the store at this address (`esdb://host:port?…`, without TLS). */
export async function startStoreProxy(storeUrl: string): Promise<StoreProxy> {
  const store = new Client(new URL(storeUrl).host, credentials.createInsecure(), {
    'grpc.initial_reconnect_backoff_ms': 50,
    'grpc.max_reconnect_backoff_ms': 100,
  });
  const server = new Server();
  const proxy: Omit<StoreProxy, 'url'> = {
    onReply: (_call, message) => message,
    close() {
      server.forceShutdown();
      store.close();
    },
  };
  for (const method of METHODS) {
    const serve = (call: ServerDuplexStream<Buffer, Buffer>) => pass(call, method);
    server.register(method, serve, asIs, asIs, 'bidi');
  }
  function pass(call: ServerDuplexStream<Buffer, Buffer>, method: string): void {
    const further = store.makeBidiStreamRequest(method, asIs, asIs, new Metadata());
    let request: Buffer | undefined;
    const requiresLeader = call.metadata.get('requires-leader').includes('true');
    let passed = 0;
    let over = false;
    const end = (ending?: Ending) => {
      if (over) return;
      over = true;
      if (ending) call.emit('error', ending);
      else call.end();
      further.cancel();
    };
    call.on('data', (message: Buffer) => {
      request ??= message;
      further.write(message);
    });
    call.on('end', () => further.end());
    call.on('cancelled', () => end());
    further.on('data', (message: Buffer) => {
      if (over) return;
      const now = proxy.onReply({ method, request, requiresLeader, passed }, message);
      passed += 1;
      if (Buffer.isBuffer(now)) call.write(now);
      else if (now !== 'lost') end(now);
    });
    further.on('error', (error: Error & Partial<Ending>) =>
      end({ code: error.code ?? status.UNKNOWN, details: error.details ?? error.message }),
    );
    further.on('end', () => setImmediate(() => end()));
  }
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  return Object.assign(proxy, { url: `esdb://127.0.0.1:${port}?tls=false` });
}
