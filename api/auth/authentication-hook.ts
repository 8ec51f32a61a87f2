import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Access } from './allow.js';
import { bearerOf, isWidgetToken } from './bearer.js';
import {
  demand,
  forbidden,
  forPeople,
  type Caller,
  type StaffCaller,
  type WidgetGrant,
} from './caller.js';
import { mayRequest } from './roles.js';
import { sessionTokenOf } from './cookie.js';
import { addCorsHeaders } from './cross-origin.js';
import { demandSameOrigin } from './same-origin.js';
import { Problem, tooMany } from '../http/problem.js';
import type { UnknownKeyLimiter } from './unknown-key-limiter.js';
import type { TokenBuckets } from './token-bucket.js';

/** Verifies one kind of credentials: API keys, widget tokens or sessions of the console. */
export interface Keys<Known extends Caller = Caller> {
  /** The caller of a token, without I/O; undefined if `lookUp` is needed. May throw. */
  known(token: string): Known | undefined;
  /** Whether a token that `known` does not find is likely valid; others are rate limited. */
  isLikelyValid(token: string): boolean;
  /** The caller of a token; undefined if the token is invalid. Rejects if the database is away. */
  lookUp(token: string): Promise<Known | undefined>;
}

/** Verifies the cookies of people who are signed in to the console. */
export interface Sessions extends Keys<StaffCaller> {
  /** Whether the last step-up of a person still lasts. */
  hasSteppedUp(person: StaffCaller): boolean;
  /** Notes that a session is used, so that it does not end as idle. */
  noteUse(person: StaffCaller): void;
}

/** The console's header of requests that it makes by itself, with nobody at the page. */
const UNATTENDED = 'x-scrip-unattended';

/** What the authentication hook depends on. */
export interface AuthenticationOptions {
  readonly keys: Keys;
  readonly widgetTokens: Keys;
  readonly sessions: Sessions;
  readonly buckets: TokenBuckets;
  /** Requests per second allowed to a caller; undefined: unlimited. */
  readonly limitOf: (caller: Caller) => number | undefined;
  /** Limits requests with unknown keys and tokens; undefined: unlimited. */
  readonly unknownKeys: UnknownKeyLimiter | undefined;
  /** Why the API takes no requests now; undefined: it does. */
  readonly refusal: () => Problem | undefined;
  /** Whether this process is shutting down: connections are not kept alive. */
  readonly isEnding: () => boolean;
}

/**
 * Authenticates, authorizes and rate limits requests before their body is read. A hook of Fastify,
 * because Nest's guards run after the body is parsed.
 */
export function addAuthenticationHook(
  fastify: FastifyInstance,
  options: AuthenticationOptions,
): void {
  fastify.decorateRequest('caller', null);
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.header('x-request-id', request.id).header('cache-control', 'no-store');
    if (options.isEnding()) void reply.header('connection', 'close');
    try {
      authenticate(options, request, reply, done);
    } catch (error) {
      done(error instanceof Error ? error : new Error(String(error)));
    }
  });
}

function authenticate(
  options: AuthenticationOptions,
  request: FastifyRequest,
  reply: FastifyReply,
  done: (error?: Error) => void,
): void {
  const { access, widget } = request.routeOptions.config;
  if (request.is404 || access === 'public') return done();
  if (widget) addCorsHeaders(request, reply);
  const closed = options.refusal();
  if (closed) throw closing(reply, closed);
  if (access === undefined) throw new Problem('forbidden', 'this route names no permission');
  if (access === 'sign-in') {
    demandSameOrigin(request);
    return done();
  }
  const { keys, token, refused } = credentialsOf(options, request);
  const accept = (caller: Caller | undefined) => {
    if (!caller) throw refused();
    demandAccess(options, caller, access, request);
    const limit = options.limitOf(caller);
    if (limit !== undefined && !options.buckets.take(caller.id, limit)) throw tooMany(limit);
    request.caller = caller;
    if (caller.kind === 'staff' && isAttended(request)) options.sessions.noteUse(caller);
    done();
  };
  const known = keys.known(token);
  if (known) return accept(known);
  if (!keys.isLikelyValid(token)) options.unknownKeys?.admit(request.ip);
  keys.lookUp(token).then(accept).catch(done);
}

/** Whether somebody asked for it; streams come back by themselves. */
const isAttended = ({ headers }: FastifyRequest): boolean =>
  headers[UNATTENDED] === undefined && headers.accept !== 'text/event-stream';

interface Credentials {
  readonly keys: Keys;
  readonly token: string;
  /** The 401 of a token that is not valid. */
  readonly refused: () => Problem;
}

/** The bearer token of a request, or its cookie if it has no `Authorization` header. */
function credentialsOf(
  { keys, widgetTokens, sessions }: AuthenticationOptions,
  request: FastifyRequest,
): Credentials {
  const cookie = sessionTokenOf(request);
  if (request.headers.authorization === undefined && cookie !== undefined) {
    demandSameOrigin(request);
    return { keys: sessions, token: cookie, refused: endedSession };
  }
  const token = tokenOf(request);
  return { keys: isWidgetToken(token) ? widgetTokens : keys, token, refused: refusedToken };
}

/** 403 unless the route is open to this caller. */
function demandAccess(
  { sessions }: AuthenticationOptions,
  caller: Caller,
  access: Exclude<Access, 'public' | 'sign-in'>,
  request: FastifyRequest,
): void {
  const { keysOnly, stepUp, requests = [], staff } = request.routeOptions.config;
  switch (caller.kind) {
    case 'key':
      if (access === 'person') throw forPeople();
      return demand(caller, access);
    case 'widget':
      return demandWidget(caller.grant, request);
    case 'staff':
      if (access !== 'person' && !mayRequest(caller.role, requests)) {
        demand(caller, staff ?? access);
      }
      if (keysOnly) throw new Problem('forbidden', 'this route is for API keys, not for people');
      if (stepUp && !sessions.hasSteppedUp(caller)) throw new Problem('step_up_required');
  }
}

/** 403 unless the token's scopes, account and origins allow the request. */
function demandWidget({ accountId, scopes, origins }: WidgetGrant, request: FastifyRequest): void {
  const { widget } = request.routeOptions.config;
  if (!widget) throw new Problem('forbidden', 'a widget token does not open this route');
  if (!scopes.has(widget)) throw forbidden(widget);
  if (accountOf(request) !== undefined && accountOf(request) !== accountId) {
    throw new Problem('forbidden', 'this widget token is for another account');
  }
  const { origin } = request.headers;
  if (origins.length > 0 && origin !== undefined && !origins.includes(origin)) {
    throw new Problem('forbidden', 'this widget token is for other pages than this one');
  }
}

/** The account in the path; undefined if there is none. */
function accountOf({ params }: FastifyRequest): unknown {
  return typeof params === 'object' && params !== null
    ? Reflect.get(params, 'account_id')
    : undefined;
}

function tokenOf(request: FastifyRequest): string {
  const token = bearerOf(request);
  if (token === undefined) {
    throw unauthorized('send the header Authorization: Bearer <API key>', 'Bearer realm="scrip"');
  }
  return token;
}

const unauthorized = (detail: string, challenge: string) =>
  new Problem('unauthorized', detail, { headers: { 'www-authenticate': challenge } });

function refusedToken(): Problem {
  const challenge = 'Bearer realm="scrip", error="invalid_token"';
  return unauthorized('this key or token is not known, or not valid any more', challenge);
}

const endedSession = () =>
  new Problem('unauthorized', 'this session has ended: sign in again', {
    members: { reason: 'session_ended' },
  });

/** Closes the connection: a client that keeps it alive would come back to this process. */
function closing(reply: FastifyReply, problem: Problem): Problem {
  void reply.header('connection', 'close');
  return problem;
}
