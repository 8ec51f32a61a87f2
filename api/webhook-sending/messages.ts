import { hash } from 'node:crypto';
import type { AccountEvent, BalanceLevel, Direction } from '../../domain/account/events.js';
import type { LotGrant, LotSource } from '../../domain/account/lot.js';
import { formatCredits, type Credits } from '../../domain/credits.js';
import { IntegrityError } from '../../domain/errors.js';
import { formatInstant, type Instant } from '../../domain/instant.js';
import type { Recorded } from '../../platform/event-store/records/recorded.js';
import { formatPosition } from '../../platform/event-store/records/metadata.js';
import type { WebhookData, WebhookType } from './types.js';

/** A message to every subscribed endpoint. */
export interface WebhookMessage {
  /** `msg_…`: derived from its subject, so that storing it twice has no effect. */
  readonly id: string;
  readonly type: WebhookType;
  readonly accountId: string | null;
  /** The signed body, byte for byte. */
  readonly body: string;
}

/** Account events that cause webhooks. */
export type NotifiedEvent = Extract<AccountEvent, { type: NotifiedType }>;
type NotifiedType =
  | 'BalanceLevelChanged'
  | 'PlanCreditsGranted'
  | 'PeriodRenewed'
  | 'PackPurchased'
  | 'CreditsAdjusted'
  | 'PlanChanged';

/**
 * The webhook of an event; undefined if no credits were granted, or a level was crossed in the
 * other direction.
 */
export function webhookOf(recorded: Recorded<NotifiedEvent>): WebhookMessage | undefined {
  const { fact } = recorded;
  switch (fact.type) {
    case 'BalanceLevelChanged': {
      const { from, to, percentLeft, direction } = fact.data;
      if (!isNews(to, direction)) return undefined;
      const type = to === 'ok' ? 'credits.balance.recovered' : LEVEL_TYPES[to];
      const level = { level: to, from_level: from, percent_left: percentLeft };
      return about(recorded, type, { ...common(recorded), ...level });
    }
    case 'PlanCreditsGranted':
    case 'PeriodRenewed': {
      const { lot, plan, repaid } = fact.data;
      return lot && granted(recorded, lot, repaid, { plan, pack: null });
    }
    case 'PackPurchased': {
      const { lot, pack, repaid } = fact.data;
      return granted(recorded, lot, repaid, { plan: null, pack });
    }
    case 'CreditsAdjusted': {
      const { lot, repaid } = fact.data;
      return lot && granted(recorded, lot, repaid, { plan: null, pack: null });
    }
    case 'PlanChanged': {
      const { from, plan, when, period } = fact.data;
      const { startsAt, endsAt } = period;
      const change = {
        ...{ from, plan, when },
        period: { starts_at: formatInstant(startsAt), ends_at: formatInstant(endsAt) },
      };
      return about(recorded, 'plan.changed', { ...common(recorded), ...change });
    }
  }
}

/**
 * `recovered` is sent for incoming credits, `low` and `out` for outgoing ones. Events without a
 * direction predate it and are always sent.
 */
function isNews(to: BalanceLevel, direction: Direction | undefined): boolean {
  return direction === undefined || direction === (to === 'ok' ? 'in' : 'out');
}

const LEVEL_TYPES = {
  low: 'credits.balance.low',
  empty: 'credits.balance.depleted',
  overdrawn: 'credits.balance.depleted',
} as const satisfies Record<Exclude<BalanceLevel, 'ok'>, WebhookType>;

/** A lot with remaining credits that expires soon and is not replaced by a renewal. */
export interface ExpiringLot {
  readonly account_id: string;
  readonly lot_id: string;
  readonly source: LotSource;
  /** Neither held nor frozen, as a decimal string. */
  readonly remaining: string;
  readonly expires_at: string;
  /** Days of advance notice: 7 or 1. */
  readonly days: number;
  /** When it was detected. */
  readonly occurred_at: string;
}

/** The message of a lot and lead; its id is the same at every repetition. */
export function lotExpiring(lot: ExpiringLot): WebhookMessage {
  const { remaining, occurred_at, ...rest } = lot;
  const { account_id, lot_id, days } = lot;
  const id = derivedId('credits.lot.expiring', account_id, lot_id, String(days));
  const data = { ...rest, credits: remaining };
  return message(id, 'credits.lot.expiring', account_id, occurred_at, data);
}

/** Message that an endpoint was disabled. */
export function endpointDisabled(data: WebhookData<'webhook.endpoint.disabled'>): WebhookMessage {
  const id = derivedId('webhook.endpoint.disabled', data.endpoint_id, data.disabled_at);
  return message(id, 'webhook.endpoint.disabled', null, data.disabled_at, data);
}

/** Test message; `nonce` makes each one unique. */
export function ping(endpointId: string, nonce: string, now: Instant): WebhookMessage {
  const id = derivedId('test.ping', endpointId, nonce);
  const data = { endpoint_id: endpointId, sent_at: formatInstant(now) };
  return message(id, 'test.ping', null, data.sent_at, data);
}

function granted(
  recorded: Recorded<NotifiedEvent>,
  lot: LotGrant,
  repaid: Credits,
  of: { plan: string | null; pack: string | null },
): WebhookMessage {
  return about(recorded, 'credits.granted', {
    ...common(recorded),
    source: lot.source,
    credits: formatCredits(lot.granted),
    lot_id: lot.lotId,
    repaid_debt: formatCredits(repaid),
    expires_at: lot.expiresAt === null ? null : formatInstant(lot.expiresAt),
    ...of,
  });
}

/** What webhooks about events have in common. */
export function common({ fact, id, position, meta }: Recorded<AccountEvent>) {
  if (!meta.control) throw new IntegrityError(`event ${id} has no control figures`);
  const { available, held, debt } = meta.control;
  return {
    account_id: fact.data.accountId,
    event_id: id,
    position: formatPosition(position),
    occurred_at: formatInstant(fact.occurredAt),
    recorded_at: formatInstant(meta.recorded_at),
    balance: {
      available: formatCredits(available),
      held: formatCredits(held),
      debt: formatCredits(debt),
    },
  };
}

/** The message of an event. */
export const about = <Type extends WebhookType>(
  { id, fact }: Recorded<AccountEvent>,
  type: Type,
  data: WebhookData<Type>,
): WebhookMessage =>
  message(`msg_${id}`, type, fact.data.accountId, formatInstant(fact.occurredAt), data);

/** A message, with its body as it is signed. */
export const message = <Type extends WebhookType>(
  id: string,
  type: Type,
  accountId: string | null,
  timestamp: string,
  data: WebhookData<Type>,
): WebhookMessage => {
  const body = JSON.stringify({ type, timestamp, data });
  return { id, type, accountId, body };
};

/** The same id for the same subject. */
export const derivedId = (...parts: readonly string[]): string =>
  `msg_${hash('sha256', JSON.stringify(parts), 'hex').slice(0, 32)}`;
