import { NoAnswer } from './errors.js';

/** How a request is sent until there is an answer. */
export interface RetryOptions {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** What one try may take. */
  readonly timeoutMs: number;
  /** Tries after the first. */
  readonly retries: number;
  /** Tries for so long instead, in milliseconds. */
  readonly patienceMs?: number | undefined;
  /** Called before each further try: with an answer, or with the error where there was none. */
  readonly onRetry?: ((failure: unknown) => void) | undefined;
}

/** The server did not do it, or the outcome is unknown: the same request may be sent again. */
const PASSING = new Set([429, 502, 503, 504]);
const FIRST_BACK_OFF_MS = 200;
const MAX_BACK_OFF_MS = 5_000;
/** A longer `Retry-After` is not waited for: the caller decides what to do. */
const MAX_RETRY_AFTER_MS = 20_000;
/** Beyond this an answer is no answer of Scrip. */
const MAX_ANSWER_BYTES = 64 * 2 ** 20;

/**
 * A `fetch` that sends the same request, and so the same Idempotency-Key, until it is answered: at
 * most `retries` times more, with full jitter, after what `Retry-After` says. Throws NoAnswer, or
 * the reason of the request's signal.
 */
export function retrying(options: RetryOptions): (request: Request) => Promise<Response> {
  return async (request) => {
    const body = request.body === null ? undefined : await request.text();
    const startedMs = performance.now();
    for (let tries = 1; ; tries += 1) {
      const answer = await ask(request, body, options);
      const isLast =
        options.patienceMs === undefined
          ? tries > options.retries
          : performance.now() - startedMs > options.patienceMs;
      const waitMs = isLast ? undefined : pauseMs(answer, tries);
      if (waitMs !== undefined) {
        options.onRetry?.(answer instanceof Response ? answer : answer.lost);
        await pause(waitMs, request.signal);
      } else if (answer instanceof Response) return answer;
      else throw new NoAnswer(tries, keyOf(request), answer.lost);
    }
  };
}

const keyOf = ({ headers }: Request) => headers.get('idempotency-key') ?? undefined;

/** No answer came: why. */
interface Lost {
  readonly lost: unknown;
}

async function ask(
  request: Request,
  body: string | undefined,
  { fetch, timeoutMs }: RetryOptions,
): Promise<Response | Lost> {
  const { url, method, headers, redirect, signal } = request;
  signal.throwIfAborted();
  const stop = new AbortController();
  const leave = () => stop.abort(signal.reason);
  const timer = setTimeout(() => stop.abort(new Error(`${timeoutMs} ms are over`)), timeoutMs);
  signal.addEventListener('abort', leave, { once: true });
  try {
    const init = {
      method,
      headers,
      redirect,
      signal: stop.signal,
      ...(body !== undefined && { body }),
    };
    const response = await fetch(url, init);
    if (!isJson(response)) return response;
    const whole = await readWhole(response);
    signal.removeEventListener('abort', leave);
    return whole;
  } catch (error) {
    signal.removeEventListener('abort', leave);
    signal.throwIfAborted();
    return { lost: error };
  } finally {
    clearTimeout(timer);
  }
}

/** What is no JSON (a stream of events, CSV) is read by the caller as it comes. */
const isJson = ({ headers, body }: Response): boolean =>
  body !== null && /[/+]json\b/.test(headers.get('content-type') ?? '');

/** Reads the answer here, where one that breaks off can be asked for again. */
async function readWhole(response: Response): Promise<Response> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > MAX_ANSWER_BYTES)
      throw new Error(`an answer of more than ${MAX_ANSWER_BYTES} bytes`);
    chunks.push(chunk);
  }
  const { status, statusText, headers } = response;
  return new Response(new Blob(chunks), { status, statusText, headers });
}

/** How long to wait before the next try; undefined: this is the answer. */
function pauseMs(answer: Response | Lost, tries: number): number | undefined {
  const jitterMs = Math.random() * Math.min(MAX_BACK_OFF_MS, FIRST_BACK_OFF_MS * 2 ** (tries - 1));
  if (!(answer instanceof Response)) return jitterMs;
  if (!PASSING.has(answer.status)) return undefined;
  const askedMs = retryAfterMs(answer.headers.get('retry-after'));
  // A limit that says no time is one of the account's, and no matter of seconds.
  if (answer.status === 429 && askedMs === undefined) return undefined;
  if (askedMs !== undefined && askedMs > MAX_RETRY_AFTER_MS) return undefined;
  return (askedMs ?? 0) + jitterMs;
}

/** `Retry-After`: seconds, or a date. */
function retryAfterMs(text: string | null): number | undefined {
  if (text === null) return undefined;
  const ms = /^\d+$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - Date.now();
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const leave = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', leave);
      resolve();
    }, ms);
    signal.addEventListener('abort', leave, { once: true });
    if (signal.aborted) leave();
  });
}
