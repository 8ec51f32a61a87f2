import { randomUUID } from 'node:crypto';
import { status } from '@grpc/grpc-js';
import type {
  Server,
  ServerDuplexStream,
  ServerReadableStream,
  ServerWritableStream,
  sendUnaryData,
} from '@grpc/grpc-js';
import gossip from '@eventstore/db-client/generated/gossip_pb.js';
import { GossipService } from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import features from '@eventstore/db-client/generated/serverfeatures_pb.js';
import { ServerFeaturesService } from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type { AppendReq, AppendResp, ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import { readBatchAppend } from './wire/append-wire.js';
import type { BatchAppendRequest } from './wire/append-wire.js';
import { serveAppend } from './appends.js';
import { BatchAppends } from './batch-appends.js';
import type { Behaviour } from './behaviour.js';
import { Outlet, serializeFrames } from './outlet.js';
import type { Frames, SendingCall } from './outlet.js';
import { BadRequest, readRequest } from './wire/read-request.js';
import { serveRead } from './reads.js';
import type { EventLog } from './reads.js';
import { serveSubscription } from './subscriptions.js';
import type { Writer } from './storage/writer.js';

const SERVED = ['read', 'append', 'batchAppend'];

/** The calls that are open, so that they can be woken and ended. */
export class OpenCalls {
  readonly #outlets = new Set<Outlet>();

  /** The sending side of a new call. */
  open(call: SendingCall): Outlet {
    const outlet = new Outlet(call, (closed) => this.#outlets.delete(closed));
    this.#outlets.add(outlet);
    return outlet;
  }

  /** Tells all who wait for events that there are some. */
  nudge(): void {
    for (const outlet of this.#outlets) outlet.nudge();
  }

  /** Ends all calls with a gRPC status. */
  fail(code: status, details: string): void {
    for (const outlet of [...this.#outlets]) outlet.fail(code, details);
  }
}

/** What the services stand on. */
export interface Served {
  readonly log: EventLog;
  readonly writer: Writer;
  readonly calls: OpenCalls;
  readonly behaviour: Behaviour;
}

/**
 * Adds what the node serves to a gRPC server. The definitions are the client's own; the messages
 * that come by the thousand are read and written by hand, byte for byte the same.
 */
export function addServices(server: Server, served: Served): void {
  const { writer, calls, behaviour } = served;
  const { limitCountsAll } = behaviour;
  const definition = {
    ...StreamsService,
    read: { ...StreamsService.read, responseSerialize: serializeFrames },
    batchAppend: {
      ...StreamsService.batchAppend,
      requestDeserialize: readBatchAppend,
      responseSerialize: serializeFrames,
    },
  };
  server.addService(definition, {
    read: (call: ServerWritableStream<ReadReq, Frames>) => void serve(call, served),
    append: (call: ServerReadableStream<AppendReq, AppendResp>, reply: sendUnaryData<AppendResp>) =>
      serveAppend(call, reply, writer, limitCountsAll),
    batchAppend: (call: ServerDuplexStream<BatchAppendRequest, Frames>) => {
      new BatchAppends(call, calls.open(call), writer, limitCountsAll);
    },
  });
  server.addService(ServerFeaturesService, {
    getSupportedMethods: (_call: unknown, reply: sendUnaryData<features.SupportedMethods>) =>
      reply(null, supportedMethods(behaviour.name)),
  });
}

/** Adds the answer to who is in the cluster: this node alone, which leads it. */
export function addGossip(server: Server, address: string, port: () => number): void {
  const instance = new shared.UUID().setString(randomUUID());
  server.addService(GossipService, {
    read: (_call: unknown, reply: sendUnaryData<gossip.ClusterInfo>) => {
      const member = new gossip.MemberInfo()
        .setInstanceId(instance)
        .setTimeStamp(String(Date.now() * 10_000))
        .setState(gossip.MemberInfo.VNodeState.LEADER)
        .setIsAlive(true)
        .setHttpEndPoint(new gossip.EndPoint().setAddress(address).setPort(port()));
      reply(null, new gossip.ClusterInfo().setMembersList([member]));
    },
  });
}

async function serve(
  call: ServerWritableStream<ReadReq, Frames>,
  { log, calls, behaviour }: Served,
): Promise<void> {
  const outlet = calls.open(call);
  try {
    const request = readRequest(call.request);
    if (request.subscription) await serveSubscription(request, outlet, log, behaviour);
    else await serveRead(request, outlet, log);
  } catch (error) {
    const bad = error instanceof BadRequest;
    const reason = error instanceof Error ? error.message : String(error);
    outlet.fail(bad ? status.INVALID_ARGUMENT : status.UNAVAILABLE, reason);
  }
}

function supportedMethods(version: string): features.SupportedMethods {
  const methods = SERVED.map((method) =>
    new features.SupportedMethod()
      .setServiceName('event_store.client.streams.Streams')
      .setMethodName(method.toLowerCase()),
  );
  return new features.SupportedMethods()
    .setMethodsList(methods)
    .setEventStoreServerVersion(version);
}
