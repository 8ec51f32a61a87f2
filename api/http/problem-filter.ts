import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { loggedAs } from '../../platform/failures/expected-failure.js';
import type { Logger } from '../../platform/log.js';
import { formatProblem, isFault, type Problem } from './problem.js';
import { toProblem } from './to-problem.js';

/** Answers failed requests with `application/problem+json`, and logs internal errors. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly log: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    sendProblem(this.log, error, http.getRequest<FastifyRequest>(), http.getResponse());
  }
}

/** Sends the problem of an error; only the log contains stack traces. */
export function sendProblem(
  log: Logger,
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  const problem = toProblem(error);
  if (isFault(problem.status)) logFault(log, problem, request);
  // A response that has begun cannot become a problem: abort it.
  if (reply.raw.headersSent) {
    reply.raw.destroy();
    return;
  }
  void reply
    .status(problem.status)
    .headers(problem.headers)
    .header('x-request-id', request.id)
    .header('content-type', 'application/problem+json')
    // As bytes: Fastify would add a charset, which JSON does not have.
    .send(Buffer.from(formatProblem(problem, request.url, request.id)));
}

function logFault(log: Logger, problem: Problem, request: FastifyRequest): void {
  const { code, cause } = problem;
  const { id: request_id, method } = request;
  const context = { code, ...loggedAs(cause), request_id, method, route: request.routeOptions.url };
  if (code === 'internal_error') log.error(context, 'a request failed');
  else if (code !== 'not_ready') log.warn(context, problem.title);
}
