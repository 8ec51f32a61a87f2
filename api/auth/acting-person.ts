import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

/** Who did something, and in which session. */
export interface ActingPerson {
  readonly staffId: string;
  readonly sessionId: string;
}

/** Whoever failed to sign in: nobody who is known, or a person, with or without a session. */
export interface FailedPerson {
  readonly staffId: string | null;
  readonly sessionId: string | null;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Whoever signs in with this request, or fails to; null on routes that have a caller. */
    signingIn: ActingPerson | FailedPerson | null;
    /** What a route adds to the record of what people did: no secrets, no texts of notes. */
    actionDetail: ActionDetail | null;
  }
}

/** What a route says of what a person did, such as the new role of somebody. */
export type ActionDetail = Record<string, string | boolean>;

/** Adds to the record of what people did; what is undefined is left out. */
export type Recording = (detail: Record<string, string | boolean | undefined>) => void;

/** Injects what adds to the record of this request: no secrets, no texts of notes. */
export const Recording = createParamDecorator(
  (_: unknown, context: ExecutionContext): Recording => {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    return (detail) => {
      request.actionDetail = {};
      for (const [name, value] of Object.entries(detail)) {
        if (value !== undefined) request.actionDetail[name] = value;
      }
    };
  },
);
