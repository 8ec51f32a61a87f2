import type { Pool } from 'pg';
import { claimedHash, rollLog, type Anchor } from '../../platform/anchors/anchor.js';
import { anchorsAfter } from '../../platform/anchors/anchor-table.js';
import type { EventStore } from '../../platform/event-store/event-store.js';
import { STREAM_PREFIXES, parseStreamName } from '../../domain/log/all-events.js';
import { formatPosition } from '../../platform/event-store/records/metadata.js';
import type { Finding } from './finding.js';

const EVENTS_PER_BATCH = 1_000;
const ANCHORS_PER_PAGE = 200;

/** Progress of checking the log. */
export type LogStep =
  | { readonly kind: 'rolled'; readonly events: number }
  | { readonly kind: 'anchored'; readonly anchor: Anchor; readonly finding: Finding | undefined };

/** Iterates over anchors in order, with one look-ahead. */
class AnchorQueue {
  private page: Anchor[] = [];
  private last = 0;
  next: Anchor | undefined;

  constructor(
    private readonly pool: Pool,
    private readonly lastAnchor: number,
  ) {}

  async advance(): Promise<void> {
    if (this.page.length === 0)
      this.page = await anchorsAfter(this.pool, this.last, ANCHORS_PER_PAGE);
    const next = this.page.shift();
    this.next = next && next.n <= this.lastAnchor ? next : undefined;
    this.last = next?.n ?? this.last;
  }
}

/** How much of the log is checked. */
export interface Extent {
  /** End of the log when the check began. */
  readonly upTo: bigint;
  /** Newest anchor before that: everything up to it must be in the log by then. */
  readonly lastAnchor: number;
  /** Events after this position are hashed, but not counted. */
  readonly countedUpTo: bigint;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Hashes the whole log again and compares each anchor. After a mismatch, continues from what was
 * signed, so that the next anchor tells whether the rest is intact.
 */
export async function* checkLog(
  store: EventStore,
  pool: Pool,
  { upTo, lastAnchor, countedUpTo, signal }: Extent,
): AsyncGenerator<LogStep> {
  const anchors = new AnchorQueue(pool, lastAnchor);
  await anchors.advance();
  let rolled: RolledLog = { logHash: '', events: 0 };
  let counted = 0;
  const options = { after: null, prefixes: STREAM_PREFIXES, maxBatchEvents: EVENTS_PER_BATCH };
  const reading = store.connection.subscribe({ ...options, ...(signal && { signal }) });
  for await (const { events, caughtUp } of reading) {
    for (const { id, stream, revision, position, metadata } of events) {
      for (; anchors.next && position > anchors.next.position; await anchors.advance()) {
        yield anchored(anchors.next, rolled);
        rolled = anchors.next;
      }
      if (position > upTo || !parseStreamName(stream)) continue;
      const leaf = { id, stream, revision, hash: claimedHash(metadata) };
      rolled = { logHash: rollLog(rolled.logHash, leaf), events: rolled.events + 1 };
      if (position <= countedUpTo) counted += 1;
    }
    yield { kind: 'rolled', events: counted };
    if (caughtUp || (events.at(-1)?.position ?? -1n) > upTo) break;
  }
  signal?.throwIfAborted();
  for (; anchors.next; await anchors.advance()) {
    yield anchored(anchors.next, rolled);
    rolled = anchors.next;
  }
}

/** Rolling hash of the log up to some event. */
interface RolledLog {
  readonly logHash: string;
  readonly events: number;
}

function anchored(anchor: Anchor, rolled: RolledLog): LogStep {
  const { n, events, logHash, position } = anchor;
  if (rolled.logHash === logHash) return { kind: 'anchored', anchor, finding: undefined };
  const cut = rolled.events < events;
  const up = `up to position ${formatPosition(position)}`;
  const message = cut
    ? `the log holds ${rolled.events} events ${up}, but anchor ${n} signed ${events}`
    : `the log ${up} is not the one that anchor ${n} signed`;
  const finding: Finding = {
    code: cut ? 'tail_cut' : 'log_rewritten',
    message,
    anchor: n,
    expected: cut ? String(events) : logHash,
    found: cut ? String(rolled.events) : rolled.logHash,
  };
  return { kind: 'anchored', anchor, finding };
}
