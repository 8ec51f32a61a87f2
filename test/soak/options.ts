import { randomInt } from 'node:crypto';
import { numberFrom, readArguments } from '../../tools/lib/command.js';
import { unusable } from '../../tools/lib/failure.js';

/** What a run of the soak is to do. */
export interface SoakOptions {
  readonly minutes: number;
  /** Decides what is done to whom and what callers ask for; not when exactly. */
  readonly seed: number;
  /** API processes on the same stores. */
  readonly processes: number;
  readonly callers: number;
  /** Stories of payments, with `--only=payments`. */
  readonly runs: number;
  /** Longest pause of a caller between two turns, in milliseconds. */
  readonly pauseMs: number;
  /** What is killed and frozen; undefined: everything. */
  readonly only: readonly string[] | undefined;
  /** Files with the process ids of the nodes that EVENTSTORE_URL names. */
  readonly storePids: readonly string[];
  /** Where the logs are written. */
  readonly output: string;
}

const HELP = `npm run soak -- [options]

Callers debit, hold, settle, release, refund and adjust, each write under its key until it is
answered, while every process of the product and its stores is killed (-9) and frozen in turn. At the
end each balance and each entry of the ledger must be what was acknowledged, and verify must find
nothing.

  --minutes=N       how long (default 10)
  --seed=N          of what is done (default: drawn, and printed)
  --processes=N     API processes (default 2)
  --callers=N       each waits for its answer (default 16)
  --pause=MS        longest pause of a caller between two writes (default 50)
  --only=LIST       kill and freeze these alone: api-1 … api-N, worker, projections, event-store,
                    postgres, redis; none. Or payments: instead of all this, stories of refunds and
                    disputes told of in any order, kills at every step of a purchase, and a year of
                    subscriptions
  --runs=N          how many such stories (default 200)
  --store-pids=LIST with EVENTSTORE_URL: files with the process ids of that server's nodes, called
                    event-store-1 and so on. They are killed too; whoever runs them starts them again
  --output=FOLDER   for the logs, which a run that fails leaves there (default soak-results)

EVENTSTORE_URL names a real EventStoreDB to run on instead of the sandbox node.
`;

const text = { type: 'string' } as const;
const HIGHEST_SEED = 2 ** 31;

/** Reads the command line; prints the help and ends when asked to. Throws Failure. */
export function readOptions(): SoakOptions {
  const { values, positionals } = readArguments(HELP, {
    minutes: text,
    seed: text,
    processes: text,
    callers: text,
    pause: text,
    runs: text,
    only: text,
    'store-pids': text,
    output: text,
  });
  if (positionals.length > 0) throw unusable(`nothing to do with ${positionals.join(' ')}`);
  type Option = keyof typeof values;
  const number = (name: Exclude<Option, 'help'>, otherwise: number, least: number) =>
    numberFrom(`--${name}`, values[name], { least, otherwise });
  const list = (given: string | undefined) => given?.split(',').filter((name) => name !== '');
  return {
    minutes: number('minutes', 10, 0.1),
    seed: number('seed', randomInt(HIGHEST_SEED), 0),
    processes: number('processes', 2, 1),
    callers: number('callers', 16, 1),
    pauseMs: number('pause', 50, 0),
    runs: number('runs', 200, 1),
    only: list(values.only),
    storePids: list(values['store-pids']) ?? [],
    output: values.output ?? 'soak-results',
  };
}

const PAYMENTS = 'payments';

/** Whether payments alone are soaked. */
export const isOfPayments = ({ only }: SoakOptions): boolean =>
  only?.length === 1 && only[0] === PAYMENTS;

/** The command that does the same once more. */
export const repetitionOf = (options: SoakOptions): string => {
  if (isOfPayments(options)) {
    return `npm run soak -- --only=${PAYMENTS} --runs=${options.runs} --seed=${options.seed}`;
  }
  const store = process.env['EVENTSTORE_URL'] === undefined ? '' : 'EVENTSTORE_URL=… ';
  const said = [
    `--minutes=${options.minutes} --seed=${options.seed} --processes=${options.processes}`,
    `--callers=${options.callers} --pause=${options.pauseMs}`,
    ...(options.only ? [`--only=${options.only.join(',')}`] : []),
    ...(options.storePids.length > 0 ? [`--store-pids=${options.storePids.join(',')}`] : []),
  ];
  return `${store}npm run soak -- ${said.join(' ')}`;
};
