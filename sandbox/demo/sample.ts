import sample from './sample.json' with { type: 'json' };

/** Tokens of one request to a model. */
export interface Tokens {
  readonly input: number;
  readonly output: number;
}

const ROWS: readonly Tokens[] = sample.rows.map(([input = 0, output = 0]) => ({ input, output }));

/** A builder asks its model several times for one message: to read, to write, to look it over. */
const CALLS_PER_MESSAGE = [4, 3, 5, 4];

/**
 * The recorded requests that the visitor's message number `index` (from 0) replays; the sample
 * begins anew at its end.
 */
export function requestsOf(index: number): readonly Tokens[] {
  const round = CALLS_PER_MESSAGE.reduce((sum, calls) => sum + calls, 0);
  const rounds = Math.floor(index / CALLS_PER_MESSAGE.length);
  const within = CALLS_PER_MESSAGE.slice(0, index % CALLS_PER_MESSAGE.length);
  const first = rounds * round + within.reduce((sum, calls) => sum + calls, 0);
  const calls = CALLS_PER_MESSAGE[index % CALLS_PER_MESSAGE.length] ?? 1;
  return Array.from({ length: calls }, (_, i) => ROWS[(first + i) % ROWS.length] ?? NONE);
}

const NONE: Tokens = { input: 0, output: 0 };

/** What a message usually takes, as far as one can know before it: the mean of the sample. */
export function usualMessage(): Tokens {
  const calls = CALLS_PER_MESSAGE.reduce((sum, n) => sum + n, 0) / CALLS_PER_MESSAGE.length;
  const mean = (of: (row: Tokens) => number) =>
    Math.round((calls * ROWS.reduce((sum, row) => sum + of(row), 0)) / ROWS.length);
  return { input: mean(({ input }) => input), output: mean(({ output }) => output) };
}
