import { EventStoreDBClient } from '@eventstore/db-client';
import type { StoreAddress } from '../../config/event-store-address.js';

/**
 * Creates the EventStoreDB client. Passes parsed options instead of the connection string, which
 * the client would print with its password in warnings.
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
