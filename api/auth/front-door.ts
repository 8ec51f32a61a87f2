import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Permission } from './allow.js';
import { bearerOf, isWidgetToken } from './bearer.js';
import { demand, forbidden, type Caller, type WidgetGrant } from './caller.js';
import { letBrowsersRead } from './cross-origin.js';
import { Problem, tooMany } from '../http/problem.js';
import type { Strangers } from './strangers.js';
import type { TokenBuckets } from './token-bucket.js';

/** What the front door asks of whoever knows the keys, or the tokens of widgets. */
export interface Keys {
  /** The caller behind a token when that is known at once; undefined: look it up. May throw. */
  known(token: string): Caller | undefined;
  /** Whether a token that is not known at once is likely good: others are limited. */
  isFamiliar(token: string): boolean;
  /** The caller behind a token, or undefined when there is none. Rejects when nobody can say. */
  lookUp(token: string): Promise<Caller | undefined>;
}

/** What the front door decides by. */
export interface FrontDoor {
  readonly keys: Keys;
  readonly widgetTokens: Keys;
  readonly buckets: TokenBuckets;
  /** Requests a second that a caller may make; undefined: as many as it likes. */
  readonly limitOf: (caller: Caller) => number | undefined;
  /** Who comes with unknown keys and tokens; undefined: as many as they like. */
  readonly strangers: Strangers | undefined;
  /** Why nobody may come in now; undefined: they may. */
  readonly refusal: () => Problem | undefined;
  /** Whether this process is about to end: then no connection is to be kept for it. */
  readonly isEnding: () => boolean;
}

/**
 * Decides, before a body is read, who may come in: whether this process is open, the caller's key,
 * its permission for the route, its rate. A hook of Fastify, as Nest's guards come after the body.
 */
export function addFrontDoor(fastify: FastifyInstance, door: FrontDoor): void {
  fastify.decorateRequest('caller', null);
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.header('x-request-id', request.id).header('cache-control', 'no-store');
    if (door.isEnding()) void reply.header('connection', 'close');
    try {
      enter(door, request, reply, done);
    } catch (error) {
      done(error instanceof Error ? error : new Error(String(error)));
    }
  });
}

function enter(
  door: FrontDoor,
  request: FastifyRequest,
  reply: FastifyReply,
  done: (error?: Error) => void,
): void {
  const { access, widget } = request.routeOptions.config;
  if (request.is404 || access === 'public') return done();
  if (widget) letBrowsersRead(request, reply);
  const closed = door.refusal();
  if (closed) throw closing(reply, closed);
  if (access === undefined) throw new Problem('forbidden', 'this route names no permission');
  const token = tokenOf(request);
  const welcome = (caller: Caller | undefined) => {
    if (!caller) throw refusedToken();
    demandAccess(caller, access, request);
    const limit = door.limitOf(caller);
    if (limit !== undefined && !door.buckets.take(caller.id, limit)) throw tooMany(limit);
    request.caller = caller;
    done();
  };
  const keys = isWidgetToken(token) ? door.widgetTokens : door.keys;
  const known = keys.known(token);
  if (known) return welcome(known);
  if (!keys.isFamiliar(token)) door.strangers?.admit(request.ip);
  keys.lookUp(token).then(welcome).catch(done);
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

/** A widget may come in where its kind may, for its own account and from its own pages. */
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

/** The account in the path; undefined where there is none. */
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

/** A connection that is kept alive would come back to this process. */
function closing(reply: FastifyReply, problem: Problem): Problem {
  void reply.header('connection', 'close');
  return problem;
}
