import createFetchClient from 'openapi-fetch';
import { errorOf } from './errors.js';
import { retrying } from './retry.js';
import type { paths } from './schema.js';
import { uuidv7 } from './uuid.js';

/** Options of the client: address, key, timeouts. */
export interface ClientOptions {
  /** Such as `http://127.0.0.1:3000`. */
  readonly url: string;
  readonly apiKey: string;
  /** Instead of the one of the platform. */
  readonly fetch?: (url: string, init: RequestInit) => Promise<Response>;
  /** Time limit of one try; 10,000 by default. */
  readonly timeoutMs?: number;
  /** Tries after the first, at most 10; 4 by default. */
  readonly retries?: number;
  /** How long a call is tried, in milliseconds, instead of so many `retries`. */
  readonly patienceMs?: number;
  /** Called before each further try: with the Response, or with the error where there was none. */
  readonly onRetry?: (failure: unknown) => void;
}

/** A request whose path and body are known only at run time. */
export interface RawRequest {
  readonly method: string;
  /** From the root, with its query. */
  readonly path: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly idempotencyKey?: string;
  /** `application/json` by default. */
  readonly accept?: string;
  readonly signal?: AbortSignal;
}

const DEFAULT_TIMEOUT_MS = 10_000;
const DEFAULT_RETRIES = 4;
const MAX_RETRIES = 10;

/** Scrip's routes as methods: `scrip.POST('/v1/accounts/{account_id}/debits', { … })`. */
export type Scrip = ReturnType<typeof createClient>;

/**
 * A client of Scrip: paths, parameters, bodies and answers are typed from its OpenAPI document.
 *
 * Each call answers `{ data, response }`, or throws: ScripError for a refusal (InsufficientCredits
 * for 402), NoAnswer when there was none, the reason of `signal` when that aborts. Each write
 * carries an Idempotency-Key, the one it is given or one made for this call; every try of a call
 * carries the same, so it happens once. Tried again is what was lost on the way, timed out, or was
 * answered 429, 502, 503 or 504; never another refusal.
 */
export function createClient(options: ClientOptions) {
  const { url, apiKey, fetch = globalThis.fetch } = options;
  const { timeoutMs = DEFAULT_TIMEOUT_MS, retries = DEFAULT_RETRIES } = options;
  const { patienceMs, onRetry } = options;
  const count = Math.min(retries, MAX_RETRIES);
  const retried = retrying({ fetch, timeoutMs, retries: count, patienceMs, onRetry });
  const client = createFetchClient<paths>({
    baseUrl: url,
    headers: { authorization: `Bearer ${apiKey}`, accept: 'application/json' },
    fetch: retried,
  });
  client.use({
    onRequest({ request }) {
      if (request.method === 'GET' || request.headers.has('idempotency-key')) return;
      request.headers.set('idempotency-key', uuidv7());
    },
    async onResponse({ request, response }) {
      if (!response.ok) throw await errorOf(request, response);
    },
  });
  return {
    GET: succeeding(client.GET),
    PUT: succeeding(client.PUT),
    POST: succeeding(client.POST),
    DELETE: succeeding(client.DELETE),
    /**
     * A request without types: resolves with its answer, refusals too. It is tried as the others
     * are, and a write carries a key as theirs do. Throws NoAnswer, or the reason of `signal`.
     */
    send: (request: RawRequest): Promise<Response> => retried(rawRequest(url, apiKey, request)),
  };
}

function rawRequest(url: string, apiKey: string, request: RawRequest): Request {
  const { method, path, body, idempotencyKey = uuidv7(), accept, signal } = request;
  return new Request(url.replace(/\/+$/, '') + path, {
    method,
    headers: {
      authorization: `Bearer ${apiKey}`,
      accept: accept ?? 'application/json',
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(method !== 'GET' && { 'idempotency-key': idempotencyKey }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(signal && { signal }),
  });
}

/** What is no success has been thrown: the answer is known to have data. */
function succeeding<Args extends unknown[], Answer extends object>(
  call: (...args: Args) => Promise<Answer>,
): (...args: Args) => Promise<Extract<Answer, { data: unknown }>> {
  return async (...args) => {
    const answer = await call(...args);
    if (!isSuccess(answer)) throw new Error('an answer without data');
    return answer;
  };
}

const isSuccess = <Answer extends object>(
  answer: Answer,
): answer is Extract<Answer, { data: unknown }> => 'data' in answer;
