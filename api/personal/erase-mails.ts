import type { EntityManager } from 'typeorm';

/**
 * Gives up the mails to an account that wait, with all that is kept for writing them, and forgets
 * what mail servers said. Addresses and texts of mails are not kept at all.
 */
export async function eraseMails(manager: EntityManager, accountId: string): Promise<void> {
  await manager.query(
    `UPDATE app.mails
     SET data = NULL, due_at = NULL,
         state = CASE state WHEN 'queued' THEN 'failed' ELSE state END,
         error = CASE state WHEN 'queued' THEN 'the account was erased' END
     WHERE account_id = $1 AND addressee = 'account'`,
    [accountId],
  );
}
