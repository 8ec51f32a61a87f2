/** The messages of live balances, as server-sent events. */
import type { BalanceAnswer } from '../balance/get-balance.js';

/** Why a stream ends, as sent to the client. */
export type EndReason =
  | 'token_expired'
  | 'token_revoked'
  | 'key_revoked'
  | 'session_ended'
  | 'account_closed'
  | 'shutdown';

/** Keeps proxies from closing idle connections. */
export const HEARTBEAT = ':\n\n';

const LEAST_RETRY_MS = 1_000;
const RETRY_SPREAD_MS = 2_000;

/** Random reconnection delay, so that clients do not return all at once. */
export const retryLater = (): string =>
  `retry: ${LEAST_RETRY_MS + Math.floor(Math.random() * RETRY_SPREAD_MS)}\n\n`;

/** A balance as an event; its id is its position, so that clients can resume. */
export const balanceEvent = (balance: BalanceAnswer): string =>
  `event: balance\nid: ${balance.position}\ndata: ${JSON.stringify(balance)}\n\n`;

/** The last event of a stream. */
export const endEvent = (reason: EndReason): string =>
  `event: end\ndata: ${JSON.stringify({ reason })}\n\n`;
