import { describeParameters, type ErrorCode, type InvalidParameter } from '../../domain/errors.js';
import { DOMAIN_PROBLEMS, type Kind } from './domain-problems.js';
import { PAYMENT_PROBLEMS } from './payment-problems.js';

/** Failures outside the domain. */
const HTTP_PROBLEMS = {
  bad_request: { status: 400, title: 'The request cannot be understood' },
  invalid_signature: {
    status: 400,
    title: 'The signature does not fit',
    detail: 'the signature is not one of these bytes, or it is older or newer than five minutes',
  },
  malformed_json: {
    status: 400,
    title: 'The body is not JSON',
    detail: 'the body cannot be read as JSON: look for a missing quote, comma or bracket',
  },
  idempotency_key_required: { status: 400, title: 'Idempotency-Key is missing' },
  idempotency_key_invalid: { status: 400, title: 'Idempotency-Key cannot be used' },
  unauthorized: {
    status: 401,
    title: 'No valid credentials',
    detail: 'send the header Authorization: Bearer <API key>',
  },
  invalid_credentials: {
    status: 401,
    title: 'The e-mail address or the password is wrong',
    detail: 'the e-mail address or the password is wrong',
  },
  invalid_code: {
    status: 401,
    title: 'The code is wrong',
    detail: 'the code is wrong, or was used before: wait for the next one',
  },
  invalid_invite: {
    status: 401,
    title: 'The invitation is not valid',
    detail:
      'the invitation was used, replaced or has expired: ask an administrator for another one',
  },
  step_up_required: {
    status: 403,
    title: 'Prove again who you are',
    detail: 'prove again who you are: POST /v1/auth/step-up, then send the same request',
  },
  cross_site_request: {
    status: 403,
    title: 'The request comes from another site',
    detail: 'only pages of this origin may do this, with the header x-scrip-csrf',
  },
  staff_exists: {
    status: 409,
    title: 'The address belongs to a member of staff',
    detail: 'this e-mail address belongs to a member of staff already',
  },
  too_many_attempts: {
    status: 429,
    title: 'Too many attempts',
    detail: 'too many attempts failed: try again after the seconds in Retry-After',
  },
  forbidden: { status: 403, title: 'The credentials do not allow this' },
  limit_exceeded: { status: 403, title: 'This is beyond the limit of the role' },
  not_found: {
    status: 404,
    title: 'There is nothing here',
    detail: 'there is no such route: /docs/api lists all of them',
  },
  event_not_found: { status: 404, title: 'There is no such event' },
  method_not_allowed: { status: 405, title: 'The method is not allowed here' },
  approval_not_needed: {
    status: 409,
    title: 'No approval is needed',
    detail: 'no approval is needed: send the command itself',
  },
  preview_stale: { status: 409, title: 'What was previewed has changed' },
  duplicate_suspected: { status: 409, title: 'The same was done a moment ago' },
  profile_erased: {
    status: 409,
    title: 'Who the account is was erased',
    detail: 'name, address and metadata were erased for good: open another account',
  },
  rebuild_under_way: {
    status: 409,
    title: 'Another rebuild is under way',
    detail: 'another rebuild is under way: wait until it has ended',
  },
  verification_under_way: {
    status: 409,
    title: 'Another verification is under way',
    detail: 'another verification is under way: wait until it has ended',
  },
  too_many_webhook_endpoints: {
    status: 409,
    title: 'There are too many webhook endpoints',
    detail: 'there are 20 webhook endpoints already: delete one first',
  },
  secret_rotating: { status: 409, title: 'A former secret still signs' },
  webhook_endpoint_off: {
    status: 409,
    title: 'The webhook endpoint is off',
    detail: 'the webhook endpoint is off: put `enabled` to true first',
  },
  finding_resolved: { status: 409, title: 'The finding is resolved' },
  finding_not_resolved: {
    status: 409,
    title: 'The finding is not resolved',
    detail: 'the finding is not resolved: there is nothing to re-open',
  },
  finding_not_actionable: {
    status: 409,
    title: 'Nothing can be granted or refunded for the finding',
  },
  nothing_to_replay: {
    status: 409,
    title: 'There is nothing to look at',
    detail: 'the webhook names no object of ours: replaying it would do nothing',
  },
  version_conflict: { status: 409, title: 'It has changed meanwhile' },
  body_too_large: {
    status: 413,
    title: 'The body is too large',
    detail: 'the body is larger than 1 MiB (a batch: 2 MiB): send less at once',
  },
  uri_too_long: {
    status: 414,
    title: 'The address is too long',
    detail: 'the address is too long: send a shorter one',
  },
  unsupported_media_type: {
    status: 415,
    title: 'The content type is not supported',
    detail: 'send the body as JSON, with the header Content-Type: application/json',
  },
  expectation_failed: {
    status: 417,
    title: 'The expectation cannot be met',
    detail: 'leave the header Expect out, or send Expect: 100-continue',
  },
  rate_limited: { status: 429, title: 'Too many requests' },
  headers_too_large: {
    status: 431,
    title: 'The headers are too large',
    detail: 'the headers are larger than 16 KiB: send fewer or shorter ones',
  },
  internal_error: {
    status: 500,
    title: 'Something went wrong on our side',
    detail:
      'something went wrong on our side: ask again, and if it stays so, report the request_id',
  },
  too_many_streams: {
    status: 503,
    title: 'This process has no room for another stream',
    detail: 'this process has as many streams as it takes: ask again after Retry-After, or poll',
  },
  stream_contended: {
    status: 503,
    title: 'Others are writing here',
    detail: 'other processes were always quicker, and nothing was written: send the same again',
  },
  store_unavailable: {
    status: 503,
    title: 'The event store does not answer',
    detail: 'the event store does not answer: ask again after the seconds in Retry-After',
  },
  database_unavailable: {
    status: 503,
    title: 'The database does not answer',
    detail: 'the database does not answer: ask again after the seconds in Retry-After',
  },
  database_busy: {
    status: 503,
    title: 'All connections to the database are in use',
    detail:
      'all connections of this process to the database were in use for too long: ask again after ' +
      'the seconds in Retry-After',
  },
  test_clock_stuck: { status: 503, title: 'The test clock could not go on' },
  queues_unavailable: {
    status: 503,
    title: 'The job queues do not answer',
    detail: 'the job queues do not answer: ask again after the seconds in Retry-After',
  },
  starting: {
    status: 503,
    title: 'This process is starting',
    detail: 'this process is starting: ask again after the seconds in Retry-After',
  },
  not_ready: {
    status: 503,
    title: 'This process is not ready',
    detail: 'this process is not ready: `checks` says what it waits for',
  },
  shutting_down: {
    status: 503,
    title: 'This process is shutting down',
    detail: 'this process is shutting down: ask again, another one will answer',
  },
} as const satisfies Record<string, Kind>;

/** Every `code` of an answer. */
export type ProblemCode = ErrorCode | keyof typeof HTTP_PROBLEMS | keyof typeof PAYMENT_PROBLEMS;

const PROBLEMS: Record<ProblemCode, Kind> = {
  ...DOMAIN_PROBLEMS,
  ...HTTP_PROBLEMS,
  ...PAYMENT_PROBLEMS,
};

/** All codes with their statuses, for the documentation. */
export const PROBLEM_KINDS: Readonly<Record<string, Kind>> = PROBLEMS;

interface ProblemOptions {
  /** Further members next to `code`: snake_case, credits as decimal strings. */
  readonly members?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
}

/** An error answer, thrown anywhere between socket and domain. */
export class Problem extends Error {
  readonly status: number;
  readonly title: string;
  readonly members: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    readonly code: ProblemCode,
    detail: string = PROBLEMS[code].detail ?? PROBLEMS[code].title,
    { members = {}, headers = {}, cause }: ProblemOptions = {},
  ) {
    super(detail, { cause });
    this.name = 'Problem';
    this.status = PROBLEMS[code].status;
    this.title = PROBLEMS[code].title;
    this.members = members;
    this.headers = headers;
  }
}

/** 422 naming the fields: `invalid_parameters: [{name, reason}]`. */
export function invalid(parameters: readonly InvalidParameter[]): Problem {
  return new Problem('validation_failed', describeParameters(parameters), {
    members: { invalid_parameters: parameters },
  });
}

/** 503 with Retry-After. */
export function unavailable(
  code:
    | 'store_unavailable'
    | 'stream_contended'
    | 'database_unavailable'
    | 'database_busy'
    | 'payments_unavailable'
    | 'queues_unavailable'
    | 'starting'
    | 'shutting_down'
    | 'too_many_streams',
  cause?: unknown,
  retryAfterSeconds = 1,
): Problem {
  const headers = { 'retry-after': String(retryAfterSeconds) };
  return new Problem(code, undefined, { headers, cause });
}

/**
 * Whether a status means an internal fault; 501 is a documented refusal until payments are set up.
 */
export const isFault = (status: number): boolean => status >= 500 && status !== 501;

const MAX_INSTANCE_CHARS = 256;

/** Formats a problem as JSON. */
export const formatProblem = (problem: Problem, url: string, requestId: string): string =>
  JSON.stringify(problemOf(problem, url, requestId));

/** Builds a problem document (RFC 9457). Drops the query of `url`, which may be personal. */
export function problemOf(problem: Problem, url: string, requestId: string) {
  const { code, title, status, message, members } = problem;
  return {
    type: `urn:scrip:problem:${code}`,
    title,
    status,
    detail: message,
    instance: (url.split('?', 1)[0] ?? '').slice(0, MAX_INSTANCE_CHARS),
    code,
    request_id: requestId,
    ...members,
  };
}

/** 429 with the limit per second. */
export const tooMany = (perSecond: number): Problem =>
  new Problem('rate_limited', `at most ${perSecond} requests a second`, {
    headers: { 'retry-after': '1' },
    members: { limit_per_second: perSecond },
  });
