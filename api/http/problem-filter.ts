import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { loggedAs } from '../../platform/failures/expected-failure.js';
import type { Logger } from '../../platform/log.js';
import { formatProblem, isFault, type Problem } from './problem.js';
import { toProblem } from './to-problem.js';

/** Answers every failed request with `application/problem+json`; logs what is our own fault. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly log: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    sendProblem(this.log, error, http.getRequest<FastifyRequest>(), http.getResponse());
  }
}

/** Answers one request with what went wrong; nothing but the log sees a stack trace. */
export function sendProblem(
  log: Logger,
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  const problem = toProblem(error);
  if (isFault(problem.status)) logFault(log, problem, request);
  // A stream that has begun cannot turn into a problem any more: it is cut off.
  if (reply.raw.headersSent) {
    reply.raw.destroy();
    return;
  }
  void reply
    .status(problem.status)
    .headers(problem.headers)
    .header('x-request-id', request.id)
    .header('content-type', 'application/problem+json')
    // As bytes: Fastify would add a charset to text, and JSON has but one.
    .send(Buffer.from(formatProblem(problem, request.url, request.id)));
}

function logFault(log: Logger, problem: Problem, request: FastifyRequest): void {
  const { code, cause } = problem;
  const { id: request_id, method } = request;
  const context = { code, ...loggedAs(cause), request_id, method, route: request.routeOptions.url };
  if (code === 'internal_error') log.error(context, 'a request failed');
  else if (code !== 'not_ready') log.warn(context, problem.title);
}
