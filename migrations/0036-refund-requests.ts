import { defineMigration } from './migration.js';

/** What requests to refund need for being made once, lists of them, and the limit of `finance`. */
export const refundRequests = defineMigration(36, 'refund-requests', {
  up: `
    ALTER TABLE app.refund_requests
      ADD COLUMN credits bigint NOT NULL DEFAULT 0,
      ADD COLUMN note_hmac text,
      ADD COLUMN attempt integer NOT NULL DEFAULT 1;
    COMMENT ON COLUMN app.refund_requests.credits IS 'Micro-credits that the money stands for';
    CREATE INDEX refund_requests_account ON app.refund_requests (account_id, created_at);
    CREATE INDEX refund_requests_begun ON app.refund_requests (created_at)
      WHERE state = 'begun';

    CREATE INDEX purchases_created ON app.purchases (created_at, purchase_id);

    INSERT INTO app.role_limits (role, per_action, per_day) VALUES
      ('finance', 50000000000, 500000000000);`,
  down: `
    DELETE FROM app.role_limits WHERE role = 'finance';
    DROP INDEX app.purchases_created;
    DROP INDEX app.refund_requests_begun;
    DROP INDEX app.refund_requests_account;
    ALTER TABLE app.refund_requests
      DROP COLUMN attempt,
      DROP COLUMN note_hmac,
      DROP COLUMN credits;`,
});
