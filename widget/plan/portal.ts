/** Stripe's own page where a buyer changes the card and finds invoices. */
import { isWeb, thisPage } from '../parts/purchase.js';
import { tried, type Failure } from '../wire/attempt.js';
import type { Session } from '../wire/session.js';

/** Goes there, and comes back to this page. The failure, where there is no such page. */
export async function toPortal(session: Session): Promise<Failure | undefined> {
  const came = await tried(async () =>
    session.read<{ readonly portal_url: string }>(
      `${await session.accountPath()}/subscription/portal`,
      {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ return_url: thisPage() }),
      },
    ),
  );
  if (came.kind !== 'done') return came;
  if (!isWeb(came.answer.portal_url)) return { kind: 'refused', status: 0, code: '', words: '' };
  location.assign(came.answer.portal_url);
  return undefined;
}
