/** The programs of the product as `npm run build` leaves them, from the root of the tree. */
export const PROGRAMS = {
  eventstore: 'dist/sandbox/eventstore/main.js',
  migrations: 'dist/tools/migrate.js',
  projections: 'dist/projections/main.js',
  api: 'dist/api/main.js',
  worker: 'dist/worker/main.js',
} as const;
export type ProgramName = keyof typeof PROGRAMS;

/** Where a program of a product under test listens, and where it finds its stores. */
export interface ProgramSettings {
  readonly port: number;
  readonly databaseUrl: string;
  readonly eventStoreUrl: string;
  readonly apiKey: string;
}

/** 32 bytes in base64: signs the log of a run and is forgotten with it. */
const ANCHOR_KEY = Buffer.alloc(32, 7).toString('base64');

/** The environment of a program of a product under test: sandbox mode, on loopback. */
export const environmentOf = (settings: ProgramSettings): NodeJS.ProcessEnv => ({
  ...process.env,
  SCRIP_MODE: 'sandbox',
  HOST: '127.0.0.1',
  PORT: String(settings.port),
  DATABASE_URL: settings.databaseUrl,
  EVENTSTORE_URL: settings.eventStoreUrl,
  SCRIP_API_KEY: settings.apiKey,
  SCRIP_ANCHOR_KEY: ANCHOR_KEY,
  SCRIP_SECRET_KEY: ANCHOR_KEY,
});
