import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { validate } from './validation.js';

const Nothing = z.strictObject({});

/**
 * Refuses a body that says anything, where none is asked for: 422 naming its fields. One that says
 * nothing is none: sent again without it, the request is the same.
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
 * Takes an absent body for one that says nothing, where one is asked for: a body without required
 * fields may be left out, and of another the fields that are missing are named.
 */
export function emptyWhereAbsent(
  request: FastifyRequest,
  _reply: FastifyReply,
  done: (error?: Error) => void,
): void {
  if (request.body === undefined) request.body = {};
  done();
}

/** Refuses a query that says anything, where none is asked for: 422 naming its parameters. */
export function refuseQuery(
  request: FastifyRequest,
  _reply: FastifyReply,
  done: (error?: Error) => void,
): void {
  // Nearly always there is none, and looking at that is cheaper than validating it.
  const { query } = request;
  if (!isEmpty(query)) validate(Nothing, query, 'query');
  done();
}

const isEmpty = (query: unknown): boolean =>
  typeof query === 'object' && query !== null && Object.keys(query).length === 0;

/** Whether a route asks for its body (`@Body`): as the OpenAPI document finds it out. */
export const takesBody = (controller: object, method: string | symbol): boolean =>
  takes(RouteParamtypes.BODY, controller, method);

/** Whether a route asks for the bytes of its body (`@RawBody`). */
export const takesRawBody = (controller: object, method: string | symbol): boolean =>
  takes(RouteParamtypes.RAW_BODY, controller, method);

/** Whether a route asks for its query (`@Query`). */
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
