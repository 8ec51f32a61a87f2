import { defineMigration } from './migration.js';

/**
 * Accounts are found by level, and by how their names and addresses begin. The level is null at
 * first: the projections process fills it.
 */
export const findAccounts = defineMigration(16, 'find accounts', {
  up: `
    ALTER TABLE read.accounts ADD COLUMN IF NOT EXISTS level text;
    DROP INDEX app.account_profiles_email;
    CREATE INDEX account_profiles_email ON app.account_profiles (lower(email) text_pattern_ops);
    CREATE INDEX account_profiles_name ON app.account_profiles (lower(name) text_pattern_ops);`,
  down: `
    DROP INDEX app.account_profiles_name;
    DROP INDEX app.account_profiles_email;
    CREATE INDEX account_profiles_email ON app.account_profiles (lower(email));
    ALTER TABLE read.accounts DROP COLUMN level;`,
});
