import { hash } from 'node:crypto';
import { z } from 'zod';
import { OBJECT_ID } from '../converge/find-object.js';
import type { FindingDraft } from '../plan/plan.js';
import type { StripeEvent } from '../records/stripe-event.entity.js';

/** What is read of an event; its object is looked at, not believed in. */
const Envelope = z.object({
  id: z.string().regex(/^evt_[\w-]{1,200}$/),
  type: z.string().regex(/^[\w.]{1,200}$/),
  api_version: z
    .string()
    .regex(/^[\w.-]{1,100}$/)
    .nullable(),
  livemode: z.boolean(),
  created: z.number().int().min(0).max(100_000_000_000),
  data: z.object({ object: z.looseObject({ object: z.string() }) }),
});
type Envelope = z.output<typeof Envelope>;

const WithId = z.object({ id: z.string().regex(OBJECT_ID) });
const WithSubscription = z.union([
  z.object({ subscription: z.string().regex(OBJECT_ID) }),
  z.object({ released_subscription: z.string().regex(OBJECT_ID) }),
]);
const WithPayment = z.object({ payment_intent: z.string().regex(OBJECT_ID) });

/** A webhook to store, and what a person has to look at. */
export interface ReadEvent {
  readonly row: Pick<
    StripeEvent,
    | 'id'
    | 'type'
    | 'apiVersion'
    | 'livemode'
    | 'createdAt'
    | 'objectId'
    | 'payload'
    | 'payloadHash'
    | 'state'
    | 'error'
  >;
  readonly finding: FindingDraft | undefined;
}

/** What this installation expects of events. */
export interface Expected {
  readonly livemode: boolean;
  readonly apiVersion: string | null;
}

/** Reads a signed webhook. Whatever it says, there is a row of it: it was answered for. */
export function readEvent(bytes: Buffer, expected: Expected): ReadEvent {
  const payloadHash = hash('sha256', bytes, 'base64url');
  const kept = { payload: bytes, payloadHash };
  const event = parse(bytes);
  if (!event) {
    const id = `unreadable_${payloadHash}`;
    const error = 'it cannot be read as an event';
    const nothing = { type: null, apiVersion: null, livemode: null, createdAt: null };
    return {
      row: { ...kept, ...nothing, id, objectId: null, state: 'parked', error },
      finding: { class: 'unreadable_event', objectId: id, ours: null, theirs: null },
    };
  }
  const { id, type, livemode, api_version: apiVersion, created } = event;
  const objectId = objectOf(event);
  const common = { ...kept, id, type, apiVersion, livemode, objectId };
  const row = { ...common, createdAt: new Date(created * 1_000) };
  const finding = foreign(event, expected);
  if (finding) {
    const error = `expected ${finding.ours}, not ${finding.theirs}`;
    return { row: { ...row, state: 'parked', error }, finding };
  }
  const state = objectId === null ? 'ignored' : 'received';
  return { row: { ...row, state, error: null }, finding: undefined };
}

function parse(bytes: Buffer): Envelope | undefined {
  try {
    return Envelope.safeParse(JSON.parse(bytes.toString('utf8'))).data;
  } catch {
    return undefined;
  }
}

/** Why an event is not for this installation. */
function foreign(event: Envelope, expected: Expected): FindingDraft | undefined {
  const { id: objectId, livemode, api_version: apiVersion } = event;
  const modeOf = (isLive: boolean) => (isLive ? 'live' : 'test');
  if (livemode !== expected.livemode) {
    const [ours, theirs] = [modeOf(expected.livemode), modeOf(livemode)];
    return { class: 'live_test_mix', objectId, ours, theirs };
  }
  if (apiVersion !== expected.apiVersion) {
    return { class: 'unreadable_event', objectId, ours: expected.apiVersion, theirs: apiVersion };
  }
  return undefined;
}

/** The object to look at for an event; null: it says nothing about any of ours. */
function objectOf({ data: { object } }: Envelope): string | null {
  switch (object.object) {
    case 'checkout.session':
    case 'customer':
    case 'dispute':
    case 'invoice':
    case 'payment_intent':
    case 'payout':
    case 'radar.early_fraud_warning':
    case 'refund':
    case 'subscription':
      return WithId.safeParse(object).data?.id ?? null;
    case 'charge':
      return WithPayment.safeParse(object).data?.payment_intent ?? null;
    case 'subscription_schedule': {
      const { data } = WithSubscription.safeParse(object);
      if (!data) return null;
      return 'subscription' in data ? data.subscription : data.released_subscription;
    }
    default:
      return null;
  }
}
