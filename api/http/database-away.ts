/** SQLSTATEs by which a server says that it is going, coming, or full: asking again later helps. */
const AWAY_SQL_STATES = new Set(['53300', '57P01', '57P02', '57P03', '25006']);
/** SQLSTATE class of everything that is wrong with a connection. */
const CONNECTION_CLASS = '08';
const AWAY_SYSTEM_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOENT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
]);
/** What `pg` and its pool say in words alone. */
const AWAY_WORDS =
  /connection terminated|timeout exceeded when trying to connect|connection timeout|the database system is|client has encountered a connection error|driver not connected/i;

/** Whether an error of `pg` or TypeORM means that the database cannot be reached at the moment. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (AWAY_SQL_STATES.has(code) || code.startsWith(CONNECTION_CLASS)) return true;
  if (AWAY_SYSTEM_CODES.has(code) && 'syscall' in error) return true;
  if (AWAY_WORDS.test(error.message)) return true;
  if (error instanceof AggregateError) return error.errors.some(isDatabaseAway);
  return 'driverError' in error && error.driverError !== error && isDatabaseAway(error.driverError);
}
