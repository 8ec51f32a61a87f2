import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Permission } from './allow.js';
import { Problem } from './problem.js';

/** Who asks: an API key with its permissions. */
export interface Caller {
  /** `key_…`, or `preset` for the key of `SCRIP_API_KEY`. */
  readonly id: string;
  /** As it stands in the metadata of the events this caller causes: `key:<id>`. */
  readonly actor: string;
  readonly scopes: ReadonlySet<Permission>;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set once the request is authenticated; null on public routes. */
    caller: Caller | null;
  }
}

/** The authenticated caller. On a public route there is none: asking for it is a 401. */
export const Caller = createParamDecorator((_: unknown, context: ExecutionContext): Caller => {
  const { caller } = context.switchToHttp().getRequest<FastifyRequest>();
  if (!caller) throw new Problem('unauthorized');
  return caller;
});

/** 403 unless the caller holds the permission: for what depends on the body, such as `policy`. */
export function demand(caller: Caller, permission: Permission): void {
  if (!caller.scopes.has(permission)) throw forbidden(permission);
}

/** 403 that names what is missing. */
export const forbidden = (permission: Permission): Problem =>
  new Problem('forbidden', `this needs the scope ${permission}`, {
    members: { missing_scope: permission },
  });
