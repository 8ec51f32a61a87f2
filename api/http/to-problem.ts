import { HttpException } from '@nestjs/common';
import { DomainError, type ErrorDetails } from '../../domain/errors.js';
import { isDatabaseUnavailable, isPoolExhausted } from '../../platform/database/database.js';
import {
  StoreUnavailable,
  StreamContended,
} from '../../platform/event-store/connection/failures.js';
import { QueuesUnavailable } from '../../platform/queues/queues.js';
import { Problem, unavailable, type ProblemCode } from './problem.js';

/** Converts any error to a problem; unknown errors become a plain 500. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof DomainError) return refusal(error);
  if (error instanceof HttpException) return fromStatus(error);
  if (error instanceof StreamContended) return unavailable('stream_contended', error);
  if (error instanceof StoreUnavailable) {
    return unavailable('store_unavailable', error, error.retryAfterSeconds);
  }
  if (error instanceof QueuesUnavailable) return unavailable('queues_unavailable', error);
  if (isPoolExhausted(error)) return unavailable('database_busy', error);
  if (isDatabaseUnavailable(error)) return unavailable('database_unavailable', error);
  return new Problem('internal_error', undefined, { cause: error });
}

function refusal({ code, details, message, cause }: DomainError): Problem {
  return new Problem(code, message, { members: snakeCased(details), cause });
}

const camelHump = /[A-Z]/g;

function snakeCased(details: ErrorDetails): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(details).map(([name, value]) => [
      name.replace(camelHump, (letter) => `_${letter.toLowerCase()}`),
      value,
    ]),
  );
}

/** Codes for refusals of Nest and Fastify: no route, body too large, unsupported type. */
const CODE_OF_STATUS: Readonly<Record<number, ProblemCode>> = {
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not_found',
  405: 'method_not_allowed',
  413: 'body_too_large',
  414: 'uri_too_long',
  415: 'unsupported_media_type',
  429: 'rate_limited',
  431: 'headers_too_large',
  503: 'shutting_down',
};

/** Replaces their messages, which address server developers. */
function fromStatus(error: HttpException): Problem {
  const code = CODE_OF_STATUS[error.getStatus()];
  if (code) return new Problem(code, undefined, { cause: error });
  return error.getStatus() < 500
    ? new Problem('bad_request', error.message, { cause: error })
    : new Problem('internal_error', undefined, { cause: error });
}
