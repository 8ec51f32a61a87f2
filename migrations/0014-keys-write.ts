import { defineMigration } from './migration.js';

/** The routes of API keys ask for `keys:write`: whoever could use them until now still can. */
export const keysWrite = defineMigration(14, 'keys-write', {
  up: `
    UPDATE app.api_keys SET scopes = array_append(scopes, 'keys:write')
    WHERE 'ops:write' = ANY (scopes) AND NOT 'keys:write' = ANY (scopes);`,
  down: `UPDATE app.api_keys SET scopes = array_remove(scopes, 'keys:write');`,
});
