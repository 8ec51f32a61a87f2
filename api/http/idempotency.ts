/** Idempotency keys of requests, and the hash of their input. */
import { hash, randomUUID } from 'node:crypto';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { canonicalJson } from '../../platform/canonical.js';
import { ApiHeader } from '@nestjs/swagger';
import { z } from 'zod';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from './problem.js';

/** A command's id, chosen by the caller, and the hash of its input. */
export interface IdempotencyKey {
  readonly commandId: string;
  readonly inputHash: string;
  /** The causing request. */
  readonly requestId: string;
}

/** Example key in the documentation. */
export const EXAMPLE_KEY = '0190f3c2-7d1e-7c3a-9a55-0c6d1f1f4b2a';

/** 1 to 255 visible ASCII characters. */
const KEY = /^[!-~]{1,255}$/;

/** A key inside a body. */
export const IdempotencyKeyText = z
  .string()
  .regex(KEY, 'expected 1 to 255 visible ASCII characters')
  .meta({ examples: [EXAMPLE_KEY] });

/** The input of a command, which distinguishes repetitions from reuse of a key. */
export interface Input {
  readonly method: string;
  /** The route's pattern, such as `/v1/accounts/:account_id/debits`. */
  readonly route: string;
  /** Path parameters by name. */
  readonly params: unknown;
  /** The body as sent, without defaults. */
  readonly body: unknown;
}

/** base64url SHA-256 over the canonical JSON (RFC 8785) of the input. */
export const inputHash = ({ method, route, params, body }: Input): string =>
  hash('sha256', canonicalJson([method, route, params, body ?? null]), 'base64url');

/** Injects the `Idempotency-Key` and input hash of a request; 400 without a valid key. */
export const IdempotencyKey = documented(true, idempotencyOf);

/**
 * The same where repetition is harmless: without the header, the command gets a new id. Not the
 * request id, which callers choose too and may reuse.
 */
export const OptionalIdempotencyKey = documented(false, (request) =>
  request.headers['idempotency-key'] === undefined
    ? keyed(randomUUID(), request)
    : idempotencyOf(request),
);
export type OptionalIdempotencyKey = IdempotencyKey;

/** A parameter decorator that also documents the header. */
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
  const input = { method, route: routeOptions.url ?? '', params, body: withoutConfirmation(body) };
  return { commandId, inputHash: inputHash(input), requestId: request.id };
}

/** What a person confirms is no part of the input: a repetition may have previewed again. */
function withoutConfirmation(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  const entries = Object.entries(body);
  const rest = entries.filter(([name]) => !CONFIRMATION.includes(name));
  return rest.length === entries.length ? body : Object.fromEntries(rest);
}
const CONFIRMATION = ['preview_hash', 'confirm_duplicate'];

const naming = {
  members: {
    invalid_parameters: [{ name: 'Idempotency-Key', reason: '1 to 255 visible ASCII characters' }],
  },
};

/** Marks an answer as a repetition. */
export function markHit(reply: FastifyReply, { hit }: { readonly hit: boolean }): void {
  if (hit) void reply.header('idempotency-hit', 'true');
}

/** Waits for what a command came to, and gives its answer, marked if it is a repetition. */
export type AnswerOf = <A>(
  executed: Promise<{ readonly answer: A; readonly hit: boolean }>,
) => Promise<A>;

export const AnswerOf = createParamDecorator((_: unknown, context: ExecutionContext): AnswerOf => {
  const reply = context.switchToHttp().getResponse<FastifyReply>();
  return async (executed) => {
    const result = await executed;
    markHit(reply, result);
    return result.answer;
  };
});
