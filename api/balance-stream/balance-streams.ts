import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Pool } from 'pg';
import { formatInstant } from '../../domain/instant.js';
import { Clock } from '../../platform/clock/clock.js';
import { Config } from '../../platform/config/config.js';
import { loggedAs } from '../../platform/failures/expected-failure.js';
import type { Logger } from '../../platform/log.js';
import { parsePosition } from '../../platform/event-store/records/metadata.js';
import { AccountStream } from '../accounts/account-stream.js';
import {
  balancesMoved,
  presentCurrentBalance,
  type CurrentBalance,
} from '../balance/balance-now.js';
import { GetBalance } from '../balance/get-balance.js';
import type { Caller } from '../auth/caller.js';
import { LOG } from '../http/log.js';
import { Problem, unavailable } from '../http/problem.js';
import { BalanceStream } from './balance-stream.js';
import { Credentials } from './credentials.js';
import { balanceEvent, retryLater } from './server-sent.js';
import { newlyWatched, type Watched } from './watched.js';

/** Poll interval of the read model, for all watched accounts. */
const TICK_MS = 200;
const MAX_ACCOUNTS_PER_QUERY = 1_000;
/** Per process. */
export const MAX_STREAMS_PER_ACCOUNT = 50;
const MAX_BOOKINGS_AT_ONCE = 8;
/** Pause before booking again what is due. */
const BOOK_AGAIN_MS = 5_000;
const RETRY_AFTER_S = 5;

/** Options of a stream. */
export interface Asked {
  readonly accountId: string;
  readonly caller: Caller;
  /** `Last-Event-ID`: position of the balance that the client has. */
  readonly lastEventId: string | undefined;
}

/**
 * Live balances of this process. All watchers share one query per tick for the accounts that have
 * changed, and none while the read model stands still.
 */
@Injectable()
export class BalanceStreams {
  private readonly watched = new Map<string, Watched>();
  private places = 0;
  private bookings = 0;
  private closed = false;
  private timer: NodeJS.Timeout | undefined;
  private reading: Promise<void> | undefined;
  /** Checkpoint of the read model at the last poll. */
  private checkpoint = '';
  private failing = false;

  constructor(
    private readonly pool: Pool,
    private readonly getBalance: GetBalance,
    private readonly stream: AccountStream,
    private readonly clock: Clock,
    private readonly credentials: Credentials,
    private readonly config: Config,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  /** Streams open or opening. */
  get size(): number {
    return this.places;
  }

  /**
   * Answers a request with a stream until one side ends it. Sends the balance at once unless the
   * client has it. Throws DomainError `account_not_found`; 429 and 503 at the limits.
   */
  async open({ accountId, caller, lastEventId = '' }: Asked, reply: FastifyReply): Promise<void> {
    const watched = this.take(accountId);
    const seen = parsePosition(lastEventId);
    try {
      const query = seen === undefined ? {} : { min_position: seen };
      const balance = await this.getBalance.of(accountId, query);
      if (this.closed) throw unavailable('shutting_down');
      const { raw } = reply.headers(STREAM_HEADERS).hijack();
      const position = BigInt(balance.position);
      const has = balance.position === lastEventId ? position : NOWHERE;
      const stream = new BalanceStream(raw, caller, has);
      watched.streams.add(stream);
      raw.once('close', () => this.leave(watched, stream));
      if (raw.destroyed) return this.leave(watched, stream);
      for (const [name, value = ''] of Object.entries(reply.getHeaders())) {
        raw.setHeader(name, value);
      }
      raw.writeHead(200);
      stream.say(retryLater());
      stream.offer({ position, text: balanceEvent(balance) });
      if (watched.latest) stream.offer(watched.latest);
      this.begin();
    } catch (error) {
      this.leave(watched);
      throw error;
    }
  }

  /** Ends all streams, and opens no more. */
  close(): void {
    this.closed = true;
    clearInterval(this.timer);
    for (const { streams } of this.watched.values()) {
      for (const stream of streams) stream.end('shutdown');
    }
  }

  private take(accountId: string): Watched {
    if (this.places >= this.config.maxStreams) {
      throw unavailable('too_many_streams', undefined, RETRY_AFTER_S);
    }
    const watched = this.watched.get(accountId) ?? newlyWatched(accountId);
    if (watched.places >= MAX_STREAMS_PER_ACCOUNT) {
      throw new Problem('rate_limited', `at most ${MAX_STREAMS_PER_ACCOUNT} streams an account`, {
        headers: { 'retry-after': String(RETRY_AFTER_S) },
      });
    }
    this.watched.set(accountId, watched);
    watched.places += 1;
    this.places += 1;
    return watched;
  }

  private leave(watched: Watched, stream?: BalanceStream): void {
    if (stream && !watched.streams.delete(stream)) return;
    watched.places -= 1;
    this.places -= 1;
    if (watched.places === 0) this.watched.delete(watched.accountId);
  }

  /** Polls every tick while there are streams. */
  private begin(): void {
    this.timer ??= setInterval(() => this.tick(), TICK_MS);
  }

  private tick(): void {
    for (const { streams } of this.watched.values()) {
      for (const stream of streams) this.lookAfter(stream);
    }
    this.credentials.refresh();
    this.bookDue();
    this.reading ??= this.read().finally(() => (this.reading = undefined));
    if (this.places > 0) return;
    clearInterval(this.timer);
    this.timer = undefined;
  }

  private lookAfter(stream: BalanceStream): void {
    const reason = this.credentials.endOf(stream.caller);
    if (reason) stream.end(reason);
    else stream.beat();
  }

  private async read(): Promise<void> {
    try {
      await this.readMoved();
      this.failing = false;
    } catch (error) {
      // Clients keep what they have until the database is back.
      if (!this.failing) this.log.warn({ err: error }, 'live balances cannot be read');
      this.failing = true;
    }
  }

  private async readMoved(): Promise<void> {
    const { rows } = await this.pool.query<{ position: string }>(CHECKPOINT);
    const checkpoint = rows[0]?.position ?? '';
    const moved = checkpoint !== this.checkpoint;
    const asked = [...this.watched.values()].filter(({ latest }) => moved || !latest);
    for (let first = 0; first < asked.length; first += MAX_ACCOUNTS_PER_QUERY) {
      await this.readSome(asked.slice(first, first + MAX_ACCOUNTS_PER_QUERY));
    }
    this.checkpoint = checkpoint;
  }

  private async readSome(asked: readonly Watched[]): Promise<void> {
    const known = asked.map(({ accountId, latest }) => {
      return { accountId, position: latest?.position ?? NOWHERE };
    });
    const { rows } = await this.pool.query<CurrentBalance>(balancesMoved(known));
    for (const row of rows) this.show(row);
  }

  private show(row: CurrentBalance): void {
    const watched = this.watched.get(row.account_id);
    if (!watched) return;
    const balance = { ...presentCurrentBalance(row), as_of: formatInstant(this.clock.now()) };
    const latest = { position: BigInt(row.position), text: balanceEvent(balance) };
    watched.latest = latest;
    watched.dueAt = row.next_due_at?.getTime();
    for (const stream of watched.streams) {
      stream.offer(latest);
      if (row.status === 'closed') stream.end('account_closed');
    }
  }

  /** Books what is due on watched accounts, as reads do. */
  private bookDue(): void {
    const [now, nowMs] = [this.clock.now(), performance.now()];
    for (const watched of this.watched.values()) {
      if (this.bookings >= MAX_BOOKINGS_AT_ONCE) return;
      const { accountId, dueAt, bookAgainAtMs } = watched;
      if (dueAt === undefined || dueAt > now || bookAgainAtMs > nowMs) continue;
      watched.bookAgainAtMs = nowMs + BOOK_AGAIN_MS;
      this.bookings += 1;
      this.stream
        .bookDue(accountId)
        .catch((error: unknown) => this.log.warn(loggedAs(error), 'what is due was not booked'))
        .finally(() => (this.bookings -= 1));
    }
  }
}

const CHECKPOINT = "SELECT position FROM read.checkpoints WHERE projection = 'balances'";
const NOWHERE = -1n;

const STREAM_HEADERS = {
  'content-type': 'text/event-stream',
  'cache-control': 'no-store, no-transform',
  // Keeps proxies from buffering the response.
  'x-accel-buffering': 'no',
  // Close the connection with the stream.
  connection: 'close',
};
