/** One connection for each account on a page, however many elements show it. */
import type { EventSourceMessage } from 'eventsource-parser';
import { readEvents } from './sse.js';
import { Refused, Session, SignedOut, type GetToken } from './session.js';
import type { Balance } from './wire.js';

/** How fresh the figures are: as they happen, as of the last look, or from before it broke off. */
export type Freshness = 'loading' | 'live' | 'polling' | 'offline';

/** What only somebody else can mend. */
export type Trouble = 'signed_out' | 'forbidden' | 'not_found';

/** What an element shows. */
export interface Shown {
  readonly balance?: Balance;
  readonly freshness: Freshness;
  readonly trouble?: Trouble;
  /** When the figures arrived, by the viewer's clock. */
  readonly at?: Date;
}

/** At most two updates a second. */
const MIN_BETWEEN_UPDATES_MS = 500;
const FIRST_RETRY_MS = 1_000;
/** The server sends a heartbeat far more often; a stream as silent as this is dead. */
const SILENCE_LIMIT_MS = 60_000;
const DEFAULT_POLL_MS = 30_000;
const MIN_POLL_MS = 200;

const LOADING: Shown = { freshness: 'loading' };
const open = new Map<string, Connection>();

/** The connection of an account; `account` is empty for the one that the host's token names. */
export function connectionTo(api: string, account: string): Connection {
  const key = `${api} ${account}`;
  const known = open.get(key);
  if (known) return known;
  const connection = new Connection(api, account, () => open.delete(key));
  open.set(key, connection);
  return connection;
}

/** Follows a balance: by its stream, by asking now and then where that is cut, until it is back. */
export class Connection {
  #shown = LOADING;
  #getToken: GetToken | undefined;
  #session: Session | undefined;
  #pollMs = DEFAULT_POLL_MS;
  #running: AbortController | undefined;
  #wake: (() => void) | undefined;
  #lastUpdateMs = 0;
  /** From when on a stream that the server has refused may be asked for again. */
  #streamAgainMs = 0;
  #update: ReturnType<typeof setTimeout> | undefined;
  readonly #listeners = new Set<() => void>();

  constructor(
    private readonly api: string,
    private readonly account: string,
    private readonly onUnused: () => void,
  ) {}

  get shown(): Shown {
    return this.#shown;
  }

  /** For whatever else is asked of the account; undefined until the host has given `getToken`. */
  get session(): Session | undefined {
    return this.#session;
  }

  /** Tells `listener` of every change, until the function that is returned is called. */
  join(listener: () => void): () => void {
    this.#listeners.add(listener);
    if (this.#listeners.size === 1) {
      document.addEventListener('visibilitychange', this.#onVisibility);
      window.addEventListener('online', this.retry);
    }
    this.#start();
    return () => {
      if (!this.#listeners.delete(listener) || this.#listeners.size > 0) return;
      document.removeEventListener('visibilitychange', this.#onVisibility);
      window.removeEventListener('online', this.retry);
      this.#stop();
      this.onUnused();
    };
  }

  /** The first element that has a way to tokens shares it; `replace` is for another person. */
  offer(getToken: GetToken, replace: boolean): void {
    if (this.#getToken && !replace) return;
    this.#getToken = getToken;
    this.#session = new Session(this.api, this.account, getToken);
    if (replace) this.#show(LOADING);
    this.#stop();
    this.#start();
  }

  /** How long to wait between looks while there is no stream. */
  pollEvery(ms: number): void {
    this.#pollMs = Math.max(MIN_POLL_MS, Math.min(ms, this.#pollMs));
  }

  /** Tries now: somebody signed in again, the network is back. */
  readonly retry = (): void => {
    this.#wake?.();
    if (this.#shown.trouble === undefined) return;
    this.#session?.forget();
    this.#show({ ...this.#shown, trouble: undefined });
    this.#stop();
    this.#start();
  };

  readonly #onVisibility = (): void => {
    if (document.visibilityState === 'hidden') this.#stop();
    else this.#start();
  };

  /** A closed account never changes: no further reads are needed, and it gets no token. */
  get #isOver(): boolean {
    return this.#shown.balance?.status === 'closed';
  }

  #start(): void {
    const idle = this.#running === undefined && this.#shown.trouble === undefined;
    if (!idle || this.#isOver || !this.#session || document.visibilityState === 'hidden') return;
    if (this.#listeners.size === 0) return;
    this.#running = new AbortController();
    void this.#run(this.#session, this.#running.signal);
  }

  #stop(): void {
    this.#running?.abort();
    this.#running = undefined;
    this.#wake?.();
  }

  async #run(session: Session, signal: AbortSignal): Promise<void> {
    let failures = 0;
    while (!signal.aborted) {
      failures += 1;
      let askedMs = 0;
      try {
        await this.#look(session, signal);
        await this.#listen(session, signal, () => (failures = 0));
      } catch (error) {
        if (signal.aborted) return;
        if (!this.#recover(error)) return;
        askedMs = retryAfterOf(error);
      }
      if (this.#isOver) return;
      const limit = Math.min(FIRST_RETRY_MS * 2 ** Math.min(failures, 16), this.#pollMs);
      await this.#sleep(askedMs + limit * (0.5 + Math.random() / 2), signal);
    }
  }

  async #look(session: Session, signal: AbortSignal): Promise<void> {
    const path = await session.accountPath();
    const balance = await session.read<Balance>(`${path}/balance`, { signal });
    const { freshness } = this.#shown;
    this.#heard(balance, freshness === 'live' ? 'live' : 'polling');
  }

  async #listen(session: Session, signal: AbortSignal, onOpen: () => void): Promise<void> {
    if (this.#isOver || performance.now() < this.#streamAgainMs) return;
    const silence = new AbortController();
    const cut = () => silence.abort();
    signal.addEventListener('abort', cut, { once: true });
    let timer = setTimeout(cut, SILENCE_LIMIT_MS);
    const stillThere = () => {
      clearTimeout(timer);
      timer = setTimeout(cut, SILENCE_LIMIT_MS);
    };
    try {
      const events = await this.#stream(session, silence.signal, stillThere);
      onOpen();
      this.#show({ ...this.#shown, freshness: 'live' });
      for await (const event of events) if (this.#took(event, session)) return;
    } catch (error) {
      // A stream that is refused or breaks off is no failure of the figures: looking goes on.
      if (error instanceof SignedOut) throw error;
      this.#streamAgainMs = performance.now() + retryAfterOf(error);
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', cut);
      if (!signal.aborted) this.#show({ ...this.#shown, freshness: 'polling' });
    }
  }

  async #stream(session: Session, signal: AbortSignal, onBytes: () => void) {
    const path = await session.accountPath();
    const position = this.#shown.balance?.position;
    const response = await session.ask(`${path}/balance/stream`, {
      signal,
      headers: {
        accept: 'text/event-stream',
        ...(position !== undefined && { 'last-event-id': position }),
      },
    });
    if (!response.body) throw new TypeError('no body');
    return readEvents(response.body, onBytes);
  }

  /** True when the stream says that it ends: its token has, or its server goes away. */
  #took({ event, data }: EventSourceMessage, session: Session): boolean {
    if (event === 'balance') this.#heard(JSON.parse(data), 'live');
    if (event !== 'end') return false;
    session.forget();
    return true;
  }

  /** False when only somebody else can mend it. */
  #recover(error: unknown): boolean {
    const trouble = troubleOf(error);
    this.#show({ ...this.#shown, freshness: 'offline', trouble });
    if (trouble === undefined) return true;
    this.#running = undefined;
    return false;
  }

  /** What is older than what is shown is dropped: answers overtake each other. */
  #heard(balance: Balance, freshness: Freshness): void {
    const shown = this.#shown.balance;
    const same = shown?.account_id === balance.account_id;
    const newest = shown && same && isBefore(balance.position, shown.position) ? shown : balance;
    // What is read because of it is read with a token that is still good.
    void this.#session?.heardAt(balance.as_of);
    this.#show({ balance: newest, freshness, at: new Date() });
  }

  #show(shown: Shown): void {
    this.#shown = shown;
    if (this.#update !== undefined) return;
    const wait = Math.max(0, this.#lastUpdateMs + MIN_BETWEEN_UPDATES_MS - performance.now());
    this.#update = setTimeout(() => {
      this.#update = undefined;
      this.#lastUpdateMs = performance.now();
      for (const listener of this.#listeners) listener();
    }, wait);
  }

  #sleep(ms: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

function troubleOf(error: unknown): Trouble | undefined {
  if (error instanceof SignedOut) return 'signed_out';
  if (!(error instanceof Refused)) return undefined;
  if (error.status === 403) return 'forbidden';
  return error.status === 404 ? 'not_found' : undefined;
}

const retryAfterOf = (error: unknown): number =>
  error instanceof Refused ? error.retryAfterMs : 0;

/** Positions grow, and are text: the longer number is the larger, zeros in front aside. */
function isBefore(a: string, b: string): boolean {
  const length = Math.max(a.length, b.length);
  return a.padStart(length, '0') < b.padStart(length, '0');
}
