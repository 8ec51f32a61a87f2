/** Shared response headers, as components of the OpenAPI document. */
export const HEADERS = {
  RequestId: {
    description: 'The id this request is known by: that of the request where it had a usable one.',
    required: true,
    schema: { type: 'string', examples: ['req_0190f3c2'] },
  },
  RetryAfter: {
    description:
      'Seconds to wait before asking again; absent where seconds would not help, as with ' +
      '`member_limit_reached`, which says when in `resets_at`.',
    schema: { type: 'integer', format: 'int32', minimum: 1, examples: [1] },
  },
  IdempotencyHit: {
    description: 'The command was known by its `Idempotency-Key`: this is its first answer again.',
    schema: { type: 'string', enum: ['true'] },
  },
  WwwAuthenticate: {
    description: 'How to come in (RFC 6750).',
    schema: { type: 'string', examples: ['Bearer realm="scrip"'] },
  },
} as const;

const refTo = (name: keyof typeof HEADERS) => ({ $ref: `#/components/headers/${name}` });

/** Headers of a route's answer with this status. */
export const headersOf = (status: string, takesIdempotencyKey: boolean) => ({
  'X-Request-Id': refTo('RequestId'),
  ...(['429', '503'].includes(status) && { 'Retry-After': refTo('RetryAfter') }),
  ...(status === '401' && { 'WWW-Authenticate': refTo('WwwAuthenticate') }),
  ...(status.startsWith('2') &&
    takesIdempotencyKey && { 'Idempotency-Hit': refTo('IdempotencyHit') }),
});
