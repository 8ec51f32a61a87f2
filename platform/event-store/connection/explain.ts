import { status } from '@grpc/grpc-js';
import { types } from 'node:util';
import { Refusal } from '../../refusal.js';
import type { StoreAddress } from '../../config/event-store-address.js';

/** EventStoreDB, or a proxy in front of it, refused the connection. */
export class StoreRefusal extends Refusal {}

type Explained = readonly [brief: string, text: string, isFinal: boolean];

/** Explains why the event store refused a call, in words; returns other errors unchanged. */
export function explainStore(error: unknown, address: StoreAddress): unknown {
  if (!types.isNativeError(error) || error instanceof Refusal) return error;
  const code = 'code' in error && typeof error.code === 'number' ? error.code : undefined;
  const said = error.message;
  const explained =
    explainStatus(code, said, address) ??
    explainTls(said, address) ??
    explainNetwork(said, address);
  if (!explained) return error;
  const [brief, text, isFinal] = explained;
  return new StoreRefusal(text, { brief: `${brief} (EVENTSTORE_URL)`, isFinal, cause: error });
}

function explainStatus(
  code: number | undefined,
  said: string,
  address: StoreAddress,
): Explained | undefined {
  const store = `the event store at ${hostsOf(address)}`;
  const { user, tls } = address;
  if (code === status.UNAUTHENTICATED && user) {
    const text = `${store} refuses the user or password: correct them in EVENTSTORE_URL`;
    return ['the user or password is refused', text, true];
  }
  if (code === status.UNAUTHENTICATED || code === status.PERMISSION_DENIED) {
    if (!user) {
      const text = `${store} asks for a user: write esdb://user:password@… in EVENTSTORE_URL`;
      return ['a user is asked for', text, true];
    }
    if (!tls) {
      const text = `${store} asks for a user, and no password is sent without TLS: remove tls=false from EVENTSTORE_URL`;
      return ['no password is sent with tls=false', text, true];
    }
    const text = `${store} does not let the user of EVENTSTORE_URL read and write all streams: make it a member of $admins or $ops`;
    return ['the user lacks a right', text, true];
  }
  if (code === status.UNIMPLEMENTED || /Received HTTP status code 40[45]/.test(said)) {
    const text = `${store} does not know what it is asked for: EventStoreDB 23.10 or later is needed, correct EVENTSTORE_URL`;
    return ['it is too old, or no EventStoreDB', text, true];
  }
  return undefined;
}

function explainTls(said: string, address: StoreAddress): Explained | undefined {
  const store = `the event store at ${hostsOf(address)}`;
  if (/Hostname\/IP does not match/i.test(said)) {
    const text = `the certificate of ${store} is for another host: write a name it holds in EVENTSTORE_URL`;
    return ['the certificate is for another host', text, true];
  }
  if (/certificate has expired|certificate is not yet valid/i.test(said)) {
    const text = `the certificate of ${store} has expired or is not valid yet: renew it, or look at the clocks`;
    return ['the certificate has expired', text, true];
  }
  if (/self[- ]signed certificate|unable to (get|verify)|certificate signature/i.test(said)) {
    const text = `the certificate of ${store} is not trusted: name its CA in tlsCAFile of EVENTSTORE_URL`;
    return ['the certificate is not trusted: tlsCAFile', text, true];
  }
  if (/alert (handshake failure|certificate required|bad certificate)/i.test(said)) {
    const text = `${store} asks for a client certificate: name one in userCertFile and userKeyFile of EVENTSTORE_URL`;
    return ['a client certificate is asked for: userCertFile', text, true];
  }
  if (/wrong version number|packet length too long|EPROTO|SSL routines/i.test(said)) {
    const text = `${store} speaks no TLS: write tls=false in EVENTSTORE_URL`;
    return ['it speaks no TLS: tls', text, true];
  }
  return undefined;
}

function explainNetwork(said: string, address: StoreAddress): Explained | undefined {
  const hosts = hostsOf(address);
  if (/Name resolution failed|ENOTFOUND|EAI_AGAIN/.test(said)) {
    return ['its host is not found', `no host is called ${hosts}: correct EVENTSTORE_URL`, false];
  }
  if (/Failed to discover/.test(said)) {
    const text = `none of ${hosts} tells where the nodes of its cluster are: look at the hosts and ports of EVENTSTORE_URL, its tls, tlsCAFile and user`;
    return ['no node of the cluster answers', text, false];
  }
  // gRPC's error if the other side closes the connection before any answer.
  if (!address.tls && said.includes('Last error: Failed to connect')) {
    const text = `the server at ${hosts} ends a connection without TLS: remove tls=false from EVENTSTORE_URL if it speaks TLS`;
    return ['it ends connections without TLS: tls', text, false];
  }
  if (address.tls && said.includes('before secure TLS connection was established')) {
    const text = `the server at ${hosts} ends a connection with TLS: write tls=false in EVENTSTORE_URL if it speaks none`;
    return ['it ends connections with TLS: tls', text, false];
  }
  if (/Received HTTP status code 50[234]/.test(said)) {
    const text = `the proxy at ${hosts} reaches no event store: start it, or correct EVENTSTORE_URL`;
    return ['no server answers', text, false];
  }
  if (/Protocol error|Received HTTP status code|invalid content[- ]type/i.test(said)) {
    const text = `what answers at ${hosts} is no EventStoreDB: correct EVENTSTORE_URL`;
    return ['what answers is no EventStoreDB', text, true];
  }
  if (NO_ANSWER.test(said)) {
    const text = `no event store answers at ${hosts}: start it, or correct EVENTSTORE_URL`;
    return ['no server answers', text, false];
  }
  return undefined;
}

/** Errors of Node's sockets and gRPC for connections that fail or break. */
const NO_ANSWER =
  /\bE(CONN[A-Z]+|PIPE|TIMEDOUT|HOST[A-Z]+|NET[A-Z]+|ADDR[A-Z]+)\b|No connection established|Connection dropped|socket hang up/;

/** Hosts and ports, without credentials. */
const hostsOf = ({ hosts }: StoreAddress): string =>
  hosts.map(({ address, port }) => `${address}:${port}`).join(', ');
