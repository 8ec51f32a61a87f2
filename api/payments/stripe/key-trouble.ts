import type { Logger } from '../../../platform/log.js';

/** Distinct calls that are remembered; more cannot be made by this code. */
const MAX_ROUTES = 50;

/** An answer of Stripe, as far as it says whether our key is good. */
export interface Answered {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  /** Stripe's words, for the log alone: they name the account and what is left of the key. */
  readonly words: string;
}

/** Whether a status says that the key is unknown (401), or lacks a permission (403). */
export const isOfKey = (status: number | undefined): boolean => status === 401 || status === 403;

/** Remembers which calls Stripe refuses our key, and logs each once. */
export class KeyTrouble {
  private readonly refused = new Map<string, number>();

  constructor(private readonly log: Pick<Logger, 'error' | 'info'>) {}

  /** Whether something has changed shows in the log. */
  note({ method, path, status, words }: Answered): void {
    const route = routeOf(method, path);
    if (isOfKey(status)) {
      if (this.refused.get(route) === status) return;
      if (this.refused.size >= MAX_ROUTES) this.refused.clear();
      this.refused.set(route, status);
      this.log.error({ route, status, reason: words }, 'Stripe refuses STRIPE_SECRET_KEY');
      return;
    }
    // What Stripe refuses before it looks at the key says nothing about it.
    if (status === 429 || status >= 500) return;
    for (const [other, was] of this.refused) {
      // A key that is known at one route is known at all; a permission is of its route.
      if (other !== route && was !== 401) continue;
      this.refused.delete(other);
      this.log.info({ route: other, was }, 'Stripe takes STRIPE_SECRET_KEY again');
    }
  }

  /** One sentence for each call that is refused. */
  get warnings(): string[] {
    return [...this.refused].map(
      ([route, status]) =>
        `Stripe refuses STRIPE_SECRET_KEY with ${status} at ${route}: ` +
        (status === 401 ? 'the key is not valid, or expired' : 'the key lacks a permission') +
        '; payments and refunds wait',
    );
  }
}

/** `POST /v1/checkout/sessions/:id/expire`: the path without ids and query. */
function routeOf(method: string, path: string): string {
  const [, version, ...rest] = (path.split('?', 1)[0] ?? '').split('/');
  const named = rest.map((part) => (/^[a-z_]{1,30}$/.test(part) ? part : ':id'));
  return `${method} /${[version, ...named].join('/')}`;
}
