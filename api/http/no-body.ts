import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { validate } from './validation.js';

const Nothing = z.strictObject({});

/**
 * Refuses a non-empty body on routes without one: 422 naming its fields. An empty body counts as
 * absent.
 */
export function refuseBody(
  request: FastifyRequest,
  _reply: FastifyReply,
  done: (error?: Error) => void,
): void {
  if (request.body !== undefined) validate(Nothing, request.body, 'body');
  request.body = undefined;
  done();
}

/**
 * Treats an absent body as empty: bodies without required fields may be omitted, and missing fields
 * are named.
 */
export function emptyWhereAbsent(
  request: FastifyRequest,
  _reply: FastifyReply,
  done: (error?: Error) => void,
): void {
  if (request.body === undefined) request.body = {};
  done();
}

/** Refuses a non-empty query on routes without one: 422 naming its parameters. */
export function refuseQuery(
  request: FastifyRequest,
  _reply: FastifyReply,
  done: (error?: Error) => void,
): void {
  // Fast path: usually there is none.
  const { query } = request;
  if (!isEmpty(query)) validate(Nothing, query, 'query');
  done();
}

const isEmpty = (query: unknown): boolean =>
  typeof query === 'object' && query !== null && Object.keys(query).length === 0;

/** Whether a route has a `@Body`, as the OpenAPI document determines it. */
export const takesBody = (controller: object, method: string | symbol): boolean =>
  takes(RouteParamtypes.BODY, controller, method);

/** Whether a route asks for the bytes of its body (`@RawBody`). */
export const takesRawBody = (controller: object, method: string | symbol): boolean =>
  takes(RouteParamtypes.RAW_BODY, controller, method);

/** Whether a route has a `@Query`. */
export const takesQuery = (controller: object, method: string | symbol): boolean =>
  takes(RouteParamtypes.QUERY, controller, method);

function takes(kind: RouteParamtypes, controller: object, method: string | symbol): boolean {
  const parameters: unknown = Reflect.getMetadata(
    ROUTE_ARGS_METADATA,
    controller.constructor,
    method,
  );
  return Object.keys(parameters ?? {}).some((key) => key.startsWith(`${kind}:`));
}
