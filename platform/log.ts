import { pino, type DestinationStream, type Logger } from 'pino';
import type { LogLevel } from './config/config.js';

export type { Logger } from 'pino';
export type { LogLevel } from './config/config.js';

/** Fields that are redacted, in the first four levels of a log line. */
const SECRET_FIELDS = [
  'authorization',
  'cookie',
  'set-cookie',
  'password',
  'secret',
  'token',
  'key',
  'apiKey',
  'api_key',
  'anchorKey',
  'secretKey',
  'connectionString',
  'databaseUrl',
];
const DEPTHS = ['', '*.', '*.*.', '*.*.*.'];

const redacted = DEPTHS.flatMap((depth) =>
  SECRET_FIELDS.map((field) =>
    field.includes('-') ? `${depth.replace(/\.$/, '')}["${field}"]` : `${depth}${field}`,
  ),
);

/** Creates a logger that writes JSON lines with the process's name and redacts secrets. */
export function createLogger(
  process: string,
  level: LogLevel = 'info',
  destination?: DestinationStream,
): Logger {
  const options = {
    level,
    base: { process },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths: redacted, censor: '[secret]' },
  };
  return destination ? pino(options, destination) : pino(options);
}
