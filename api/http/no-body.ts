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

/** Whether a route asks for its body (`@Body`): as the OpenAPI document finds it out. */
export function takesBody(controller: object, method: string | symbol): boolean {
  const parameters: unknown = Reflect.getMetadata(
    ROUTE_ARGS_METADATA,
    controller.constructor,
    method,
  );
  return Object.keys(parameters ?? {}).some((key) => key.startsWith(`${RouteParamtypes.BODY}:`));
}
