import { setTimeout as sleep } from 'node:timers/promises';
import { createClient, NoAnswer, type RawRequest, type Scrip } from '../../client/src/index.js';
import { backOffMs } from '../../platform/patience/back-off.js';
import { withTimeout } from '../../platform/patience/timeout.js';
import { failed, unusable } from './failure.js';
import { codeOf, refusal, type Answer } from './answer.js';
import { Gate } from './gate.js';

/** Address, key and retry limits of an API client. */
export interface ClientOptions {
  /** Base URL of the HTTP API, such as `http://127.0.0.1:3000`. */
  readonly url: string;
  /** Sent as a bearer token; absent where none is known. */
  readonly apiKey?: string;
  /** How long an unavailable server is waited for, in milliseconds. */
  readonly patienceMs?: number;
  /** Most requests at once. */
  readonly maxRequests?: number;
  /** Told in words when the server goes away and when it is back. */
  readonly say?: (message: string) => void;
  /** Ends every wait and every request in flight. */
  readonly signal?: AbortSignal;
}

/** What a request says besides its route. */
export interface CallOptions {
  readonly body?: unknown;
  /** Sent as `Idempotency-Key`; made for the call unless given. */
  readonly key?: string;
}

/** How long to wait for an unavailable server by default. */
export const DEFAULT_PATIENCE_MS = 5 * 60_000;
const REQUEST_TIMEOUT_MS = 60_000;
/** A stream that says nothing for this long has broken off. */
const SILENCE_LIMIT_MS = 60_000;
const MAX_REQUESTS = 32;
const PAUSES = { firstMs: 100, longestMs: 5_000 };
/** An answer 500 says that the server failed, not that it is away: tried a few times only. */
const MAX_TRIES_AFTER_500 = 5;
const MAX_LINE_CHARS = 64 * 1024 * 1024;

/**
 * The tools' way to the HTTP API, over `@scrip/client`: waits for an unavailable server and says
 * so, gives refusals as answers, and ends the tool where its key is refused.
 */
export class Client {
  private readonly scrip: Scrip;
  /** Where the API is: `http://127.0.0.1:3000`. */
  readonly origin: string;
  /** `fetch` would open a connection for each request. */
  private readonly gate: Gate;
  private readonly patienceMs: number;
  private awaySince: number | undefined;

  constructor(private readonly options: ClientOptions) {
    const { url, apiKey = '', maxRequests = MAX_REQUESTS } = options;
    this.gate = new Gate(maxRequests);
    this.origin = originOf(url);
    this.patienceMs = options.patienceMs ?? DEFAULT_PATIENCE_MS;
    this.scrip = createClient({
      url,
      apiKey,
      timeoutMs: REQUEST_TIMEOUT_MS,
      patienceMs: this.patienceMs,
      onRetry: (failure) => this.gone(failure),
    });
  }

  /**
   * One request, answered: resolves with any status that is an answer. Waits while the server is
   * unavailable; throws Failure when patience ends or the key is refused.
   */
  call(method: string, path: string, { body, key }: CallOptions = {}): Promise<Answer> {
    const request = { method, path, body, ...(key !== undefined && { idempotencyKey: key }) };
    return new Promise((resolve, reject) => {
      void this.gate.start(() => this.answerTo(request).then(resolve, reject));
    });
  }

  /**
   * A GET whose answer is a line of JSON after the other, as they come (`application/x-ndjson`).
   * Waits for an unavailable server before the first line; throws Failure when it goes away later,
   * and for any answer but 200.
   */
  async *lines(path: string): AsyncGenerator<unknown> {
    const response = await this.send({ method: 'GET', path, accept: 'application/x-ndjson' });
    if (response.status !== 200) throw unusable(refusal(await read(response)));
    for await (const line of this.linesOf(response)) yield JSON.parse(line);
  }

  private async *linesOf(response: Response): AsyncGenerator<string> {
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let rest = '';
    try {
      for (;;) {
        const chunk = reader && (await withTimeout(reader.read(), SILENCE_LIMIT_MS, tooLate));
        if (!chunk || chunk.done) return;
        const lines = (rest + chunk.value).split('\n');
        rest = lines.pop() ?? '';
        if (rest.length > MAX_LINE_CHARS) throw new Error('a line is too long');
        yield* lines;
      }
    } catch (error) {
      this.options.signal?.throwIfAborted();
      throw failed(`the answer broke off: ${reasonOf(error)}`);
    } finally {
      await reader?.cancel().catch(() => undefined);
    }
  }

  private async answerTo(request: RawRequest): Promise<Answer> {
    for (let tries = 1; ; tries += 1) {
      const answer = await read(await this.send(request));
      if (answer.status < 500 || tries === MAX_TRIES_AFTER_500) return answer;
      await sleep(backOffMs(tries, PAUSES), undefined, { signal: this.options.signal });
    }
  }

  private async send(request: RawRequest): Promise<Response> {
    const { signal } = this.options;
    const response = await this.scrip
      .send({ ...request, ...(signal && { signal }) })
      .catch((error: unknown) => {
        if (error instanceof NoAnswer) throw failed(this.gaveUp(reasonOf(error)));
        throw error;
      });
    if (isAway(response)) throw failed(this.gaveUp(await whyAway(response)));
    if (response.status === 401) throw unusable(this.refusedKey());
    this.back();
    return response;
  }

  private gone(failure: unknown): void {
    if (this.awaySince !== undefined) return;
    this.awaySince = performance.now();
    const why = failure instanceof Response ? `HTTP ${failure.status}` : reasonOf(failure);
    const seconds = Math.round(this.patienceMs / 1_000);
    this.options.say?.(
      `${this.origin} is away (${why}); waiting up to ${seconds} s ` +
        '(SCRIP_URL or SCRIP_DATA_DIR name another)',
    );
  }

  private gaveUp(why: string): string {
    const seconds = Math.round(this.patienceMs / 1_000);
    return (
      `${this.origin} is away (${why}): gave up after ${seconds} s ` +
      '(SCRIP_URL or SCRIP_DATA_DIR name another, --wait SECONDS waits longer)'
    );
  }

  private back(): void {
    if (this.awaySince === undefined) return;
    const seconds = ((performance.now() - this.awaySince) / 1_000).toFixed(1);
    this.awaySince = undefined;
    this.options.say?.(`${this.origin} is back after ${seconds} s`);
  }

  private refusedKey(): string {
    return this.options.apiKey
      ? `${this.origin} does not accept this API key (SCRIP_API_KEY)`
      : `${this.origin} asks for an API key: set SCRIP_API_KEY`;
  }
}

function tooLate(): never {
  throw new Error('no answer in time');
}

/** A limit that names no time is one of the account's: an answer. */
const isAway = ({ status, headers }: Response): boolean =>
  status === 429 ? headers.has('retry-after') : status >= 502 && status <= 504;

async function whyAway(response: Response): Promise<string> {
  const answer = await read(response);
  const code = codeOf(answer);
  return code.startsWith('http_') ? `HTTP ${answer.status}` : `${answer.status} ${code}`;
}

function originOf(url: string): string {
  if (!URL.canParse(url)) throw unusable(`SCRIP_URL is not a URL: ${url}`);
  const base = new URL(url);
  if (base.protocol !== 'http:' && base.protocol !== 'https:') {
    throw unusable(`SCRIP_URL must begin with http:// or https://, not ${base.protocol}`);
  }
  return base.origin;
}

async function read(response: Response): Promise<Answer> {
  return {
    status: response.status,
    hit: response.headers.get('idempotency-hit') === 'true',
    body: parseJson(await response.text()),
  };
}

function parseJson(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return text;
  }
}

/** The innermost cause: what `fetch` itself says is that it failed. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.cause instanceof Error) return reasonOf(error.cause);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  return code ?? error.message;
}
