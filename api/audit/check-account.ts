import type { Pool } from 'pg';
import type { SignedHead } from '../../platform/anchors/anchor-table.js';
import type { EventStore } from '../../platform/event-store/event-store.js';
import { AccountFold } from './account-fold.js';
import { compareAccount } from './compare-account.js';
import type { Finding } from './finding.js';
import { locateEntry } from './locate-entry.js';
import { locateRewrite } from './locate-rewrite.js';
import type { Figures } from './read-figures.js';
import { walkStream, type Walked } from './walk-stream.js';

/** Inputs of a check. */
export interface Checking {
  readonly store: EventStore;
  readonly pool: Pool;
  /** Events after this position are checked, but not counted. */
  readonly countedUpTo: bigint;
  readonly signal?: AbortSignal | undefined;
}

/** Result of checking a stream: at most one finding, the most specific. */
export interface StreamCheck {
  /** Number of events counted. */
  readonly events: number;
  readonly finding: Finding | undefined;
}

/** Checks an account's stream by itself, against its anchors, and against its read models. */
export async function checkAccount(
  checking: Checking,
  accountId: string,
  head: SignedHead | undefined,
  figures: Figures,
): Promise<StreamCheck> {
  const { store, pool, signal, countedUpTo } = checking;
  const stream = `account-${accountId}`;
  const known = figures.of(accountId);
  const ledgerRevision = known.balance?.revision ?? -1;
  const fold = new AccountFold({ ledgerRevision, usagePosition: figures.usagePosition });
  const look = fold.take.bind(fold);
  const walked = await walkStream(store, stream, {
    marked: head?.revision,
    look,
    signal,
    countedUpTo,
  });
  const { events } = walked;
  if (walked.finding) return { events, finding: walked.finding };
  const cut =
    cutShort(stream, walked, head) ??
    shorterThan(stream, walked, ledgerRevision, 'read.balances') ??
    shorterThan(stream, walked, known.operationsRevision, 'app.operations');
  if (cut) return { events, finding: cut };
  if (head && walked.markedHash !== head.hash) {
    const entry = await locateEntry(store, pool, accountId, ledgerRevision);
    return { events, finding: await locateRewrite(checking, head, entry) };
  }
  const differing = figures.comparable ? compareAccount(stream, fold, known) : undefined;
  if (!differing) return { events, finding: undefined };
  // If sums differ, the first differing entry is more specific. Other tables may differ alone.
  return {
    events,
    finding: (await locateEntry(store, pool, accountId, ledgerRevision)) ?? differing,
  };
}

/** Checks the stream of a model or the catalogue: by itself, and against its anchors. */
export async function checkStream(
  checking: Checking,
  stream: string,
  head: SignedHead | undefined,
): Promise<StreamCheck> {
  const { store, signal, countedUpTo } = checking;
  const walked = await walkStream(store, stream, {
    marked: head?.revision,
    signal,
    countedUpTo,
  });
  const { events } = walked;
  if (walked.finding) return { events, finding: walked.finding };
  const cut = cutShort(stream, walked, head);
  if (cut) return { events, finding: cut };
  if (!head || walked.markedHash === head.hash) return { events, finding: undefined };
  return { events, finding: await locateRewrite(checking, head, undefined) };
}

function cutShort(
  stream: string,
  { lastRevision }: Walked,
  head: SignedHead | undefined,
): Finding | undefined {
  if (!head || lastRevision >= head.revision) return undefined;
  const { n, revision } = head;
  return {
    code: 'tail_cut',
    message: `${stream} ends with event ${lastRevision}, but anchor ${n} signed event ${revision}`,
    stream,
    revision: lastRevision + 1,
    anchor: n,
    expected: String(revision),
    found: String(lastRevision),
  };
}

function shorterThan(
  stream: string,
  { lastRevision }: Walked,
  revision: number,
  table: string,
): Finding | undefined {
  if (lastRevision >= revision) return undefined;
  return {
    code: 'tail_cut',
    message: `${stream} ends with event ${lastRevision}, but ${table} knows event ${revision}`,
    stream,
    revision: lastRevision + 1,
    table,
    expected: String(revision),
    found: String(lastRevision),
  };
}
