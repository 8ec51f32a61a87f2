import createFetchClient from 'openapi-fetch';
import { errorOf } from './errors.js';
import { retrying } from './retry.js';
import type { paths } from './schema.js';
import { uuidv7 } from './uuid.js';

/** Where Scrip is, and how it is asked. */
export interface ClientOptions {
  /** Such as `http://localhost:3000`. */
  readonly url: string;
  readonly apiKey: string;
  /** Instead of the one of the platform. */
  readonly fetch?: (url: string, init: RequestInit) => Promise<Response>;
  /** What one try may take; 10,000 unless told. */
  readonly timeoutMs?: number;
  /** Tries after the first, at most 10; 4 unless told. */
  readonly retries?: number;
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
  const tries = { fetch, timeoutMs, retries: Math.min(retries, MAX_RETRIES) };
  const client = createFetchClient<paths>({
    baseUrl: url,
    headers: { authorization: `Bearer ${apiKey}`, accept: 'application/json' },
    fetch: retrying(tries),
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
  };
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
