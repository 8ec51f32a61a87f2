import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import { parseStreamName, STREAM_PREFIXES } from '../domain/log/all-events.js';
import { IntegrityError } from '../domain/errors.js';
import {
  anchorDigest,
  claimedHash,
  HeadsDigest,
  rollLog,
  type Anchor,
  type AnchorKey,
  type Head,
} from '../platform/anchors/anchor.js';
import { lastAnchor, storeAnchor } from '../platform/anchors/anchor-table.js';
import type { Clock } from '../platform/clock/clock.js';
import { inTransaction } from '../platform/database/database.js';
import type { Connection } from '../platform/event-store/connection/connection.js';
import { loggedAs } from '../platform/failures/expected-failure.js';
import type { Logger } from '../platform/log.js';

/** Limit of events per anchor, which bounds memory. */
const MAX_EVENTS_PER_ANCHOR = 100_000;
const EVENTS_PER_BATCH = 1_000;

/** Dependencies of signing. */
export interface AnchorOptions {
  readonly pool: Pool;
  readonly connection: Connection;
  readonly clock: Clock;
  readonly key: AnchorKey;
  readonly periodMs: number;
  readonly log: Pick<Logger, 'info' | 'error'>;
}

/** The hash of the log from one anchor to the next. */
interface Rolled {
  readonly position: bigint;
  readonly events: number;
  readonly logHash: string;
  readonly heads: readonly Head[];
}

/** Signs new events of the log at once and then periodically, until `signal` aborts. */
export async function anchorPeriodically(
  options: AnchorOptions,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      await anchorAll(options, signal);
    } catch (error) {
      if (signal.aborted) return;
      options.log.error(loggedAs(error), 'the log could not be signed: trying again in a period');
    }
    await sleep(options.periodMs, undefined, { signal, ref: false }).catch(() => undefined);
  }
}

/**
 * Signs everything up to the end of the log; returns the number of anchors. If two processes run,
 * one signs each step. Throws IntegrityError if the log is shorter than what was signed before:
 * such a log is not signed.
 */
export async function anchorAll(options: AnchorOptions, signal?: AbortSignal): Promise<Anchor[]> {
  const made: Anchor[] = [];
  for (;;) {
    const last = await lastAnchor(options.pool);
    if (last) await requireNotShorter(options.connection, last);
    const rolled = await rollOn(options.connection, last, signal);
    if (!rolled || signal?.aborted) return made;
    const anchor = await sign(options, last, rolled);
    if (anchor) made.push(anchor);
    if (rolled.events - (last?.events ?? 0) < MAX_EVENTS_PER_ANCHOR) return made;
  }
}

async function requireNotShorter(connection: Connection, last: Anchor): Promise<void> {
  const head = await connection.head();
  if (head !== null && head >= last.position) return;
  throw new IntegrityError('the log ends before what was signed', {
    anchor: last.n,
    signed: last.position,
    head,
  });
}

async function rollOn(
  connection: Connection,
  last: Anchor | undefined,
  signal: AbortSignal | undefined,
): Promise<Rolled | undefined> {
  const heads = new Map<string, Head>();
  const from = last?.events ?? 0;
  let rolled: Omit<Rolled, 'heads'> | undefined;
  const reading = connection.subscribe({
    after: last?.position ?? null,
    prefixes: STREAM_PREFIXES,
    maxBatchEvents: EVENTS_PER_BATCH,
    ...(signal && { signal }),
  });
  for await (const { events, caughtUp } of reading) {
    for (const { id, stream, revision, position, metadata } of events) {
      if (!parseStreamName(stream)) continue;
      const head = { stream, revision, hash: claimedHash(metadata) };
      const logHash = rollLog(rolled?.logHash ?? last?.logHash ?? '', { ...head, id });
      rolled = { position, events: (rolled?.events ?? from) + 1, logHash };
      heads.set(stream, head);
      if (rolled.events - from === MAX_EVENTS_PER_ANCHOR) return finished(rolled, heads);
    }
    if (caughtUp) break;
  }
  return rolled && finished(rolled, heads);
}

const finished = (rolled: Omit<Rolled, 'heads'>, heads: Map<string, Head>): Rolled => ({
  ...rolled,
  heads: [...heads.values()].sort((a, b) => (a.stream < b.stream ? -1 : 1)),
});

async function sign(
  { pool, key, clock, log }: AnchorOptions,
  last: Anchor | undefined,
  { heads, ...rolled }: Rolled,
): Promise<Anchor | undefined> {
  const digest = new HeadsDigest();
  for (const head of heads) digest.add(head);
  const anchor = key.sign({
    n: (last?.n ?? 0) + 1,
    ...rolled,
    headsDigest: digest.done(),
    previous: last ? anchorDigest(last) : '',
    signedAt: clock.now(),
  });
  const stored = await inTransaction(pool, (client) => storeAnchor(client, anchor, heads));
  if (stored) log.info({ anchor: anchor.n, events: anchor.events }, 'the log was signed');
  return stored ? anchor : undefined;
}
