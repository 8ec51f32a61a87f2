import { VERSIONS } from '../../sandbox/eventstore/behaviour.js';
import { startNode } from '../../sandbox/eventstore/node.js';
import type { EventStoreNode } from '../../sandbox/eventstore/node.js';

/**
 * A node for a product under test, which behaves as the version that SANDBOX_EVENTSTORE_VERSION
 * names: 24.10 unless told, or 23.10, which ends slow readers.
 */
export function startTestNode(databaseUrl: string, port = 0): Promise<EventStoreNode> {
  const named = process.env['SANDBOX_EVENTSTORE_VERSION'] ?? '24.10';
  const version = VERSIONS.find((each) => each === named);
  if (!version) throw new Error(`SANDBOX_EVENTSTORE_VERSION is none of ${VERSIONS.join(', ')}`);
  return startNode({ databaseUrl, port, version });
}
