import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest, FastifyServerOptions } from 'fastify';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Config } from '../../platform/config/config.js';
import type { Logger } from '../../platform/log.js';
import { acceptJson, BODY_LIMIT_BYTES, keepRawBody } from './json-body.js';
import { lingerAfter } from './linger.js';
import { KnownRoutes } from './known-routes.js';
import { emptyWhereAbsent, refuseBody, refuseQuery } from './no-body.js';
import { formatProblem, Problem } from './problem.js';
import { sendProblem } from './problem-filter.js';
import { requestIdOf } from './request-id.js';

/** Longer than any URL Node accepts (headers end at 16 KiB), so that every id is validated. */
const MAX_PARAM_CHARS = 16_384;
const REQUEST_TIMEOUT_MS = 60_000;
type TrustProxyFunction = Extract<
  FastifyServerOptions['trustProxy'],
  (address: string, hop: number) => boolean
>;

const KEEP_ALIVE_MS = 72_000;

/** Creates Nest's Fastify adapter: bounded, JSON only, all failures as problem+json. */
export function createAdapter(log: Logger, trustProxy: Config['trustProxy']): FastifyAdapter {
  const adapter = new FastifyAdapter({
    // Requests are logged by our own hook: Fastify's logger costs more than a response.
    logger: false,
    trustProxy: trustOf(trustProxy),
    bodyLimit: BODY_LIMIT_BYTES,
    routerOptions: { maxParamLength: MAX_PARAM_CHARS, ignoreTrailingSlash: false },
    requestTimeout: REQUEST_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    // Answer requests already received while the server closes.
    return503OnClosing: false,
    genReqId: requestIdOf,
    // No Nest middleware: skip its engine.
    skipMiddie: true,
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) =>
      sendProblem(log, new Problem('bad_request', error.message), request, reply),
    clientErrorHandler: refuseUnreadable,
  });
  const fastify = adapter.getInstance();
  const routes = new KnownRoutes();
  fastify.server.on('checkExpectation', refuseExpectation);
  fastify.addHook('onRequest', ({ raw, is404, method }, _reply, done) => {
    lingerAfter(raw);
    if (!isQueryText(raw.url)) return done(new Problem('bad_request', NO_QUERY_TEXT));
    const doubled = doubledHeader(raw.rawHeaders);
    if (doubled !== undefined) return done(sentTwice(doubled));
    done(is404 ? noSuchMethod(routes, method, raw.url) : undefined);
  });
  acceptJson(fastify);
  fastify.addHook('onRoute', (route) => {
    routes.add(route.url, route.method);
    const { bodyLimitBytes, rawBody, refusesBody, refusesQuery } = route.config ?? {};
    if (bodyLimitBytes !== undefined) route.bodyLimit = bodyLimitBytes;
    if (rawBody) route.preParsing = keepRawBody;
    route.preHandler = [
      refusesBody === false && emptyWhereAbsent,
      refusesBody && refuseBody,
      refusesQuery && refuseQuery,
    ].filter((hook) => typeof hook === 'function');
  });
  return adapter;
}

/** 405 with `Allow` if the path has other methods; undefined if it does not exist. */
function noSuchMethod(routes: KnownRoutes, method: string, url = ''): Problem | undefined {
  const methods = routes.methodsAt(url.split('?', 1)[0] ?? '');
  if (methods.length === 0) return undefined;
  const allow = methods.join(', ');
  return new Problem('method_not_allowed', `there is no ${method} here: expected one of ${allow}`, {
    headers: { allow },
  });
}

const AUTHORIZATION = 'authorization';
const CONTENT_TYPE = 'content-type';

/**
 * A repeated header of which Node only passes on the first: a proxy may use the last. `raw`
 * alternates names and values.
 */
function doubledHeader(raw: readonly string[]): string | undefined {
  let authorizations = 0;
  let contentTypes = 0;
  for (let at = 0; at < raw.length; at += 2) {
    const name = raw[at] ?? '';
    if (name.length === AUTHORIZATION.length && name.toLowerCase() === AUTHORIZATION) {
      authorizations += 1;
    } else if (name.length === CONTENT_TYPE.length && name.toLowerCase() === CONTENT_TYPE) {
      contentTypes += 1;
    }
  }
  if (authorizations > 1) return 'Authorization';
  return contentTypes > 1 ? 'Content-Type' : undefined;
}

function sentTwice(name: string): Problem {
  const members = { invalid_parameters: [{ name, reason: 'is sent more than once' }] };
  return new Problem('bad_request', `send the header ${name} once`, { members });
}

/** `Expect` other than `100-continue`: Node would answer with an empty body. */
function refuseExpectation(request: IncomingMessage, response: ServerResponse): void {
  const id = requestIdOf(request);
  const problem = new Problem('expectation_failed');
  const body = formatProblem(problem, request.url ?? '', id);
  response.writeHead(problem.status, {
    'content-length': Buffer.byteLength(body),
    'content-type': 'application/problem+json',
    'x-request-id': id,
    connection: 'close',
  });
  response.end(body);
}

const NO_QUERY_TEXT = 'the query is not percent-encoded UTF-8';

/** Whether the query decodes; Fastify would accept it undecoded. */
function isQueryText(url = ''): boolean {
  const start = url.indexOf('?');
  if (start < 0 || !url.includes('%', start)) return true;
  try {
    decodeURIComponent(url.slice(start));
    return true;
  } catch {
    return false;
  }
}

/** Trusted proxies for `X-Forwarded-*`; hops are counted from our own socket. */
function trustOf(proxies: Config['trustProxy']): false | string[] | TrustProxyFunction {
  if (proxies === undefined) return false;
  return typeof proxies === 'number' ? (_, hop) => hop < proxies : [...proxies];
}

/** Answers invalid HTTP and oversized headers on the socket itself. */
function refuseUnreadable(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const isTooLarge = error.code === 'HPE_HEADER_OVERFLOW';
  const problem = new Problem(isTooLarge ? 'headers_too_large' : 'bad_request');
  const body = formatProblem(problem, '', requestIdOf({ headers: {} }));
  socket.end(
    `HTTP/1.1 ${problem.status} ${isTooLarge ? 'Request Header Fields Too Large' : 'Bad Request'}\r\n` +
      `content-type: application/problem+json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n` +
      `connection: close\r\n\r\n${body}`,
  );
}
