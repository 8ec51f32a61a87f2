import { defineMigration } from './migration.js';

/** The account at an OpenID Connect provider that a person signed in with first. */
export const singleSignOn = defineMigration(20, 'single-sign-on', {
  up: `
    ALTER TABLE app.staff ADD COLUMN oidc_issuer text, ADD COLUMN oidc_subject text;
    CREATE UNIQUE INDEX staff_oidc ON app.staff (oidc_issuer, oidc_subject);`,
  down: 'ALTER TABLE app.staff DROP COLUMN oidc_issuer, DROP COLUMN oidc_subject;',
});
