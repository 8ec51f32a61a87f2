import type { AnyEvent } from '../../domain/log/all-events.js';
import type { AccountEvent } from '../../domain/account/events.js';
import type { Recorded } from '../../platform/event-store/event-store.js';
import {
  webhookOf,
  type NotifiedEvent,
  type WebhookMessage,
} from '../../api/webhook-sending/messages.js';
import {
  moneyBackWebhook,
  type MoneyBackEvent,
} from '../../api/webhook-sending/payment-messages.js';
import { topUpSucceeded } from '../../api/webhook-sending/topup-messages.js';

type EventOf<Type extends AccountEvent['type']> = Extract<AccountEvent, { type: Type }>;

/**
 * Maps a fact to messages; pure. Message ids are derived from the event's id, so that repeating a
 * fact has no effect.
 */
export type Reaction<Type extends AccountEvent['type']> = {
  // A method, because its parameter is bivariant: reactions are selected by event type and can only
  // know that they take some event.
  react(recorded: Recorded<EventOf<Type>>): readonly WebhookMessage[];
}['react'];

/** Lists every event, so that a new one needs a decision here. */
export type Reactions = { readonly [Type in AccountEvent['type']]: Reaction<Type> };

const nothing = (): readonly WebhookMessage[] => [];

function webhookMessages(recorded: Recorded<NotifiedEvent>): readonly WebhookMessage[] {
  const message = webhookOf(recorded);
  return message ? [message] : [];
}

const moneyBackMessages = (recorded: Recorded<MoneyBackEvent>): readonly WebhookMessage[] => [
  moneyBackWebhook(recorded),
];

/** Webhook messages of account events. */
export const reactions: Reactions = {
  AccountOpened: nothing,
  PlanCreditsGranted: webhookMessages,
  CreditsDebited: nothing,
  HoldPlaced: nothing,
  HoldExtended: nothing,
  HoldSettled: nothing,
  HoldReleased: nothing,
  DebitRefunded: nothing,
  CreditsAdjusted: webhookMessages,
  MemberAdded: nothing,
  MemberLimitSet: nothing,
  MemberRemoved: nothing,
  PlanChanged: webhookMessages,
  PlanChangeScheduled: nothing,
  PlanChangeWithdrawn: nothing,
  PeriodRenewed: webhookMessages,
  LotExpired: nothing,
  LotsRetired: nothing,
  PackPurchased: webhookMessages,
  PaymentRefunded: moneyBackMessages,
  PaymentRefundUndone: nothing,
  DisputeOpened: moneyBackMessages,
  DisputeClosed: moneyBackMessages,
  DisputeReinstated: moneyBackMessages,
  AutoTopUpConfigured: nothing,
  AutoTopUpSucceeded: (recorded) => [topUpSucceeded(recorded)],
  AutoTopUpFailed: nothing,
  AutoTopUpTurnedOff: nothing,
  AccountSuspended: nothing,
  AccountReinstated: nothing,
  AccountClosed: nothing,
  BalanceLevelChanged: webhookMessages,
};

/** The messages of a fact; none for models and the catalogue. */
export function messagesOf(
  recorded: Recorded,
  all: Reactions = reactions,
): readonly WebhookMessage[] {
  const known: Readonly<Record<string, Reaction<AccountEvent['type']> | undefined>> = all;
  const { fact } = recorded;
  if (!isAboutAccount(fact)) return [];
  return known[fact.type]?.({ ...recorded, fact }) ?? [];
}

const isAboutAccount = (fact: AnyEvent): fact is AccountEvent =>
  Object.hasOwn(reactions, fact.type);
