import { VERSIONS } from '../../../sandbox/eventstore/behaviour.js';
import { startNode } from '../../../sandbox/eventstore/node.js';
import type { EventStoreNode } from '../../../sandbox/eventstore/node.js';

/**
 * A node for a product under test. It behaves as the version that promises least, 23.10, which ends
 * slow readers, unless SANDBOX_EVENTSTORE_VERSION names another.
 */
export function startTestNode(databaseUrl: string, port = 0): Promise<EventStoreNode> {
  const named = process.env['SANDBOX_EVENTSTORE_VERSION'] ?? '23.10';
  const version = VERSIONS.find((each) => each === named);
  if (!version) throw new Error(`SANDBOX_EVENTSTORE_VERSION is none of ${VERSIONS.join(', ')}`);
  return startNode({ databaseUrl, port, version });
}
