import { numberFrom, readArguments } from '../../tools/lib/command.js';
import { unusable } from '../../tools/lib/failure.js';

/** The rows of the bench, in the order in which they are run. */
export const MEASURES = [
  'many',
  'hot',
  'holds',
  'batch',
  'shared',
  'commands',
  'visible',
  'streams',
  'rebuild',
  'history',
  'timeline',
  'webhooks',
  'memory',
  'usage',
  'profile',
  'codec',
  'canonical',
  'sorted-map',
] as const;
export type Measure = (typeof MEASURES)[number];

export interface BenchOptions {
  readonly only: readonly Measure[];
  /** Interleaved rounds; each measures everything once. */
  readonly rounds: number;
  /** Seconds that one load is measured for. */
  readonly seconds: number;
  readonly warmupSeconds: number;
  /** Requests in flight of a closed loop. */
  readonly inFlight: number;
  /** Accounts of the row "many". */
  readonly accounts: number;
  /** Streams of the row "streams", and debits a second on their accounts. */
  readonly streams: number;
  readonly streamDebits: number;
  readonly keys: 'uuid7' | 'uuid4';
  /** Facts behind the row "usage". */
  readonly usageEvents: number;
  /** Account ids that the row "memory" touches, and how many of them are open accounts. */
  readonly touchedIds: number;
  readonly openAccounts: number;
  /** Events in the long history. */
  readonly longHistory: number;
  /** Debits in the log that the row "rebuild" reads. */
  readonly rebuildDebits: number;
  /** Folder for the JSON lines, the table and the profile. */
  readonly output: string;
}

const HELP = `npm run bench -- [options]

Measures Scrip beside plain PostgreSQL ledgers on this machine, in one run, with fsync on. Writes
JSON lines and a table that name the store they ran on.

  --only=LIST           of ${MEASURES.join(', ')} (default: all)
  --rounds=N            interleaved rounds; medians are reported (default 5)
  --seconds=N           length of one load (default 8)
  --warmup=N            seconds before it that do not count (default 3)
  --in-flight=N         requests in flight (default 64)
  --accounts=N          accounts of "many" (default 1000)
  --streams=N           streams open in "streams" (default 1000)
  --stream-debits=N     debits a second meanwhile (default 500)
  --keys=uuid7|uuid4    kind of idempotency key, for peers and for us (default uuid7)
  --usage-events=N      facts behind "usage" (default 5000000)
  --touched-ids=N       account ids of "memory" (default 1000000)
  --open-accounts=N     how many of them are open accounts (default 200000)
  --long-history=N      events of the long account of "history" and "timeline" (default 100000)
  --rebuild-debits=N    debits that "rebuild" reads back (default 200000)
  --output=FOLDER       default bench-results

EVENTSTORE_URL names a real EventStoreDB to run on instead of the sandbox node (an empty one).
`;

const text = { type: 'string' } as const;

/** Reads the command line; prints the help and ends when asked to. Throws Failure. */
export function readOptions(): BenchOptions {
  const { values, positionals } = readArguments(HELP, {
    only: text,
    rounds: text,
    seconds: text,
    warmup: text,
    'in-flight': text,
    accounts: text,
    streams: text,
    'stream-debits': text,
    keys: text,
    'usage-events': text,
    'touched-ids': text,
    'open-accounts': text,
    'long-history': text,
    'rebuild-debits': text,
    output: text,
  });
  if (positionals.length > 0) throw unusable(`nothing to do with ${positionals.join(' ')}`);
  type Option = keyof typeof values;
  const number = (name: Exclude<Option, 'help'>, otherwise: number, least = 1) =>
    numberFrom(`--${name}`, values[name], { least, otherwise });
  const wanted = values.only?.split(',') ?? MEASURES;
  const unknown = wanted.filter((name) => !MEASURES.some((measure) => measure === name));
  if (unknown.length > 0) throw unusable(`--only: unknown ${unknown.join(', ')}. See --help.`);
  return {
    only: MEASURES.filter((measure) => wanted.includes(measure)),
    rounds: number('rounds', 5),
    seconds: number('seconds', 8, 0.1),
    warmupSeconds: number('warmup', 3, 0.1),
    inFlight: number('in-flight', 64),
    accounts: number('accounts', 1_000),
    streams: number('streams', 1_000),
    streamDebits: number('stream-debits', 500),
    keys: values.keys === 'uuid4' ? 'uuid4' : 'uuid7',
    usageEvents: number('usage-events', 5_000_000),
    touchedIds: number('touched-ids', 1_000_000),
    openAccounts: number('open-accounts', 200_000),
    longHistory: number('long-history', 100_000),
    rebuildDebits: number('rebuild-debits', 200_000),
    output: values.output ?? 'bench-results',
  };
}
