import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from '../../platform/log.js';
import { isFault } from './problem.js';

/** What requests are logged with. */
export interface RequestLogOptions {
  readonly log: Logger;
  /** What else is done with a request that has been answered. */
  readonly onAnswered: (request: FastifyRequest, reply: FastifyReply) => void;
  readonly monotonicMs?: () => number;
}

/** Of the requests with an unknown key that end within this, one is logged. */
const UNKNOWN_KEYS_MS = 1_000;

/**
 * Logs how requests ended: our faults as errors, refusals at `info`, successes at `debug` (at a
 * few thousand a second they would be most of the work). No header, query or body is logged. That
 * something is away (503) was logged with its reason when it was answered: once is enough. Of those
 * without a known key (401), the first of a second is logged; the next line counts the `others`.
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

/** The same for one request whose answer its client has not waited for: no hook tells of it. */
export function logRequest(log: Logger, request: FastifyRequest, reply: FastifyReply): void {
  const { statusCode } = reply;
  // That a process is not ready yet is an answer, not a failure.
  if (request.routeOptions.url === '/health/ready') log.debug(lineOf(request, reply), 'health');
  // Whoever tries keys by the thousand would fill the log; `/metrics` counts them.
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
