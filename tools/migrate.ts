import { migrate } from '../migrations/run.js';
import { Config } from '../platform/config/config.js';
import { createLogger } from '../platform/log.js';
import { explainStart } from '../platform/start-failure.js';
import { readArguments, runTool } from './lib/command.js';
import { EXIT, Failure, unusable } from './lib/failure.js';

const HELP = `npm run migrate [-- --owner ROLE]

Brings the database of DATABASE_URL (DATABASE_DIRECT_URL where that is a pooler) to the newest
schema, and does nothing where it is. Run it before the processes of a new version start; npm start
does so by itself.

  --owner ROLE    the role that is to own what is made, where another one runs this that is a
                  member of it and may make schemas

Exit codes: 0 the schema is up to date; 1 a migration failed; 2 unusable arguments; 75 the server
is away; 78 a setting or a right is missing.
`;

async function main(signal: AbortSignal): Promise<number> {
  const { values, positionals } = readArguments(HELP, { owner: { type: 'string' } });
  if (positionals.length > 0) throw unusable('nothing but options is taken. See --help.');
  // Each migration is a transaction: what is cut off is as if it had not begun.
  signal.addEventListener('abort', () => process.exit(EXIT.interrupted));
  try {
    const config = Config.load();
    const log = createLogger('migrations', config.logLevel);
    const url = config.need('directUrl');
    const { ran } = await migrate(url, values.owner === undefined ? {} : { owner: values.owner });
    log.info({ ran }, ran.length === 0 ? 'the schema is up to date' : 'the schema was migrated');
    return EXIT.ok;
  } catch (error) {
    const { text, exitCode } = explainStart(error);
    throw new Failure(text, exitCode);
  }
}

await runTool(main);
