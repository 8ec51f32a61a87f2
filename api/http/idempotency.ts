import { hash, randomUUID } from 'node:crypto';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { canonicalJson } from '../../platform/canonical.js';
import { ApiHeader } from '@nestjs/swagger';
import { z } from 'zod';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from './problem.js';

/** The caller's id for a command, and what identifies its input. */
export interface IdempotencyKey {
  readonly commandId: string;
  readonly inputHash: string;
  /** The request that asks: the cause of what it leads to. */
  readonly requestId: string;
}

/** How the documentation shows a key. */
export const EXAMPLE_KEY = '0190f3c2-7d1e-7c3a-9a55-0c6d1f1f4b2a';

/** 1 to 255 visible ASCII characters. */
const KEY = /^[!-~]{1,255}$/;

/** The same key inside a body. */
export const IdempotencyKeyText = z
  .string()
  .regex(KEY, 'expected 1 to 255 visible ASCII characters')
  .meta({ examples: [EXAMPLE_KEY] });

/** What was asked: enough to tell a repetition from another command under the same key. */
export interface Input {
  readonly method: string;
  /** The route's pattern, such as `/v1/accounts/:account_id/debits`. */
  readonly route: string;
  /** Path parameters by name. */
  readonly params: unknown;
  /** The body as the caller sent it: what the server fills in is no part of the input. */
  readonly body: unknown;
}

/** base64url SHA-256 over the canonical JSON (RFC 8785) of the input. */
export const inputHash = ({ method, route, params, body }: Input): string =>
  hash('sha256', canonicalJson([method, route, params, body ?? null]), 'base64url');

/** The `Idempotency-Key` of a request and the hash of its input; 400 without a usable key. */
export const IdempotencyKey = documented(true, idempotencyOf);

/**
 * The same where a repetition does no harm: without the header, the command gets an id that nobody
 * has used. Never the request's own: callers choose that one too, and may use it again.
 */
export const OptionalIdempotencyKey = documented(false, (request) =>
  request.headers['idempotency-key'] === undefined
    ? keyed(randomUUID(), request)
    : idempotencyOf(request),
);
export type OptionalIdempotencyKey = IdempotencyKey;

/** A parameter decorator that also says in the documentation that the header is taken. */
function documented(required: boolean, read: (request: FastifyRequest) => IdempotencyKey) {
  const parameter = createParamDecorator((_: unknown, context: ExecutionContext) =>
    read(context.switchToHttp().getRequest<FastifyRequest>()),
  );
  const header = ApiHeader({
    name: 'Idempotency-Key',
    required,
    description: 'Names this command: sent again with the same input, it happens once.',
    schema: { type: 'string', minLength: 1, maxLength: 255, pattern: KEY.source },
    example: EXAMPLE_KEY,
  });
  return (): ParameterDecorator => (target, name, index) => {
    parameter()(target, name, index);
    const method = name === undefined ? undefined : Object.getOwnPropertyDescriptor(target, name);
    if (name !== undefined && method) header(target, name, method);
  };
}

function idempotencyOf(request: FastifyRequest): IdempotencyKey {
  const commandId = request.headers['idempotency-key'];
  if (commandId === undefined || commandId === '') {
    throw new Problem('idempotency_key_required', 'send the header Idempotency-Key', naming);
  }
  if (typeof commandId !== 'string' || !KEY.test(commandId)) {
    const detail = 'Idempotency-Key takes 1 to 255 visible ASCII characters';
    throw new Problem('idempotency_key_invalid', detail, naming);
  }
  return keyed(commandId, request);
}

function keyed(commandId: string, request: FastifyRequest): IdempotencyKey {
  const { method, params, body, routeOptions } = request;
  const input = { method, route: routeOptions.url ?? '', params, body };
  return { commandId, inputHash: inputHash(input), requestId: request.id };
}

const naming = {
  members: {
    invalid_parameters: [{ name: 'Idempotency-Key', reason: '1 to 255 visible ASCII characters' }],
  },
};

/** Tells the caller that this answer is the first one again. */
export function markHit(reply: FastifyReply, { hit }: { readonly hit: boolean }): void {
  if (hit) void reply.header('idempotency-hit', 'true');
}
