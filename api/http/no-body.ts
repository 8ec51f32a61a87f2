import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { validate } from './validation.js';

const Nothing = z.strictObject({});

/** Refuses a body that says anything, where none is asked for: 422 naming its fields. */
export function refuseBody(
  { body }: FastifyRequest,
  _reply: FastifyReply,
  done: (error?: Error) => void,
): void {
  if (body !== undefined) validate(Nothing, body, 'body');
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
