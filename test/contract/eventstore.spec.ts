import { afterAll, describe } from '@jest/globals';
import { describeAppender } from './appender.js';
import { describeAppends } from './appends.js';
import { describeReads } from './reads.js';
import { openStores } from './store.js';
import { describeSubscriptions } from './subscriptions.js';

// What Scrip relies on in an event store, and what differs from version to version: such a sentence
// names the version it holds from, or up to. EVENTSTORE_URL=esdb://… runs this file against another
// server; every stream has a name of its own, so one that is in use will do.

for (const store of await openStores()) {
  describe(`EventStoreDB ${store.version}`, () => {
    describeAppends(store);
    describeAppender(store);
    describeReads(store);
    describeSubscriptions(store);
    afterAll(() => store.close());
  });
}
