import { defineMigration } from './migration.js';

/** Sign-ins that failed stand among what people did: without a session, or without a person. */
export const failedSignIns = defineMigration(25, 'failed-sign-ins', {
  up: `
    ALTER TABLE app.staff_actions
      ALTER COLUMN staff_id DROP NOT NULL,
      ALTER COLUMN session_id DROP NOT NULL;`,
  down: `
    DELETE FROM app.staff_actions WHERE staff_id IS NULL OR session_id IS NULL;
    ALTER TABLE app.staff_actions
      ALTER COLUMN staff_id SET NOT NULL,
      ALTER COLUMN session_id SET NOT NULL;`,
});
