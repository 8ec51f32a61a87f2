import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Instant } from '../../domain/instant.js';
import type { Permission, WidgetScope } from './allow.js';
import { Problem } from '../http/problem.js';

/** The authenticated caller of a request, by kind of credentials. */
export type Caller = KeyCaller | WidgetCaller;

interface AnyCaller {
  /** `key_…`, `preset` for the key of `SCRIP_API_KEY`, `widget:<account>` for a widget. */
  readonly id: string;
  /** Recorded in the metadata of the events this caller causes: `key:<id>`, `widget:…`. */
  readonly actor: string;
}

/** An API key: its permissions hold for every account. */
export interface KeyCaller extends AnyCaller {
  readonly kind: 'key';
  readonly scopes: ReadonlySet<Permission>;
}

/** A widget token: its scopes hold for one account. */
export interface WidgetCaller extends AnyCaller {
  readonly kind: 'widget';
  readonly grant: WidgetGrant;
}

/** The claims of a widget token. */
export interface WidgetGrant {
  readonly accountId: string;
  readonly memberId: string | undefined;
  readonly scopes: ReadonlySet<WidgetScope>;
  /** Origins that may use it, such as `https://app.example`; empty: any. */
  readonly origins: readonly string[];
  readonly expiresAt: Instant;
  /** Number of the last revocation before the token was minted: a later one invalidates it. */
  readonly revocation: number;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set once the request is authenticated; null on public routes. */
    caller: Caller | null;
  }
}

/** Injects the authenticated caller; 401 on a public route. */
export const Caller = createParamDecorator((_: unknown, context: ExecutionContext): Caller => {
  const { caller } = context.switchToHttp().getRequest<FastifyRequest>();
  if (!caller) throw new Problem('unauthorized');
  return caller;
});

/** Whether the caller is an API key with this permission. */
export const isAllowed = (caller: Caller, permission: Permission): boolean =>
  caller.kind === 'key' && caller.scopes.has(permission);

/** 403 unless the caller holds the permission. For permissions that depend on the body. */
export function demand(caller: Caller, permission: Permission): void {
  if (!isAllowed(caller, permission)) throw forbidden(permission);
}

/** 403 naming the missing scope. */
export const forbidden = (scope: Permission | WidgetScope): Problem =>
  new Problem('forbidden', `this needs the scope ${scope}`, {
    members: { missing_scope: scope },
  });
