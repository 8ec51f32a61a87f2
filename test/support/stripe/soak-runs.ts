/** What `npm run soak -- --only=payments` tells the specs of payments. */
export const SOAK_VARIABLES = {
  runs: 'PAYMENTS_SOAK_RUNS',
  seed: 'PAYMENTS_SOAK_SEED',
} as const;

const read = (name: string): number | undefined => {
  const given = process.env[name];
  return given === undefined ? undefined : Number(given);
};

/** How many stories the soak tells; undefined in the suite, which tells fewer. */
export const soakRuns = (): number | undefined => read(SOAK_VARIABLES.runs);

/** What decides the soak's stories; undefined in the suite. */
export const soakSeed = (): number | undefined => read(SOAK_VARIABLES.seed);
