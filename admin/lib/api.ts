/** Calls of the API, typed by its own document. */
import createClient from 'openapi-fetch';
import { isUnattended } from './attention.js';
import type { components, paths } from '../../client/src/schema.js';

/** The shapes of the API's bodies. */
export type Schemas = components['schemas'];

/** The API of the server that sent this page; the session's cookie goes with each call. */
export const api = createClient<paths>({ baseUrl: '/', headers: { 'x-scrip-csrf': '1' } });

const signedOut = new Set<() => void>();

/** Calls back when any call finds that nobody is signed in; ends when called. */
export function onSignedOut(listener: () => void): () => void {
  signedOut.add(listener);
  return () => void signedOut.delete(listener);
}

const forbidden = new Set<() => void>();

/** Calls back when a call was refused to whoever is signed in; ends when called. */
export function onForbidden(listener: () => void): () => void {
  forbidden.add(listener);
  return () => void forbidden.delete(listener);
}

api.use({
  onRequest({ request }) {
    if (isUnattended()) request.headers.set('x-scrip-unattended', '1');
  },
  onResponse({ response: { status }, schemaPath }) {
    // A step of signing in answers 401 to what was given, and it is there that it is said.
    if (status === 401 && !schemaPath.startsWith('/v1/auth/')) for (const tell of signedOut) tell();
    if (status === 403) for (const tell of forbidden) tell();
  },
});

/** A request that was refused or failed; `status` 0: nobody answered. */
export class ApiError extends Error {
  constructor(
    message: string,
    readonly status: number,
    /** What the server says of it; undefined where it said nothing that we can read. */
    readonly problem?: Schemas['Problem'],
    /** Of a 429: seconds until it makes sense to try again. */
    readonly retryAfterS?: number,
  ) {
    super(message);
    this.name = 'ApiError';
  }
}

interface Outcome<Body> {
  readonly data?: Body;
  readonly error?: unknown;
  readonly response: Response;
}

/** The body of a call that succeeded. Throws ApiError. */
export async function answerOf<Body>(call: Promise<Outcome<Body>>): Promise<NonNullable<Body>> {
  return (await answered(call)).body;
}

/** The body of a call that succeeded, with the response around it. Throws ApiError. */
export async function answered<Body>(
  call: Promise<Outcome<Body>>,
): Promise<{ readonly body: NonNullable<Body>; readonly response: Response }> {
  const { data, error, response } = await reached(call);
  if (response.ok && data !== undefined && data !== null) return { body: data, response };
  throw refusalOf(error, response);
}

/** Waits for a call whose answer has no body. Throws ApiError. */
export async function done(call: Promise<Outcome<unknown>>): Promise<void> {
  const { error, response } = await reached(call);
  if (!response.ok) throw refusalOf(error, response);
}

async function reached<Body>(call: Promise<Outcome<Body>>): Promise<Outcome<Body>> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiError(error instanceof Error ? error.message : String(error), 0);
  }
}

function refusalOf(error: unknown, response: Response): ApiError {
  const retryAfter = Number(response.headers.get('retry-after') ?? NaN);
  const problem = isProblem(error) ? error : undefined;
  return new ApiError(
    problem?.detail ?? `${response.status} ${response.statusText}`.trim(),
    response.status,
    problem,
    Number.isFinite(retryAfter) ? retryAfter : undefined,
  );
}

const isProblem = (body: unknown): body is Schemas['Problem'] =>
  typeof body === 'object' && body !== null && 'code' in body && 'detail' in body;
