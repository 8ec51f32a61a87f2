import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Instant } from '../../domain/instant.js';
import type { Permission, WidgetScope } from './permissions.js';
import type { Role } from './roles.js';
import { Problem } from '../http/problem.js';

/** The authenticated caller of a request, by kind of credentials. */
export type Caller = KeyCaller | WidgetCaller | StaffCaller;

interface AnyCaller {
  /** `key_…`, `preset` for the key of `SCRIP_API_KEY`, `widget:<account>`, `stf_…` for a person. */
  readonly id: string;
  /** Recorded in the metadata of the events this caller causes: `key:<id>`, `staff:<id>`, … */
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

/** A signed-in person: the permissions of the role hold for every account. */
export interface StaffCaller extends AnyCaller {
  readonly kind: 'staff';
  readonly role: Role;
  readonly permissions: ReadonlySet<Permission>;
  readonly sessionId: string;
  /** End of the last step-up; undefined: there was none. */
  readonly stepUpUntil: Instant | undefined;
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
export const Caller = createParamDecorator((_: unknown, context: ExecutionContext): Caller =>
  callerOf(context),
);

/** Injects the signed-in person; 403 for other callers. */
export const Person = createParamDecorator((_: unknown, context: ExecutionContext): StaffCaller => {
  const caller = callerOf(context);
  if (caller.kind !== 'staff') throw forPeople();
  return caller;
});
/** The signed-in person. */
export type Person = StaffCaller;

function callerOf(context: ExecutionContext): Caller {
  const { caller } = context.switchToHttp().getRequest<FastifyRequest>();
  if (!caller) throw new Problem('unauthorized');
  return caller;
}

/** Whether the caller holds this permission; widget tokens hold none. */
export function isAllowed(caller: Caller, permission: Permission): boolean {
  switch (caller.kind) {
    case 'key':
      return caller.scopes.has(permission);
    case 'staff':
      return caller.permissions.has(permission);
    case 'widget':
      return false;
  }
}

/** 403 unless the caller holds the permission. For permissions that depend on the body. */
export function demand(caller: Caller, permission: Permission): void {
  if (!isAllowed(caller, permission)) throw forbidden(permission);
}

/** 403 naming the missing scope. */
export const forbidden = (scope: Permission | WidgetScope): Problem =>
  new Problem('forbidden', `this needs the scope ${scope}`, {
    members: { missing_scope: scope },
  });

/** 403 of an API key or a widget token on a route for people. */
export const forPeople = (): Problem =>
  new Problem('forbidden', 'this is for people who are signed in to the console');
