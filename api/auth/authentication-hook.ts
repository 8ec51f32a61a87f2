import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Permission } from './allow.js';
import { bearerOf, isWidgetToken } from './bearer.js';
import { demand, forbidden, type Caller, type WidgetGrant } from './caller.js';
import { letBrowsersRead } from './cross-origin.js';
import { Problem, tooMany } from '../http/problem.js';
import type { UnknownKeyLimiter } from './unknown-key-limiter.js';
import type { TokenBuckets } from './token-bucket.js';

/** Verifies one kind of credentials: API keys or widget tokens. */
export interface Keys {
  /** The caller of a token, without I/O; undefined if `lookUp` is needed. May throw. */
  known(token: string): Caller | undefined;
  /** Whether a token that `known` does not find is likely valid; others are rate limited. */
  isLikelyValid(token: string): boolean;
  /** The caller of a token; undefined if the token is invalid. Rejects if the database is away. */
  lookUp(token: string): Promise<Caller | undefined>;
}

/** What the authentication hook depends on. */
export interface AuthenticationOptions {
  readonly keys: Keys;
  readonly widgetTokens: Keys;
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
  if (widget) letBrowsersRead(request, reply);
  const closed = options.refusal();
  if (closed) throw closing(reply, closed);
  if (access === undefined) throw new Problem('forbidden', 'this route names no permission');
  const token = tokenOf(request);
  const accept = (caller: Caller | undefined) => {
    if (!caller) throw refusedToken();
    demandAccess(caller, access, request);
    const limit = options.limitOf(caller);
    if (limit !== undefined && !options.buckets.take(caller.id, limit)) throw tooMany(limit);
    request.caller = caller;
    done();
  };
  const keys = isWidgetToken(token) ? options.widgetTokens : options.keys;
  const known = keys.known(token);
  if (known) return accept(known);
  if (!keys.isLikelyValid(token)) options.unknownKeys?.admit(request.ip);
  keys.lookUp(token).then(accept).catch(done);
}

/** 403 unless the route is open to this caller. */
function demandAccess(caller: Caller, access: Permission, request: FastifyRequest): void {
  switch (caller.kind) {
    case 'key':
      return demand(caller, access);
    case 'widget':
      return demandWidget(caller.grant, request);
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

/** Closes the connection: a client that keeps it alive would come back to this process. */
function closing(reply: FastifyReply, problem: Problem): Problem {
  void reply.header('connection', 'close');
  return problem;
}
