import http from 'node:http';
import https from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import { backOffMs } from '../../platform/patience/back-off.js';
import { failed, unusable } from './failure.js';
import { Problem, refusal, type Answer } from './answer.js';

/** Where the API is, who asks, and how patiently. */
export interface ClientOptions {
  /** Base URL of the HTTP API, such as `http://127.0.0.1:3000`. */
  readonly url: string;
  /** Sent as a bearer token; absent where none is known. */
  readonly apiKey?: string;
  /** How long a server that is away is waited for, in milliseconds. */
  readonly patienceMs?: number;
  /** Most connections at once. */
  readonly maxConnections?: number;
  /** Told in words when the server goes away and when it is back. */
  readonly say?: (message: string) => void;
  /** Ends every wait and every request in flight. */
  readonly signal?: AbortSignal;
}

/** What a request says besides its route. */
export interface CallOptions {
  readonly body?: unknown;
  /** Sent as `Idempotency-Key`; with one, a request may be sent again without harm. */
  readonly key?: string;
}

/** How long a server that is away is waited for, unless told. */
export const DEFAULT_PATIENCE_MS = 5 * 60_000;
const REQUEST_TIMEOUT_MS = 60_000;
const PAUSES = { firstMs: 100, longestMs: 5_000 };
/** An answer 500 says that the server failed, not that it is away: tried a few times only. */
const MAX_TRIES_AFTER_500 = 5;
const MAX_BODY_BYTES = 64 * 1024 * 1024;
const AWAY_STATUSES = new Set([429, 502, 503, 504]);

/**
 * The tools' way to the HTTP API: keeps connections alive, waits for a server that is away, sends
 * again what may be sent again. Every call the tools make carries a key or changes nothing twice.
 */
export class Client {
  private readonly base: URL;
  private readonly agent: http.Agent;
  private readonly request: typeof http.request;
  private awaySince: number | undefined;

  constructor(private readonly options: ClientOptions) {
    this.base = parseBase(options.url);
    const secure = this.base.protocol === 'https:';
    const agentOptions = { keepAlive: true, maxSockets: options.maxConnections ?? 32 };
    this.agent = secure ? new https.Agent(agentOptions) : new http.Agent(agentOptions);
    this.request = secure ? https.request : http.request;
  }

  /**
   * One request, answered: resolves with any status that is an answer (2xx to 4xx). Waits through
   * 429, 502 to 504 and lost connections; throws Failure when patience ends or the key is refused.
   */
  async call(method: string, path: string, options: CallOptions = {}): Promise<Answer> {
    const patienceMs = this.options.patienceMs ?? DEFAULT_PATIENCE_MS;
    const startedAt = performance.now();
    let failures = 0;
    for (let tries = 1; ; tries += 1) {
      const outcome = await this.attempt(method, path, options);
      if (!('away' in outcome)) {
        if (outcome.status === 401) throw unusable(this.refusedKey());
        if (outcome.status < 500) {
          this.back();
          return outcome;
        }
        failures += 1;
        if (failures >= MAX_TRIES_AFTER_500) return outcome;
      } else {
        if (performance.now() - startedAt > patienceMs) {
          throw failed(this.gaveUp(outcome.away, patienceMs));
        }
        this.gone(outcome.away, patienceMs);
      }
      await this.pause(tries, 'away' in outcome ? outcome.retryAfterMs : undefined);
    }
  }

  /**
   * A GET whose answer is a line of JSON after the other, as they come (`application/x-ndjson`).
   * Waits for a server that is away before the first line; throws Failure when it goes away later,
   * and for any answer but 200.
   */
  async *lines(path: string): AsyncGenerator<unknown> {
    await this.call('GET', '/health/live');
    const response = await this.open('GET', path, { accept: 'application/x-ndjson' });
    if (response.statusCode !== 200) {
      const answer = await read(response);
      if (answer.status === 401) throw unusable(this.refusedKey());
      throw unusable(refusal(answer));
    }
    for await (const line of this.linesOf(response)) yield JSON.parse(line);
  }

  close(): void {
    this.agent.destroy();
  }

  private async *linesOf(response: http.IncomingMessage): AsyncGenerator<string> {
    let rest = '';
    try {
      for await (const chunk of response.setEncoding('utf8')) {
        const lines = (rest + String(chunk)).split('\n');
        rest = lines.pop() ?? '';
        if (rest.length > MAX_BODY_BYTES) throw new Error('a line is too long');
        yield* lines;
      }
    } catch (error) {
      this.options.signal?.throwIfAborted();
      throw failed(`the answer broke off: ${reasonOf(error)}`);
    }
  }

  private async attempt(
    method: string,
    path: string,
    options: CallOptions,
  ): Promise<Answer | Away> {
    try {
      const answer = await this.send(method, path, options);
      if (!AWAY_STATUSES.has(answer.status)) return answer;
      const problem = Problem.safeParse(answer.body);
      const why = problem.success ? problem.data.code : 'no reason given';
      return { away: `${answer.status} ${why}`, retryAfterMs: answer.retryAfterMs };
    } catch (error) {
      this.options.signal?.throwIfAborted();
      return { away: reasonOf(error) };
    }
  }

  private async send(method: string, path: string, { body, key }: CallOptions): Promise<Answer> {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const headers: http.OutgoingHttpHeaders = { accept: 'application/json' };
    if (key) headers['idempotency-key'] = key;
    if (text !== undefined) {
      headers['content-type'] = 'application/json';
      headers['content-length'] = Buffer.byteLength(text);
    }
    return read(await this.open(method, path, headers, text));
  }

  /** Sends a request; resolves when the head of its answer is there. */
  private open(
    method: string,
    path: string,
    given: http.OutgoingHttpHeaders,
    text?: string,
  ): Promise<http.IncomingMessage> {
    const { apiKey, signal } = this.options;
    const headers = { ...given, ...(apiKey && { authorization: `Bearer ${apiKey}` }) };
    return new Promise((resolve, reject) => {
      const request = this.request(
        new URL(path, this.base),
        { method, headers, agent: this.agent, signal },
        resolve,
      );
      request.setTimeout(REQUEST_TIMEOUT_MS, () => request.destroy(new Error('no answer in time')));
      request.on('error', reject);
      request.end(text);
    });
  }

  /** Back-off doubles up to its bound; the jitter keeps waiting rows from returning all at once. */
  private async pause(tries: number, retryAfterMs = 0): Promise<void> {
    const waitMs = Math.max(Math.min(retryAfterMs, PAUSES.longestMs), backOffMs(tries, PAUSES));
    await sleep(waitMs, undefined, { signal: this.options.signal });
  }

  private gone(why: string, patienceMs: number): void {
    if (this.awaySince !== undefined) return;
    this.awaySince = performance.now();
    const seconds = Math.round(patienceMs / 1_000);
    this.options.say?.(
      `${this.base.origin} is away (${why}); waiting up to ${seconds} s ` +
        '(SCRIP_URL or SCRIP_DATA_DIR name another)',
    );
  }

  private gaveUp(why: string, patienceMs: number): string {
    const seconds = Math.round(patienceMs / 1_000);
    return (
      `${this.base.origin} is away (${why}): gave up after ${seconds} s ` +
      '(SCRIP_URL or SCRIP_DATA_DIR name another, --wait SECONDS waits longer)'
    );
  }

  private back(): void {
    if (this.awaySince === undefined) return;
    const seconds = ((performance.now() - this.awaySince) / 1_000).toFixed(1);
    this.awaySince = undefined;
    this.options.say?.(`${this.base.origin} is back after ${seconds} s`);
  }

  private refusedKey(): string {
    return this.options.apiKey
      ? `${this.base.origin} does not accept this API key (SCRIP_API_KEY)`
      : `${this.base.origin} asks for an API key: set SCRIP_API_KEY`;
  }
}

/** No answer yet: why, and how long the server asked to be left alone. */
interface Away {
  readonly away: string;
  readonly retryAfterMs?: number;
}

function parseBase(url: string): URL {
  if (!URL.canParse(url)) throw unusable(`SCRIP_URL is not a URL: ${url}`);
  const base = new URL(url);
  if (base.protocol !== 'http:' && base.protocol !== 'https:') {
    throw unusable(`SCRIP_URL must begin with http:// or https://, not ${base.protocol}`);
  }
  return base;
}

async function read(response: http.IncomingMessage): Promise<Answer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response) {
    const buffer = Buffer.from(chunk);
    bytes += buffer.length;
    if (bytes > MAX_BODY_BYTES) throw new Error('the answer is too large');
    chunks.push(buffer);
  }
  const retryAfter = Number(response.headers['retry-after']);
  return {
    status: response.statusCode ?? 0,
    hit: response.headers['idempotency-hit'] === 'true',
    body: parseJson(Buffer.concat(chunks).toString('utf8')),
    retryAfterMs: Number.isFinite(retryAfter) ? retryAfter * 1_000 : undefined,
  };
}

function parseJson(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return text;
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  return code ?? error.message;
}
