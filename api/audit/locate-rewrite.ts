import { claimedHash } from '../../platform/anchors/anchor.js';
import { headsOf, type SignedHead } from '../../platform/anchors/anchor-table.js';
import type { Checking } from './check-account.js';
import type { Finding } from './finding.js';

const HEADS_PER_PAGE = 1_000;

/**
 * Names where a stream whose hashes fit together leaves what was signed: between the last signed
 * head that still fits and the first that does not; `entry`, when there is one, knows the event.
 */
export async function locateRewrite(
  { store, pool }: Checking,
  { stream, n }: SignedHead,
  entry: Finding | undefined,
): Promise<Finding> {
  const hashAt = async (revision: number) => {
    const [event] = await store.connection.readForwards(stream, revision, 1);
    return event && claimedHash(event.metadata);
  };
  let good = -1;
  for (let after = 0; after < n;) {
    const heads = await headsOf(pool, stream, after, HEADS_PER_PAGE);
    const last = heads.at(-1);
    if (!last) break;
    // Each hash covers all before it: a page whose last head fits has none that does not.
    if ((await hashAt(last.revision)) === last.hash) {
      good = last.revision;
      after = last.n;
      continue;
    }
    for (const head of heads) {
      if ((await hashAt(head.revision)) !== head.hash) return rewritten(head, good, entry);
      good = head.revision;
    }
  }
  return rewritten({ stream, n, revision: good + 1, hash: '' }, good, entry);
}

function rewritten(bad: SignedHead, good: number, entry: Finding | undefined): Finding {
  const { stream, n } = bad;
  const from = good + 1;
  const within =
    from === bad.revision ? `event ${from}` : `one of events ${from} to ${bad.revision}`;
  const at = entry?.revision ?? -1;
  const isWithin = entry !== undefined && at >= from && at <= bad.revision;
  const detail = isWithin ? `: ${entry.message}` : '';
  return {
    code: 'chain_rewritten',
    message: `${stream} was rewritten, beginning with ${within}: anchor ${n} signed another${detail}`,
    stream,
    revision: isWithin ? at : from,
    anchor: n,
    ...(isWithin && entry.event_id !== undefined && { event_id: entry.event_id }),
    // The entry compares what the read model says with the log: here it is the log that is wrong.
    ...(isWithin && entry.found !== undefined && { expected: entry.found }),
    ...(isWithin && entry.expected !== undefined && { found: entry.expected }),
  };
}
