import { revisionOf } from '../../domain/account/ids.js';
import type { LotGrant } from '../../domain/account/lot.js';
import { grantIn } from '../../domain/account/retired.js';
import { isAccountEvent, type AccountStream } from './account-stream.js';

/** The grant of a lot, whose id leads to its event; undefined: there is no such lot. */
export async function grantOfLot(
  stream: AccountStream,
  accountId: string,
  lotId: string,
): Promise<LotGrant | undefined> {
  const revision = revisionOf(lotId);
  if (revision === undefined) return undefined;
  const event = await stream.eventAt(accountId, revision);
  return event && isAccountEvent(event.fact) ? grantIn(event.fact, lotId) : undefined;
}
