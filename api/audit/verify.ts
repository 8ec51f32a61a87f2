import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { AnchorKey } from '../../platform/anchors/anchor.js';
import { lastAnchor, lastHeadsOf } from '../../platform/anchors/anchor-table.js';
import { Config } from '../../platform/config/config.js';
import { EventStore } from '../../platform/event-store/event-store.js';
import { formatPosition } from '../../platform/event-store/records/metadata.js';
import { accountNotFound } from '../accounts/account-stream.js';
import { checkAccount, checkStream, type Checking, type StreamCheck } from './check-account.js';
import { checkAnchor, checkAnchors } from './check-anchors.js';
import { checkLog, type Extent } from './check-log.js';
import type { Finding, Progress, Step } from './finding.js';
import { listStreams } from './list-streams.js';
import { readFigures } from './read-figures.js';

const STREAMS_PER_PAGE = 100;
const STREAMS_AT_ONCE = 4;
const ACCOUNT = 'account-';
const CATCHING_UP = 'read models were catching up with each other: not all were compared';

/** Counts what was checked and reports progress. */
class Tally {
  phase: Progress['phase'] = 'streams';
  streams = 0;
  events = 0;
  anchors = 0;
  findings = 0;
  readonly notes: string[] = [];
  of: Progress['of'] = { streams: null, events: null };

  progress(): Step {
    const { phase, of } = this;
    return { progress: { phase, ...this.checked(), of } };
  }

  found(finding: Finding): Step {
    this.findings += 1;
    return { finding };
  }

  result(position: bigint | null): Step {
    return {
      result: {
        ok: this.findings === 0,
        findings: this.findings,
        checked: this.checked(),
        notes: this.notes,
        position: position === null ? null : formatPosition(position),
      },
    };
  }

  note(text: string): void {
    if (!this.notes.includes(text)) this.notes.push(text);
  }

  private checked() {
    return { streams: this.streams, events: this.events, anchors: this.anchors };
  }
}

/** Checking needs only the public key; it can be derived from the seed. */
function keyOf({ anchorKey, anchorPublicKey }: Config): AnchorKey | undefined {
  if (anchorPublicKey !== undefined) return AnchorKey.fromPublic(anchorPublicKey);
  return anchorKey === undefined ? undefined : AnchorKey.fromSeed(anchorKey);
}

/**
 * Verifies the log, and reports the first difference of each stream: hash chains from stored
 * events, control figures and read models from a fold, signed anchors from the whole log. Reads in
 * pages, so memory is bounded, and reports progress.
 */
@Injectable()
export class Verify {
  private readonly key: AnchorKey | undefined;

  constructor(
    private readonly store: EventStore,
    private readonly pool: Pool,
    config: Config,
  ) {
    this.key = keyOf(config);
  }

  /** Checks one account. Throws DomainError `account_not_found` if it never existed. */
  async *account(accountId: string, signal?: AbortSignal): AsyncGenerator<Step> {
    const tally = new Tally();
    const position = await this.store.head();
    const head = (await this.headsOf([ACCOUNT + accountId])).get(ACCOUNT + accountId);
    const figures = await readFigures(this.pool, [accountId]);
    if (!figures.comparable) tally.note(CATCHING_UP);
    yield* this.stoppedProjections(tally);
    const checking = this.checking(position ?? -1n, signal);
    const check = await checkAccount(checking, accountId, head, figures);
    if (check.events === 0 && !check.finding) throw accountNotFound(accountId);
    this.count(tally, check);
    if (check.finding) yield tally.found(check.finding);
    if (this.key && head) {
      const finding = await checkAnchor(this.pool, this.key, head.n);
      tally.anchors = 1;
      if (finding) yield tally.found(finding);
    }
    this.noteWhatIsMissing(tally, head === undefined);
    yield tally.result(position);
  }

  /** Checks every stream, every anchor and the log as a whole. */
  async *everything(signal?: AbortSignal): AsyncGenerator<Step> {
    const tally = new Tally();
    const anchor = await lastAnchor(this.pool);
    const position = await this.store.head();
    const countedUpTo = await this.listedUpTo(position ?? -1n);
    tally.of = await this.totals();
    yield tally.progress();
    yield* this.stoppedProjections(tally);
    const checking = this.checking(countedUpTo, signal);
    for await (const streams of listStreams(this.pool, STREAMS_PER_PAGE)) {
      yield* this.streams(streams, tally, checking);
      yield tally.progress();
    }
    if (this.key) yield* this.anchors(this.key, tally);
    const extent = { upTo: position ?? -1n, lastAnchor: anchor?.n ?? 0, countedUpTo, signal };
    yield* this.log(tally, extent);
    this.noteWhatIsMissing(tally, anchor === undefined);
    yield tally.result(position);
  }

  private async *stoppedProjections(tally: Tally): AsyncGenerator<Step> {
    const { rows } = await this.pool.query<{ name: string; error: string | null }>(
      `SELECT projection AS name, error FROM read.checkpoints WHERE state = 'stopped'
       ORDER BY projection`,
    );
    for (const { name, error } of rows) {
      const message = `the projection ${name} has stopped: ${error ?? 'no reason is known'}`;
      yield tally.found({ code: 'projection_stopped', message });
    }
  }

  private async *streams(
    streams: readonly string[],
    tally: Tally,
    checking: Checking,
  ): AsyncGenerator<Step> {
    const heads = await this.headsOf(streams);
    const accounts = streams.filter(isAccount).map(idOf);
    const figures = await readFigures(this.pool, accounts);
    if (!figures.comparable) tally.note(CATCHING_UP);
    const check = (stream: string) =>
      isAccount(stream)
        ? checkAccount(checking, idOf(stream), heads.get(stream), figures)
        : checkStream(checking, stream, heads.get(stream));
    for (let first = 0; first < streams.length; first += STREAMS_AT_ONCE) {
      const some = streams.slice(first, first + STREAMS_AT_ONCE);
      for (const checked of await Promise.all(some.map(check))) {
        this.count(tally, checked);
        if (checked.finding) yield tally.found(checked.finding);
      }
    }
  }

  private async *anchors(key: AnchorKey, tally: Tally): AsyncGenerator<Step> {
    tally.phase = 'anchors';
    for await (const { finding } of checkAnchors(this.pool, key)) {
      tally.anchors += 1;
      if (finding) yield tally.found(finding);
      if (tally.anchors % STREAMS_PER_PAGE === 0) yield tally.progress();
    }
    yield tally.progress();
  }

  private async *log(tally: Tally, extent: Extent): AsyncGenerator<Step> {
    tally.phase = 'log';
    const walked = tally.events;
    let rolled = 0;
    for await (const step of checkLog(this.store, this.pool, extent)) {
      if (step.kind === 'rolled') {
        rolled = step.events;
        yield tally.progress();
      } else if (step.finding) yield tally.found(step.finding);
    }
    // A stream with a finding was not read to its end.
    if (rolled === walked || tally.findings > 0) return;
    const message = `the log holds ${rolled} events, but the streams that are known hold ${walked}`;
    const counts = { expected: String(walked), found: String(rolled) };
    yield tally.found({ code: 'streams_unlisted', message, ...counts });
  }

  private headsOf(streams: readonly string[]) {
    return lastHeadsOf(this.pool, streams);
  }

  private checking(countedUpTo: bigint, signal: AbortSignal | undefined): Checking {
    return { store: this.store, pool: this.pool, countedUpTo, signal };
  }

  private count(tally: Tally, { events }: StreamCheck): void {
    tally.streams += 1;
    tally.events += events;
  }

  private noteWhatIsMissing(tally: Tally, unsigned: boolean): void {
    if (!this.key) tally.note('no SCRIP_ANCHOR_PUBLIC_KEY: signatures were not checked');
    if (unsigned) tally.note('nothing of this was signed yet');
  }

  private async totals(): Promise<Progress['of']> {
    const { rows } = await this.pool.query<{ streams: string; events: string }>(
      `SELECT count(*) + (SELECT count(*) FROM read.models)
           + (SELECT count(*) FROM read.approvals) + 1 AS streams,
         sum(revision + 1) AS events FROM read.balances`,
    );
    const { streams, events } = rows[0] ?? { streams: null, events: null };
    return { streams: Number(streams), events: Number(events) };
  }

  /** The position up to which every stream is certain to be listed. */
  private async listedUpTo(end: bigint): Promise<bigint> {
    const { rows } = await this.pool.query<{ position: string }>(
      `SELECT least($1::bigint, min(position)) AS position FROM read.checkpoints
       WHERE projection IN ('accounts', 'approvals', 'models')`,
      [end],
    );
    return BigInt(rows[0]?.position ?? -1);
  }
}

const isAccount = (stream: string): boolean => stream.startsWith(ACCOUNT);
const idOf = (stream: string): string => stream.slice(ACCOUNT.length);
