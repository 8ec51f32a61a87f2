import { applyDecorators } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiExtension } from '@nestjs/swagger';

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
] as const;
export type Permission = (typeof PERMISSIONS)[number];

/** What a product's key holds unless told otherwise; the rest is given one by one. */
export const PRODUCT_PERMISSIONS: readonly Permission[] = [
  'usage:write',
  'usage:read',
  'accounts:read',
  'accounts:write',
];

/** What a route asks of its caller: one permission, or nothing at all. */
export type Access = Permission | 'public';

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access;
    /** Where a body may be larger than others. */
    bodyLimitBytes?: number;
  }
}

/**
 * The permission a route needs. It stands in Fastify's route config, so it is checked before a
 * body is read.
 */
export const Allow = (
  permission: Permission,
  limits: { readonly bodyLimitBytes?: number } = {},
): MethodDecorator =>
  applyDecorators(
    RouteConfig({ access: permission satisfies Access, ...limits }),
    ApiExtension('x-permission', permission),
  );

/** A route that anybody may call: health, documentation. */
export const Public = (): MethodDecorator => RouteConfig({ access: 'public' satisfies Access });
