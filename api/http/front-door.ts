import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { forbidden, type Caller } from './caller.js';
import { Problem } from './problem.js';
import type { TokenBuckets } from './token-bucket.js';

/** What the front door asks of whoever keeps the keys. */
export interface Keys {
  /** The caller behind a token when that is known at once; undefined: look it up. */
  known(token: string): Caller | undefined;
  /** The caller behind a token, or undefined when there is none. Rejects when nobody can say. */
  lookUp(token: string): Promise<Caller | undefined>;
}

interface FrontDoor {
  readonly keys: Keys;
  readonly buckets: TokenBuckets;
  /** Requests a second that a caller may make; undefined: as many as it likes. */
  readonly limitOf: (caller: Caller) => number | undefined;
  /** Keys a second that one address may get wrong; undefined: as many as it likes. */
  readonly refusedPerSecond: number | undefined;
  /** Why nobody may come in now; undefined: they may. */
  readonly refusal: () => Problem | undefined;
}

/**
 * Decides, before a body is read, who may come in: whether this process is open, the caller's key,
 * its permission for the route, its rate. A hook of Fastify, as Nest's guards come after the body.
 */
export function addFrontDoor(fastify: FastifyInstance, door: FrontDoor): void {
  fastify.decorateRequest('caller', null);
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.header('x-request-id', request.id).header('cache-control', 'no-store');
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
  const { access } = request.routeOptions.config;
  if (request.is404 || access === 'public') return done();
  const closed = door.refusal();
  if (closed) throw letGo(reply, closed);
  if (access === undefined) throw new Problem('forbidden', 'this route names no permission');
  const token = tokenOf(request);
  const welcome = (caller: Caller | undefined) => {
    if (!caller) throw refusedToken(door, request);
    if (!caller.scopes.has(access)) throw forbidden(access);
    const limit = door.limitOf(caller);
    if (limit !== undefined && !door.buckets.take(caller.id, limit)) throw tooMany(limit);
    request.caller = caller;
    done();
  };
  const known = door.keys.known(token);
  if (known) return welcome(known);
  door.keys.lookUp(token).then(welcome).catch(done);
}

const BEARER = /^Bearer +([!-~]{1,512})$/i;

function tokenOf({ headers: { authorization } }: FastifyRequest): string {
  const token = authorization === undefined ? undefined : BEARER.exec(authorization)?.[1];
  if (token === undefined) {
    throw unauthorized('send the header Authorization: Bearer <API key>', 'Bearer realm="scrip"');
  }
  return token;
}

const unauthorized = (detail: string, challenge: string) =>
  new Problem('unauthorized', detail, { headers: { 'www-authenticate': challenge } });

function refusedToken({ buckets, refusedPerSecond }: FrontDoor, { ip }: FastifyRequest): Problem {
  if (refusedPerSecond !== undefined && !buckets.take(`refused ${ip}`, refusedPerSecond)) {
    return tooMany(refusedPerSecond);
  }
  const challenge = 'Bearer realm="scrip", error="invalid_token"';
  return unauthorized('this API key is not known, or not valid any more', challenge);
}

const tooMany = (perSecond: number): Problem =>
  new Problem('rate_limited', `at most ${perSecond} requests a second`, {
    headers: { 'retry-after': '1' },
    members: { limit_per_second: perSecond },
  });

/** A connection that is kept alive would come back to this process. */
function letGo(reply: FastifyReply, problem: Problem): Problem {
  void reply.header('connection', 'close');
  return problem;
}
