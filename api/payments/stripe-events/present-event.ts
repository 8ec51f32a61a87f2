import { z } from 'zod';
import { formatInstant } from '../../../domain/instant.js';
import { AccountId } from '../../shapes/ids.js';
import { InstantText } from '../../shapes/time.js';
import { StripeObjectId } from '../records/ids.js';
import { STRIPE_EVENT_STATES } from '../records/stripe-event.entity.js';

/** How a webhook stands, as the OpenAPI document names it. */
export const StripeEventStateName = z.enum(STRIPE_EVENT_STATES).meta({
  id: 'StripeEventState',
  description:
    '`received`: its object is still to be looked at; `error` says what held that up. `parked`: ' +
    'unreadable, or of another mode or API version. `ignored`: it names no object that is looked at.',
});

/** The id of an event: Stripe's, or one made of the bytes of what cannot be read. */
export const StripeEventId = z
  .string()
  .regex(/^(?:evt|unreadable)_[\w-]{1,200}$/, 'expected the id of an event of Stripe')
  .meta({
    id: 'StripeEventId',
    description: 'Given by Stripe; `unreadable_…` where none could be read.',
    examples: ['evt_1PqR2sT3uV4wX5yZ'],
  });

/** A webhook of Stripe, without what it says. */
export const StripeEventAnswer = z
  .object({
    event_id: StripeEventId,
    type: z
      .string()
      .nullable()
      .meta({ examples: ['checkout.session.completed'] }),
    state: StripeEventStateName,
    object_id: StripeObjectId.nullable().describe('What is looked at.'),
    account_id: AccountId.nullable().describe(
      'Whose it is; null until its object was looked at, or where nothing tells.',
    ),
    livemode: z.boolean().nullable(),
    api_version: z.string().nullable(),
    created_at: InstantText.nullable().describe("By Stripe's clock."),
    received_at: InstantText,
    done_at: InstantText.nullable(),
    attempts: z.number().int().describe('How often it was tried again.'),
    replayed_at: InstantText.nullable().describe(
      'When somebody last had its object looked at again.',
    ),
    replayed_by: z
      .string()
      .nullable()
      .meta({ description: 'Who: `staff:…` or `key:…`.', examples: ['staff:stf_91be02c7'] }),
    error: z.string().nullable().describe('Why it is parked, or not done yet.'),
    payload_hash: z.string().describe('base64url SHA-256 of the bytes.'),
    has_payload: z
      .boolean()
      .describe('False 90 days after it came, and once the person was erased.'),
  })
  .meta({ id: 'StripeEvent' });
export type StripeEventAnswer = z.input<typeof StripeEventAnswer>;

/** A webhook with what it says. */
export const StripeEventDetails = StripeEventAnswer.extend({
  payload: z
    .string()
    .nullable()
    .describe(
      'The text as it came, its first 256 KiB. It may name people: null without `pii:read`, too.',
    ),
  payload_bytes: z.number().int().nullable(),
}).meta({ id: 'StripeEventDetails' });
export type StripeEventDetails = z.input<typeof StripeEventDetails>;

/** A row of the inbox. */
export interface EventRow {
  readonly id: string;
  readonly type: string | null;
  readonly state: (typeof STRIPE_EVENT_STATES)[number];
  readonly object_id: string | null;
  readonly account_id: string | null;
  readonly livemode: boolean | null;
  readonly api_version: string | null;
  readonly created_at: Date | null;
  readonly received_at: Date;
  /** The same to the microsecond, which pages are cut by. */
  readonly received_key: string;
  readonly done_at: Date | null;
  readonly attempts: number;
  readonly replayed_at: Date | null;
  readonly replayed_by: string | null;
  readonly error: string | null;
  readonly payload_hash: string;
  readonly has_payload: boolean;
}

/** Columns of an EventRow. */
export const EVENT_COLUMNS = `id, type, state, object_id, account_id, livemode, api_version,
  created_at, received_at, done_at, attempts, replayed_at, replayed_by, error, payload_hash,
  payload IS NOT NULL AS has_payload,
  to_char(received_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS received_key`;

const instantOf = (date: Date | null) => (date ? formatInstant(date.getTime()) : null);

/** Presents a row of the inbox. */
export const presentEvent = (row: EventRow): StripeEventAnswer => ({
  event_id: row.id,
  type: row.type,
  state: row.state,
  object_id: row.object_id,
  account_id: row.account_id,
  livemode: row.livemode,
  api_version: row.api_version,
  created_at: instantOf(row.created_at),
  received_at: formatInstant(row.received_at.getTime()),
  done_at: instantOf(row.done_at),
  attempts: row.attempts,
  replayed_at: instantOf(row.replayed_at),
  replayed_by: row.replayed_by,
  error: row.error,
  payload_hash: row.payload_hash,
  has_payload: row.has_payload,
});
