import { claimedHash } from '../../platform/anchors/anchor.js';
import { headsOf, type SignedHead } from '../../platform/anchors/anchor-table.js';
import type { Checking } from './check-account.js';
import type { Finding } from './finding.js';

const HEADS_PER_PAGE = 1_000;

/**
 * Finds where a consistent stream departs from what was signed: between the last matching signed
 * head and the first differing one; `entry`, if given, identifies the event.
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
    // Each hash covers all before it: if a page's last head matches, so do the others.
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
    // Swap the sides: here the log is wrong, not the read model.
    ...(isWithin && entry.found !== undefined && { expected: entry.found }),
    ...(isWithin && entry.expected !== undefined && { found: entry.expected }),
  };
}
