/** What an upgrade takes back, as text that is kept while the upgrade waits to be paid. Pure. */
import type { SubscriptionNow } from './billing-tree.js';
import { lookOf, type Next } from './wanted.js';

/** What was scheduled before an upgrade. */
export interface KeptNext {
  /** The price that it was scheduled for. */
  readonly priceId: string;
  readonly next: Exclude<Next, { kind: 'same' }>;
  /** Who took it back: it is made again once for each. */
  readonly requestId: string;
}

const END = 'end';

/** Writes it. */
export const formatKept = ({ priceId, next, requestId }: KeptNext): string =>
  `${priceId} ${next.kind === 'end' ? END : next.priceId} ${requestId}`;

/** Reads it. */
export function parseKept(text: string | null): KeptNext | null {
  if (text === null) return null;
  const [priceId = '', what = '', requestId = ''] = text.split(' ');
  const next: KeptNext['next'] = what === END ? { kind: 'end' } : { kind: 'price', priceId: what };
  return { priceId, next, requestId };
}

/**
 * What is to be kept when a request changes a subscription; null: nothing. An upgrade keeps what is
 * scheduled; carried on after a crash, or in the place of one that waits, what was kept before.
 */
export function keptBy(
  now: SubscriptionNow,
  before: KeptNext | null,
  { requestId, isUpgrade }: { readonly requestId: string; readonly isUpgrade: boolean },
): KeptNext | null {
  if (!isUpgrade) return null;
  const { priceId, next } = lookOf(now);
  if (next.kind !== 'same' && priceId !== null) return { priceId, next, requestId };
  const isOurs = before?.requestId === requestId || now.pending !== null;
  return before && isOurs ? { ...before, requestId } : null;
}
