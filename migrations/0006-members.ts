import { members as memberRows } from '../projections/read-models/members.js';
import { refillDdl } from '../projections/read-models/schema.js';
import { usage } from '../projections/read-models/usage.js';
import { defineMigration } from './migration.js';

const OLD_USAGE = `account_id text NOT NULL, bin timestamptz NOT NULL,
  model text NOT NULL, feature text NOT NULL, action text NOT NULL, outcome text NOT NULL,
  credits bigint NOT NULL, refunded bigint NOT NULL, requests bigint NOT NULL,
  input_tokens bigint NOT NULL, cached_input_tokens bigint NOT NULL,
  output_tokens bigint NOT NULL, reasoning_tokens bigint NOT NULL, images bigint NOT NULL`;

const oldUsage = (name: string) => `
  DROP TABLE read.${name};
  CREATE TABLE read.${name} (${OLD_USAGE},
    CONSTRAINT ${name}_pkey PRIMARY KEY (account_id, bin, model, feature, action, outcome))
    WITH (fillfactor = 70);
  CREATE INDEX ${name}_bin ON read.${name} USING brin (bin) WITH (autosummarize = on);
  TRUNCATE read.${name}_all;`;

/**
 * Adds the read model of members, usage by member, and forfeits of holds. Usage is counted from the
 * log again; until then its checkpoint and `complete_to` show progress. Ledger entries are kept:
 * there were no holds before.
 */
export const members = defineMigration(6, 'members', {
  up: [
    ...refillDdl('read', [usage, memberRows]),
    `ALTER TABLE read.ledger_entries
      ADD COLUMN IF NOT EXISTS forfeited_held bigint NOT NULL DEFAULT 0`,
  ].join(';\n'),
  down: `
    LOCK TABLE read.checkpoints IN SHARE ROW EXCLUSIVE MODE;
    ${oldUsage('usage_quarters')}
    ${oldUsage('usage_days')}
    UPDATE read.checkpoints SET position = -1, recorded_at = NULL, state = 'catching_up',
      rebuilt_at = NULL WHERE projection = 'usage';
    ALTER TABLE read.ledger_entries DROP COLUMN forfeited_held;
    DROP TABLE read.members;
    DELETE FROM read.checkpoints WHERE projection = 'members';`,
});
