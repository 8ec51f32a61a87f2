import { defineMigration } from './migration.js';

/**
 * Grants `keys:write`, which the routes of API keys now require, to keys that could use them
 * before.
 */
export const keysWrite = defineMigration(14, 'keys-write', {
  up: `
    UPDATE app.api_keys SET scopes = array_append(scopes, 'keys:write')
    WHERE 'ops:write' = ANY (scopes) AND NOT 'keys:write' = ANY (scopes);`,
  down: `UPDATE app.api_keys SET scopes = array_remove(scopes, 'keys:write');`,
});
