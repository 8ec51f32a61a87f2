import { describeAppender } from './appender.js';
import { describeAppends } from './appends.js';
import { describeReads } from './reads.js';
import { useStore } from './store.js';
import { describeSubscriptions } from './subscriptions.js';

// What Scrip relies on in an event store. EVENTSTORE_URL=esdb://… runs this file against another
// server; every stream has a name of its own, so one that is in use will do.

const store = useStore();
describeAppends(store);
describeAppender(store);
describeReads(store);
describeSubscriptions(store);
