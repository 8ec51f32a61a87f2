import { z } from 'zod';
import { failed } from './failure.js';

/** An HTTP answer as the tools see it; `body` is parsed JSON, or text where it is none. */
export interface Answer {
  readonly status: number;
  /** The server had already done this: header `Idempotency-Hit: true`. */
  readonly hit: boolean;
  readonly body: unknown;
}

/** What the tools read of `application/problem+json`. */
export const Problem = z.object({
  code: z.string(),
  title: z.string().optional(),
  detail: z.string().optional(),
  debit_id: z.string().optional(),
  invalid_parameters: z
    .array(z.object({ name: z.string().optional(), reason: z.string().optional() }).loose())
    .optional(),
});

/** A refusal in one line: `422 validation_failed: usage.input_tokens too large`. */
export function refusal(answer: Answer): string {
  const parsed = Problem.safeParse(answer.body);
  if (!parsed.success) return `HTTP ${answer.status}`;
  const { code, detail, invalid_parameters: invalid } = parsed.data;
  const first = invalid?.[0];
  const where = first ? [first.name, first.reason].filter(Boolean).join(' ') : detail;
  return `${answer.status} ${code}${where ? `: ${where}` : ''}`;
}

/** The code of a refusal, such as `insufficient_credits`; `http_500` where the answer has none. */
export function codeOf(answer: Answer): string {
  const parsed = Problem.safeParse(answer.body);
  return parsed.success ? parsed.data.code : `http_${answer.status}`;
}

/** Whether the server did what it was asked. */
export const succeeded = (answer: Answer): boolean => answer.status >= 200 && answer.status < 300;

/** The body of a 2xx answer in the shape the tool needs; throws Failure for anything else. */
export function expectBody<Schema extends z.ZodType>(
  answer: Answer,
  schema: Schema,
  what: string,
): z.output<Schema> {
  if (!succeeded(answer)) throw failed(`${what}: ${refusal(answer)}`);
  const parsed = schema.safeParse(answer.body);
  if (!parsed.success) throw failed(`${what}: the server's answer has another shape`);
  return parsed.data;
}
