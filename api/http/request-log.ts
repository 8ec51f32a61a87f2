import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from '../../platform/log.js';
import { isFault } from './problem.js';

/** Options of request logging. */
export interface RequestLogOptions {
  readonly log: Logger;
  /** Called after each answered request. */
  readonly onAnswered: (request: FastifyRequest, reply: FastifyReply) => void;
  readonly monotonicMs?: () => number;
}

/** Interval in which one request with an unknown key is logged. */
const UNKNOWN_KEYS_MS = 1_000;

/**
 * Logs how requests ended: faults as errors, refusals at `info`, successes at `debug` (at thousands
 * per second they would dominate the cost). Never logs headers, queries or bodies. A 503 was
 * already logged with its reason. Of requests without a known key (401), logs the first per second;
 * the next line counts the `others`.
 */
export function logRequests(
  fastify: FastifyInstance,
  { log, onAnswered, monotonicMs = () => performance.now() }: RequestLogOptions,
): void {
  let loggedAtMs = -Infinity;
  let others = 0;
  fastify.addHook('onResponse', (request, reply, done) => {
    onAnswered(request, reply);
    if (reply.statusCode !== 401) logRequest(log, request, reply);
    else if (monotonicMs() - loggedAtMs < UNKNOWN_KEYS_MS) others += 1;
    else {
      log.info({ ...lineOf(request, reply), ...(others > 0 && { others }) }, 'request refused');
      loggedAtMs = monotonicMs();
      others = 0;
    }
    done();
  });
}

/** The same for a request whose client disconnected, which triggers no hook. */
export function logRequest(log: Logger, request: FastifyRequest, reply: FastifyReply): void {
  const { statusCode } = reply;
  // Not being ready is an answer, not a failure.
  if (request.routeOptions.url === '/health/ready') log.debug(lineOf(request, reply), 'health');
  // A flood of unknown keys would fill the log; `/metrics` counts them.
  else if (statusCode === 429 && !request.caller) log.debug(lineOf(request, reply), 'unknown key');
  else if (statusCode === 503) log.debug(lineOf(request, reply), 'request not taken');
  else if (isFault(statusCode)) log.error(lineOf(request, reply), 'request failed');
  else if (statusCode >= 400) log.info(lineOf(request, reply), 'request refused');
  else if (log.isLevelEnabled('debug')) log.debug(lineOf(request, reply), 'request');
}

const lineOf = (request: FastifyRequest, reply: FastifyReply) => ({
  request_id: request.id,
  method: request.method,
  route: request.routeOptions.url,
  status: reply.statusCode,
  ms: Math.round(reply.elapsedTime * 100) / 100,
  caller: request.caller?.id,
});
