import type { EntityManager } from 'typeorm';

/**
 * Erases what webhooks of Stripe said of an account, also those whose object was not looked at yet,
 * and what people wrote about its findings. Ids, types, objects and hashes stay.
 */
export async function erasePaymentTexts(manager: EntityManager, accountId: string): Promise<void> {
  await manager.query(
    `UPDATE app.stripe_events SET payload = NULL
     WHERE payload IS NOT NULL AND (account_id = $1 OR object_id IN (
       SELECT session_id FROM app.purchases WHERE account_id = $1 AND session_id IS NOT NULL
       UNION ALL
       SELECT intent_id FROM app.top_ups WHERE account_id = $1 AND intent_id IS NOT NULL
       UNION ALL
       SELECT object_id FROM app.stripe_calls WHERE starts_with(key, 'card:' || $1 || ':')
       UNION ALL
       SELECT payment_id FROM app.payments WHERE account_id = $1))`,
    [accountId],
  );
  await manager.query(
    `UPDATE app.finding_entries SET note = NULL
     WHERE finding_id IN (SELECT finding_id FROM app.findings WHERE account_id = $1)`,
    [accountId],
  );
}
