import type { Stripe } from 'stripe';
import { invalid } from '../state/errors.js';
import { list } from '../http/lists.js';
import { retrieve, route } from '../http/route.js';

/** Older events are not given. https://docs.stripe.com/api/events */
const KEPT_S = 30 * 86_400;
const MAX_TYPES = 20;

/** `charge.*` as a pattern of SQL. */
const pattern = (type: string): string => type.replace(/[\\%_]/g, '\\$&').replaceAll('*', '%');

/** Events. https://docs.stripe.com/api/events/list */
export const events = [
  route<Stripe.EventListParams>('GET /v1/events', (turn, params) => {
    const { type, types } = params;
    if (type !== undefined && types !== undefined) {
      throw invalid('You may pass either `type` or `types`, and not both.', { param: 'types' });
    }
    if (types && types.length > MAX_TYPES) {
      throw invalid(`You may pass at most ${MAX_TYPES} types.`, { param: 'types' });
    }
    const asked = types ?? (type === undefined ? undefined : [type]);
    return list(turn, 'event', '/v1/events', params, {
      since: turn.now - KEPT_S,
      ...(asked && { like: ['type', asked.map(pattern)] }),
    });
  }),
  retrieve('/v1/events/:id', 'event'),
];
