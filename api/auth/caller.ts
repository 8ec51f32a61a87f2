import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Instant } from '../../domain/instant.js';
import type { Permission, WidgetScope } from './allow.js';
import { Problem } from '../http/problem.js';

/** Who asks: an API key with its permissions, or a widget with none but those of its routes. */
export interface Caller {
  /** `key_…`, `preset` for the key of `SCRIP_API_KEY`, `widget:<account>` for a widget. */
  readonly id: string;
  /** As it stands in the metadata of the events this caller causes: `key:<id>`, `widget:…`. */
  readonly actor: string;
  readonly scopes: ReadonlySet<Permission>;
  /** Of a widget: what its token says. */
  readonly widget?: WidgetGrant;
}

/** What a widget's token gives to whoever holds it. */
export interface WidgetGrant {
  readonly accountId: string;
  readonly memberId: string | undefined;
  readonly scopes: ReadonlySet<WidgetScope>;
  /** Pages that may use it, such as `https://app.example`; empty: any. */
  readonly origins: readonly string[];
  readonly expiresAt: Instant;
  /** Number of the last revocation before it was made: a later one ends it. */
  readonly revocation: number;
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
export const forbidden = (scope: Permission | WidgetScope): Problem =>
  new Problem('forbidden', `this needs the scope ${scope}`, {
    members: { missing_scope: scope },
  });
