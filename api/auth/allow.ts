import { applyDecorators } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiExtension } from '@nestjs/swagger';
import { z } from 'zod';
import { takesBody, takesQuery, takesRawBody } from '../http/no-body.js';

/** Permissions of API keys. A route requires one; a key holds several. */
export const PERMISSIONS = [
  'usage:write',
  'usage:read',
  'accounts:read',
  'accounts:write',
  'usage:backfill',
  'debt:allow',
  'adjustments:write',
  'refunds:write',
  'plans:write',
  'models:write',
  'clock:write',
  'audit:read',
  'ops:write',
  'keys:write',
  'webhooks:write',
  'pii:read',
  'pii:write',
  'notes:write',
] as const;
/** A permission, as the OpenAPI document names it. */
export const PermissionName = z.enum(PERMISSIONS).meta({ id: 'Permission' });
/** A permission of an API key. */
export type Permission = (typeof PERMISSIONS)[number];

/** Permissions of a new key unless told otherwise; the others are granted explicitly. */
export const PRODUCT_PERMISSIONS: readonly Permission[] = [
  'usage:write',
  'usage:read',
  'accounts:read',
  'accounts:write',
];

/** Scopes of widget tokens; each token is valid for one account. */
export const WIDGET_SCOPES = [
  'balance:read',
  'history:read',
  'models:read',
  'packs:read',
  'checkout:create',
  'plan:change',
  'autotopup:write',
] as const;
/** A scope of widget tokens, as the OpenAPI document names it. */
export const WidgetScopeName = z.enum(WIDGET_SCOPES).meta({
  id: 'WidgetScope',
  description: '`autotopup:write` opens nothing until payments are set up.',
});
/** A scope of widget tokens. */
export type WidgetScope = (typeof WIDGET_SCOPES)[number];

/** Permission that a route requires; `public` for none. */
export type Access = Permission | 'public';

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access;
    /** Absent: the route refuses widget tokens. */
    widget?: WidgetScope;
    /** Overrides the usual limit of the body size. */
    bodyLimitBytes?: number;
    /** The body is not parsed: the route takes its bytes. */
    rawBody?: boolean;
    /** The route takes no body: any body is refused. */
    refusesBody?: boolean;
    /** The route takes no query: any query is refused. */
    refusesQuery?: boolean;
  }
}

/** Further options of `@Public`. */
interface PublicTerms {
  readonly bodyLimitBytes?: number;
}

/** Further options of `@Allow`. */
interface RouteTerms extends PublicTerms {
  readonly widget?: WidgetScope;
}

/**
 * Requires a permission of API keys, and a scope of widget tokens; without a scope, widget tokens
 * are refused. Stored in Fastify's route config, so that both are checked before the body is read.
 * A handler with `@RawBody()` gets the exact bytes of a JSON body, in a Buffer that may be empty.
 */
export const Allow =
  (permission: Permission, { widget, bodyLimitBytes }: RouteTerms = {}): MethodDecorator =>
  (controller, method, descriptor) =>
    applyDecorators(
      RouteConfig({
        access: permission satisfies Access,
        ...(widget && { widget }),
        ...bodyTerms(controller, method, bodyLimitBytes),
        refusesBody: !takesBody(controller, method) && !takesRawBody(controller, method),
        refusesQuery: !takesQuery(controller, method),
      }),
      ApiExtension('x-permission', permission),
      ...(widget ? [ApiExtension('x-widget-scope', widget)] : []),
    )(controller, method, descriptor);

/** A route without authentication: health, documentation. `@RawBody()` works as with `@Allow`. */
export const Public =
  ({ bodyLimitBytes }: PublicTerms = {}): MethodDecorator =>
  (controller, method, descriptor) =>
    RouteConfig({
      access: 'public' satisfies Access,
      ...bodyTerms(controller, method, bodyLimitBytes),
    })(controller, method, descriptor);

/** Parameters are decorated before their method is, so they are known here. */
const bodyTerms = (
  controller: object,
  method: string | symbol,
  bodyLimitBytes: number | undefined,
) => ({
  ...(bodyLimitBytes !== undefined && { bodyLimitBytes }),
  ...(takesRawBody(controller, method) && { rawBody: true }),
});
