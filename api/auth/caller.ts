import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Instant } from '../../domain/instant.js';
import type { Permission, WidgetScope } from './allow.js';
import { Problem } from '../http/problem.js';

/** Who asks. Each kind of caller proves itself in its own way and may do what its kind may. */
export type Caller = KeyCaller | WidgetCaller;

interface AnyCaller {
  /** `key_…`, `preset` for the key of `SCRIP_API_KEY`, `widget:<account>` for a widget. */
  readonly id: string;
  /** As it stands in the metadata of the events this caller causes: `key:<id>`, `widget:…`. */
  readonly actor: string;
}

/** An API key: it may do what its permissions say, on every account. */
export interface KeyCaller extends AnyCaller {
  readonly kind: 'key';
  readonly scopes: ReadonlySet<Permission>;
}

/** A widget: it may do what its token says, on the token's account. */
export interface WidgetCaller extends AnyCaller {
  readonly kind: 'widget';
  readonly grant: WidgetGrant;
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

/** Whether the caller holds a permission of keys. */
export const isAllowed = (caller: Caller, permission: Permission): boolean =>
  caller.kind === 'key' && caller.scopes.has(permission);

/** 403 unless the caller holds the permission: for what depends on the body, such as `policy`. */
export function demand(caller: Caller, permission: Permission): void {
  if (!isAllowed(caller, permission)) throw forbidden(permission);
}

/** 403 that names what is missing. */
export const forbidden = (scope: Permission | WidgetScope): Problem =>
  new Problem('forbidden', `this needs the scope ${scope}`, {
    members: { missing_scope: scope },
  });
