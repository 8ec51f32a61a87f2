import { applyDecorators } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiExtension } from '@nestjs/swagger';
import { z } from 'zod';
import { takesBody, takesQuery } from '../http/no-body.js';

/** What a key may be allowed to do. A route names one; a key holds several. */
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
] as const;
/** What a key may be allowed to do, as the API document names it. */
export const PermissionName = z.enum(PERMISSIONS).meta({ id: 'Permission' });
/** What a key may be allowed to do. */
export type Permission = (typeof PERMISSIONS)[number];

/** What a product's key holds unless told otherwise; the rest is given one by one. */
export const PRODUCT_PERMISSIONS: readonly Permission[] = [
  'usage:write',
  'usage:read',
  'accounts:read',
  'accounts:write',
];

/** What a widget's token may be allowed to do, for the one account that it is made for. */
export const WIDGET_SCOPES = [
  'balance:read',
  'history:read',
  'models:read',
  'packs:read',
  'checkout:create',
  'plan:change',
  'autotopup:write',
] as const;
/** What a token of a widget may be allowed to do, as the API document names it. */
export const WidgetScopeName = z.enum(WIDGET_SCOPES).meta({
  id: 'WidgetScope',
  description: '`autotopup:write` opens nothing until payments are set up.',
});
/** What a token of a widget may be allowed to do. */
export type WidgetScope = (typeof WIDGET_SCOPES)[number];

/** What a route asks of its caller: one permission, or nothing at all. */
export type Access = Permission | 'public';

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access;
    /** Absent: no widget may come in. */
    widget?: WidgetScope;
    /** Where a body may be larger than others. */
    bodyLimitBytes?: number;
    /** Whatever a body says is refused: the route asks for none. */
    refusesBody?: boolean;
    /** Whatever a query says is refused: the route asks for none. */
    refusesQuery?: boolean;
  }
}

/** What else a route says of whoever may call it. */
interface RouteTerms {
  readonly widget?: WidgetScope;
  readonly bodyLimitBytes?: number;
}

/**
 * The permission a route needs of a key, and the scope it needs of a widget's token; without one,
 * widgets stay outside. They stand in Fastify's route config, so they are checked before a body is
 * read.
 */
export const Allow =
  (permission: Permission, { widget, bodyLimitBytes }: RouteTerms = {}): MethodDecorator =>
  (controller, method, descriptor) =>
    applyDecorators(
      RouteConfig({
        access: permission satisfies Access,
        ...(widget && { widget }),
        ...(bodyLimitBytes !== undefined && { bodyLimitBytes }),
        // Parameters are decorated before their method is.
        refusesBody: !takesBody(controller, method),
        refusesQuery: !takesQuery(controller, method),
      }),
      ApiExtension('x-permission', permission),
      ...(widget ? [ApiExtension('x-widget-scope', widget)] : []),
    )(controller, method, descriptor);

/** A route that anybody may call: health, documentation. */
export const Public = (): MethodDecorator => RouteConfig({ access: 'public' satisfies Access });
