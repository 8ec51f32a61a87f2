import { defineMigration } from './migration.js';

/** When people were last seen; finds what people did by its route. */
export const staffSeen = defineMigration(21, 'staff seen', {
  up: `
    ALTER TABLE app.staff ADD COLUMN seen_at timestamptz;
    COMMENT ON COLUMN app.staff.seen_at IS 'Last use of the console, exact to a minute';
    UPDATE app.staff SET seen_at =
      (SELECT max(seen_at) FROM app.staff_sessions WHERE staff_id = staff.id AND stage = 'signed_in');
    CREATE INDEX staff_actions_route ON app.staff_actions (route, method, id);`,
  down: `
    DROP INDEX app.staff_actions_route;
    ALTER TABLE app.staff DROP COLUMN seen_at;`,
});
