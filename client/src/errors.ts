import type { components } from './schema.js';

/** A refusal as Scrip sends it (`application/problem+json`, RFC 9457). */
export type Problem = components['schemas']['Problem'];

/** A code of Scrip, or `http_` and the status where somebody else has answered. */
export type ErrorCode = Problem['code'] | `http_${number}`;

/** What would let a refused charge through: buy, upgrade, or wait. */
export type WayOut = NonNullable<Problem['options']>[number];

/** An answer that is not a success; nothing has changed. */
export class ScripError extends Error {
  override readonly name: string = 'ScripError';
  /** HTTP status. */
  readonly status: number;
  readonly code: ErrorCode;
  /** One sentence: what is wrong, and what would help. */
  readonly detail: string;
  /** Names this request in the server's log. */
  readonly requestId: string | undefined;
  /** Send it again under this key, and it happens once. */
  readonly idempotencyKey: string | undefined;

  constructor(
    /** All that the server says: numbers as decimal strings, in snake_case. */
    readonly problem: Partial<Problem>,
    answer: { readonly status: number; readonly idempotencyKey?: string | undefined },
  ) {
    const { status, idempotencyKey } = answer;
    const detail = problem.detail ?? `the answer was HTTP ${status}`;
    super(detail);
    this.status = status;
    this.code = problem.code ?? `http_${status}`;
    this.detail = detail;
    this.requestId = problem.request_id;
    this.idempotencyKey = idempotencyKey;
  }
}

/** 402: the account has fewer credits than this takes. Nothing was charged. */
export class InsufficientCredits extends ScripError {
  override readonly name = 'InsufficientCredits';
  /** Credits that it takes. */
  readonly required: string;
  /** Credits that there are. */
  readonly available: string;
  /** When the plan gives credits again: RFC 3339. */
  readonly resetsAt: string | undefined;
  /** What would let it through. */
  readonly options: readonly WayOut[];

  constructor(...given: ConstructorParameters<typeof ScripError>) {
    super(...given);
    const { required = '0', available = '0', resets_at: resetsAt, options = [] } = this.problem;
    this.required = required;
    this.available = available;
    this.resetsAt = resetsAt ?? undefined;
    this.options = options;
  }
}

/**
 * No answer, however often it was asked for: whether it happened is not known. Sent again under
 * the same key, it happens once.
 */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';

  constructor(
    readonly tries: number,
    readonly idempotencyKey: string | undefined,
    cause: unknown,
  ) {
    super(`no answer from Scrip in ${tries} ${tries === 1 ? 'try' : 'tries'}`, { cause });
  }
}

/** An answer that is not a success as the error it is thrown as. */
export async function errorOf(request: Request, response: Response): Promise<ScripError> {
  const idempotencyKey = request.headers.get('idempotency-key') ?? undefined;
  const problem = parse(await response.text());
  const answer = { status: response.status, idempotencyKey };
  return problem.code === 'insufficient_credits'
    ? new InsufficientCredits(problem, answer)
    : new ScripError(problem, answer);
}

/** The page of a proxy between us and Scrip is no problem that says anything. */
function parse(text: string): Partial<Problem> {
  try {
    const value: unknown = JSON.parse(text);
    return isProblem(value) ? value : {};
  } catch {
    return {};
  }
}

const isProblem = (value: unknown): value is Problem =>
  typeof value === 'object' &&
  value !== null &&
  'code' in value &&
  typeof value.code === 'string' &&
  'detail' in value &&
  typeof value.detail === 'string';
