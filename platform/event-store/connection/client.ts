import { EventStoreDBClient } from '@eventstore/db-client';
import type { StoreAddress } from '../../config/event-store-address.js';

/**
 * The client of an event store. It is given what an address says, not the text of it: the client
 * prints the whole of that, password included, whenever it has something to say about it.
 */
export function openStoreClient(address: StoreAddress): EventStoreDBClient {
  const { hosts, isDiscovered, user, tls, files, parameters } = address;
  const { nodePreference, ...others } = parameters;
  const preference = nodePreference ? { nodePreference } : {};
  const { tlsCAFile: rootCertificate, userCertFile, userKeyFile } = files;
  const credentials = {
    insecure: !tls,
    ...(rootCertificate && { rootCertificate }),
    ...(userCertFile && userKeyFile && { userCertFile, userKeyFile }),
  };
  const [first] = hosts;
  if (isDiscovered) {
    const settings = { ...others, ...preference, discover: first };
    return new EventStoreDBClient(settings, credentials, user);
  }
  return hosts.length > 1
    ? new EventStoreDBClient({ ...others, ...preference, endpoints: [...hosts] }, credentials, user)
    : new EventStoreDBClient({ ...others, endpoint: first }, credentials, user);
}
