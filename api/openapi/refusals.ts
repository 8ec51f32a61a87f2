import { z } from 'zod';
import { WayOutKind } from '../shapes/words.js';
import { CreditsText } from '../shapes/credits.js';
import { AccountId } from '../shapes/ids.js';
import { PROBLEM_KINDS } from '../http/problem.js';
import { InstantText } from '../shapes/time.js';

const OF_WANT = { description: 'With `insufficient_credits`.' };

/** Common members of every problem. */
export const ProblemSchema = z
  .looseObject({
    type: z.string().meta({
      description: '`urn:scrip:problem:` and the code.',
      format: 'uri-reference',
      examples: ['urn:scrip:problem:validation_failed'],
    }),
    title: z.string(),
    status: z.number().int().min(400).max(599),
    detail: z.string().describe('What is wrong here, and what can be done about it.'),
    instance: z.string().describe('The path that was asked for, without its query.'),
    code: z.enum(Object.keys(PROBLEM_KINDS)).meta({
      id: 'ProblemCode',
      description: 'What kind of problem this is; the text around it may change, this will not.',
    }),
    request_id: z.string(),
    invalid_parameters: z
      .array(z.object({ name: z.string(), reason: z.string() }).meta({ id: 'InvalidParameter' }))
      .optional()
      .describe('Fields that are not as they should be, by their paths.'),
    reason: z
      .enum(['token_expired', 'token_revoked', 'session_ended'])
      .optional()
      .describe('With `unauthorized`: why a token or a session does not count any more.'),
    missing_scope: z.string().optional().describe('With `forbidden`.'),
    account_id: AccountId.optional().describe('With `account_not_found` and others.'),
    required: CreditsText.optional().meta(OF_WANT),
    available: CreditsText.optional().meta(OF_WANT),
    held: CreditsText.optional().meta(OF_WANT),
    resets_at: InstantText.nullable()
      .optional()
      .describe(
        'With `insufficient_credits`, and with `member_limit_reached` when the limit counts anew: ' +
          'null where nobody knows.',
      ),
    options: z
      .array(z.looseObject({ kind: WayOutKind }))
      .optional()
      .describe('With `insufficient_credits`: what would let this debit through.'),
    checks: z
      .record(z.string(), z.string())
      .optional()
      .describe('With `not_ready`: each `ok`, or what is wrong with it.'),
  })
  .meta({ id: 'Problem' });

const PROBLEM_REF = { $ref: '#/components/schemas/Problem' };

/** Response documentation of a status. */
export const problemResponse = (status: number | 'default') => ({
  description: status === 'default' ? 'Any other problem.' : codesOf(status),
  content: { 'application/problem+json': { schema: PROBLEM_REF } },
});

const codesOf = (status: number): string =>
  Object.entries(PROBLEM_KINDS)
    .filter(([, kind]) => kind.status === status)
    .map(([code]) => `\`${code}\``)
    .join(', ');

/** The first problem with a status, as a route at `instance` would answer it. */
export function exampleOf(status: number, instance: string) {
  const [found] = Object.entries(PROBLEM_KINDS).filter(([, kind]) => kind.status === status);
  if (!found) return undefined;
  const [code, { title, detail = title }] = found;
  const type = `urn:scrip:problem:${code}`;
  return { type, title, status, detail, instance, code, request_id: 'req_0190f3c2' };
}
