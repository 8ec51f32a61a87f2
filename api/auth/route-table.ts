import { Injectable } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import type { Access } from './allow.js';
import { KEY_SCOPES, type Permission } from './permissions.js';
import { isOwnRight, mayRequest, ROLE_PERMISSIONS, type MoneyKind, type Role } from './roles.js';

/** A route of the API and what it requires. */
export interface GuardedRoute {
  readonly method: string;
  /** With parameters as `:name`. */
  readonly path: string;
  readonly access: Access | undefined;
  readonly widget: string | undefined;
  /** What people need instead. */
  readonly staff: Permission | undefined;
  readonly keysOnly: boolean;
  readonly stepUp: boolean;
  readonly requests: readonly MoneyKind[];
}

/**
 * What a route answers a role: `step-up` where it needs a recent one, `request` where people of the
 * role may only request what it does.
 */
export type Verdict = 'allowed' | 'step-up' | 'request' | 'denied';

/** Every route with what it requires, as Fastify knows them. */
@Injectable()
export class RouteTable {
  private readonly known: GuardedRoute[] = [];

  /** Notes the routes that are added from now on. */
  watch(fastify: FastifyInstance): void {
    fastify.addHook('onRoute', ({ url: path, method, config }) => {
      for (const each of [method].flat()) {
        // Fastify answers HEAD wherever there is GET; OPTIONS are CORS preflights.
        if (each === 'HEAD' || each === 'OPTIONS') continue;
        const { access, widget, keysOnly = false, stepUp = false } = config ?? {};
        const { requests = [], staff } = config ?? {};
        const asked = { access, widget, staff, keysOnly, stepUp, requests };
        this.known.push({ method: each, path, ...asked });
      }
    });
  }

  /** All routes under `/v1`, by path and method. */
  get routes(): readonly GuardedRoute[] {
    return this.known
      .filter(({ path }) => path.startsWith('/v1/'))
      .sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
  }
}

const keyOf = ({ path, method }: GuardedRoute): string => `${path} ${method}`;

/** What a route answers people of a role. */
export function verdictFor(route: GuardedRoute, role: Role): Verdict {
  const { access, staff, keysOnly, stepUp, requests } = route;
  if (access === undefined) return 'denied';
  if (access === 'public' || access === 'sign-in') return 'allowed';
  if (mayRequest(role, requests) && !requests.some((kind) => isOwnRight(role, kind))) {
    return 'request';
  }
  const isOpen = access === 'person' || (!keysOnly && ROLE_PERMISSIONS[role].has(staff ?? access));
  if (!isOpen) return 'denied';
  return stepUp ? 'step-up' : 'allowed';
}

/** The scope that opens a route to an API key; undefined: none does. */
export const scopeFor = ({ access }: GuardedRoute): Permission | undefined =>
  KEY_SCOPES.find((scope) => scope === access);
