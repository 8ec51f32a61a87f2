import type { ProjectionName } from '../freshness/lag.js';
import type { Schemas } from '../lib/api.js';

type Kind = Schemas['WorkKind'];

const filtered = (page: string, filter: Readonly<Record<string, string>>): string =>
  `${page}?filter=${encodeURIComponent(JSON.stringify(filter))}`;

const PATHS: Readonly<Record<Kind, string>> = {
  approvals_for_me: filtered('/approvals', { view: 'for_me' }),
  requests_decided: filtered('/approvals', { view: 'mine' }),
  projections_stopped: '/projections',
  jobs_failed: '/jobs',
  endpoints_off: '/webhooks',
  subscriptions_past_due: filtered('/subscriptions', { status: 'past_due' }),
  accounts_overdrawn: filtered('/accounts', { level: 'overdrawn' }),
  findings_critical: filtered('/findings', { severity: 'critical', state: 'open,assigned' }),
  stripe_events_parked: filtered('/inbox', { state: 'parked' }),
  offers_upcoming: '/catalogue',
  rates_upcoming: '/models',
};

/** The page on which work of a kind is done. */
export const pathOf = (kind: Kind): string => PATHS[kind];

/** Whether what is counted is still to come. */
export const isUpcoming = (kind: Kind): boolean =>
  kind === 'offers_upcoming' || kind === 'rates_upcoming';

/** The projections in which work is counted; none: it is counted where it is kept. */
const COUNTED_IN: Readonly<Record<Kind, readonly ProjectionName[]>> = {
  approvals_for_me: ['approvals'],
  requests_decided: ['approvals'],
  projections_stopped: [],
  jobs_failed: [],
  endpoints_off: [],
  subscriptions_past_due: [],
  findings_critical: [],
  stripe_events_parked: [],
  accounts_overdrawn: ['accounts', 'balances'],
  offers_upcoming: ['catalogue'],
  rates_upcoming: ['models'],
};

/** The projections in which any of this work is counted, each once. */
export const projectionsOf = (items: readonly { readonly kind: Kind }[]): ProjectionName[] => [
  ...new Set(items.flatMap(({ kind }) => COUNTED_IN[kind])),
];
