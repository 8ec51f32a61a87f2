import { applyDecorators } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiExtension } from '@nestjs/swagger';
import { takesBody, takesQuery, takesRawBody } from '../http/no-body.js';
import type { Permission, WidgetScope } from './permissions.js';
import type { MoneyKind } from './roles.js';

/**
 * What a route requires: a permission, any signed-in person (`person`), a page of our own without
 * credentials (`sign-in`), or nothing (`public`).
 */
export type Access = Permission | 'person' | 'sign-in' | 'public';

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access;
    /** Absent: the route refuses widget tokens. */
    widget?: WidgetScope;
    /** What people need instead of the permission of keys. */
    staff?: Permission;
    /** The route refuses people, whatever their role. */
    keysOnly?: boolean;
    /** People need a recent step-up. */
    stepUp?: boolean;
    /** People who may request one of these pass without the permission. */
    requests?: readonly MoneyKind[];
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
  /** What people need instead of the permission of keys. */
  readonly staff?: Permission;
  /** Refuses people: the console has another way to do the same. */
  readonly keysOnly?: boolean;
  /** Requires a recent step-up of people. */
  readonly stepUp?: boolean;
  /**
   * What the route does to an account. Roles that may request one of these pass without the
   * permission; the command then refuses them with `limit_exceeded`, which names the approvers.
   */
  readonly requests?: readonly MoneyKind[];
}

/**
 * Requires a permission of API keys and people, and a scope of widget tokens; without a scope,
 * widget tokens are refused. Stored in Fastify's route config, so that all are checked before the
 * body is read. A handler with `@RawBody()` gets the exact bytes of a JSON body, in a Buffer that
 * may be empty.
 */
export const Allow =
  (permission: Permission, terms: RouteTerms = {}): MethodDecorator =>
  (controller, method, descriptor) =>
    applyDecorators(
      route(permission, controller, method, terms),
      ApiExtension('x-permission', permission),
      ...(terms.widget ? [ApiExtension('x-widget-scope', terms.widget)] : []),
      ...(terms.keysOnly ? [ApiExtension('x-keys-only', true)] : []),
    )(controller, method, descriptor);

/** A route for every signed-in person; API keys and widget tokens are refused. */
export const AllowPerson =
  (terms: Pick<RouteTerms, 'stepUp'> = {}): MethodDecorator =>
  (controller, method, descriptor) =>
    applyDecorators(
      route('person', controller, method, terms),
      ApiExtension('x-permission', 'person'),
    )(controller, method, descriptor);

/** A route of signing in: no credentials are required, but only our own pages may call it. */
export const AllowSignIn = (): MethodDecorator => (controller, method, descriptor) =>
  applyDecorators(route('sign-in', controller, method), ApiExtension('x-sign-in', true))(
    controller,
    method,
    descriptor,
  );

/** A route without authentication: health, documentation. `@RawBody()` works as with `@Allow`. */
export const Public =
  ({ bodyLimitBytes }: PublicTerms = {}): MethodDecorator =>
  (controller, method, descriptor) =>
    RouteConfig({
      access: 'public' satisfies Access,
      ...bodyTerms(controller, method, bodyLimitBytes),
    })(controller, method, descriptor);

const route = (
  access: Access,
  controller: object,
  method: string | symbol,
  { bodyLimitBytes, ...terms }: RouteTerms = {},
): MethodDecorator =>
  RouteConfig({
    access,
    ...terms,
    ...bodyTerms(controller, method, bodyLimitBytes),
    refusesBody: !takesBody(controller, method) && !takesRawBody(controller, method),
    refusesQuery: !takesQuery(controller, method),
  });

/** Parameters are decorated before their method is, so they are known here. */
const bodyTerms = (
  controller: object,
  method: string | symbol,
  bodyLimitBytes: number | undefined,
) => ({
  ...(bodyLimitBytes !== undefined && { bodyLimitBytes }),
  ...(takesRawBody(controller, method) && { rawBody: true }),
});
