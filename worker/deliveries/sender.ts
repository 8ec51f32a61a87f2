import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { SECOND_MS } from '../../domain/instant.js';
import { SystemClock } from '../../platform/clock/clock.js';
import { readRetryAfter } from './schedule.js';
import type { Targets } from '../../api/webhook-sending/targets.js';

/** Limits of one attempt. */
export interface SenderLimits {
  /** Until the response begins. */
  readonly answerMs: number;
  /** Total, including DNS and the response. */
  readonly totalMs: number;
}

/** 10 s to respond, 15 s in all. */
export const SENDER_LIMITS: SenderLimits = {
  answerMs: 10 * SECOND_MS,
  totalMs: 15 * SECOND_MS,
};

/** Result of an attempt. */
export interface SendResult {
  readonly durationMs: number;
  /** Null: no response, `error` says why. */
  readonly status: number | null;
  readonly error: string | null;
  /** The first kibibyte of the response, as storable text. */
  readonly answer: string;
  /** The value of `Retry-After`. */
  readonly retryAfterMs: number | null;
}

const MAX_ANSWER_BYTES = 1_024;
const MAX_ANSWER_HEADER_BYTES = 16_384;
/** Over all endpoints, which may share a host; each has its own limit of concurrent attempts. */
const MAX_SOCKETS = 100;
const MAX_IDLE_SOCKETS_PER_HOST = 2;
const IDLE_SOCKET_MS = 10 * SECOND_MS;
const MAX_ERROR_CHARS = 300;

/** Receivers use real time even if the product runs on a test clock. */
const REAL_CLOCK = new SystemClock();

/** A POST to a receiver. */
export interface OutgoingRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Whether an attempt succeeded: any 2xx. Redirects are not followed. */
export const succeeded = ({ status }: SendResult): boolean =>
  status !== null && status >= 200 && status < 300;

/** Sends webhooks, with limits on time, connections and response size. */
export class Sender {
  private readonly agents: { readonly http: http.Agent; readonly https: https.Agent };

  constructor(
    private readonly targets: Targets,
    private readonly limits: SenderLimits = SENDER_LIMITS,
  ) {
    const options = {
      keepAlive: true,
      maxSockets: MAX_SOCKETS,
      maxTotalSockets: MAX_SOCKETS,
      maxFreeSockets: MAX_IDLE_SOCKETS_PER_HOST,
      timeout: IDLE_SOCKET_MS + SENDER_LIMITS.totalMs,
    };
    this.agents = { http: new http.Agent(options), https: new https.Agent(options) };
  }

  /** Never throws: errors are part of the result. */
  async send(request: OutgoingRequest): Promise<SendResult> {
    const startedMs = performance.now();
    const took = () => Math.round(performance.now() - startedMs);
    try {
      const attempted = await this.attempt(request);
      return { ...attempted, durationMs: took() };
    } catch (error) {
      const failure = { status: null, answer: '', retryAfterMs: null };
      return { ...failure, durationMs: took(), error: describe(error) };
    }
  }

  /** Closes idle connections. */
  close(): void {
    this.agents.http.destroy();
    this.agents.https.destroy();
  }

  private async attempt(request: OutgoingRequest): Promise<Omit<SendResult, 'durationMs'>> {
    const url = this.targets.checkShape(request.url);
    const total = AbortSignal.timeout(this.limits.totalMs);
    const response = await this.answerOf(url, request, total).catch((error: unknown) => {
      // The receiver closed a kept-alive connection before it saw this request: retry.
      if (!(error instanceof HungUp)) throw error;
      return this.answerOf(url, request, total);
    });
    const header = response.headers['retry-after'];
    return {
      status: response.statusCode ?? 0,
      error: null,
      answer: await readStart(response),
      retryAfterMs: readRetryAfter(header, REAL_CLOCK.now()),
    };
  }

  private answerOf(url: URL, { headers, body }: OutgoingRequest, total: AbortSignal) {
    const isSecure = url.protocol === 'https:';
    const { request: begin } = isSecure ? https : http;
    return new Promise<IncomingMessage>((resolve, reject) => {
      const request = begin(url, {
        method: 'POST',
        agent: isSecure ? this.agents.https : this.agents.http,
        lookup: this.targets.lookup,
        maxHeaderSize: MAX_ANSWER_HEADER_BYTES,
        signal: total,
        headers: {
          ...headers,
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          'user-agent': 'Scrip-Webhooks/1',
        },
      });
      const late = setTimeout(
        () => request.destroy(new TooLate(this.limits.answerMs)),
        this.limits.answerMs,
      );
      request.on('response', (response) => {
        clearTimeout(late);
        resolve(response);
      });
      request.on('error', (error) => {
        clearTimeout(late);
        reject(request.reusedSocket && isReset(error) ? new HungUp() : error);
      });
      request.end(body);
    });
  }
}

class HungUp extends Error {}

class TooLate extends Error {
  constructor(limitMs: number) {
    super(`no answer within ${limitMs / SECOND_MS} s`);
  }
}

const isReset = (error: Error): boolean => 'code' in error && error.code === 'ECONNRESET';

/** Reads the first kibibyte and does not wait for the rest. */
async function readStart(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of response) {
      chunks.push(Buffer.from(chunk));
      bytes += chunk.length;
      if (bytes >= MAX_ANSWER_BYTES) break;
    }
  } catch {
    // The status is known; the body is only informative.
  }
  response.destroy();
  const start = Buffer.concat(chunks).subarray(0, MAX_ANSWER_BYTES);
  return storable(start.toString('utf8'));
}

/** PostgreSQL stores no NUL; a character cut in half becomes U+FFFD. */
const storable = (text: string): string => text.replaceAll('\0', '\uFFFD');

function describe(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error';
  if (error.name === 'TimeoutError' || error.name === 'AbortError') return 'not finished in time';
  const inner = 'errors' in error && Array.isArray(error.errors) ? error.errors[0] : undefined;
  const message = error.message || (inner instanceof Error ? inner.message : error.name);
  return storable(message).slice(0, MAX_ERROR_CHARS);
}
