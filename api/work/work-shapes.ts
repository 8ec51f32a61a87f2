import { z } from 'zod';
import { InstantText } from '../shapes/time.js';

/** No more than these are counted. */
export const MAX_COUNTED = 1_000;
/** How long a decision is shown to whoever asked for it. */
export const DECIDED_DAYS = 3;
/** How far ahead changes of the catalogue are shown. */
export const AHEAD_HOURS = 48;

/** What may need somebody, in the order in which it is listed. */
export const WORK_KINDS = [
  'approvals_for_me',
  'requests_decided',
  'projections_stopped',
  'jobs_failed',
  'endpoints_off',
  'accounts_overdrawn',
  'subscriptions_past_due',
  'findings_critical',
  'stripe_events_parked',
  'offers_upcoming',
  'rates_upcoming',
] as const;
/** What may need somebody. */
export type WorkKind = (typeof WORK_KINDS)[number];

const WorkKindName = z.enum(WORK_KINDS).meta({
  id: 'WorkKind',
  description:
    '`approvals_for_me`: requests and proposals that the caller can decide. `requests_decided`: what became of ' +
    `the caller's own in the last ${DECIDED_DAYS} days. \`endpoints_off\`: webhook endpoints that ` +
    'are off because nothing arrived there. `subscriptions_past_due`: those whose last invoice is not paid. `findings_critical`: findings that are not resolved. ' +
    '`stripe_events_parked`: webhooks of Stripe whose finding is not resolved. `offers_upcoming`, `rates_upcoming`: versions of plans ' +
    `and packs, and rates of models, that take effect within ${AHEAD_HOURS} hours.`,
});

/** One kind of work. */
export const WorkItem = z
  .object({
    kind: WorkKindName,
    count: z.number().int().nullable().describe('Null: it could not be counted now.'),
    more: z.boolean().describe(`Whether there are more than ${MAX_COUNTED}.`),
    first_at: InstantText.nullable().describe(
      'Since when the oldest waits; when the first of what is to come takes effect.',
    ),
  })
  .meta({ id: 'WorkItem' });
export type WorkItem = z.input<typeof WorkItem>;

/** What needs the caller now. */
export const WorkAnswer = z
  .object({
    checked_at: InstantText,
    items: z.array(WorkItem).describe('One of each kind that the role deals with.'),
  })
  .meta({ id: 'Work' });
export type WorkAnswer = z.input<typeof WorkAnswer>;
