/** Health checks of a process and its dependencies. */
import { inTime } from '../patience/timeout.js';
import { refusalIn } from '../refusal.js';

/** State of each dependency by name: `ok`, or what is wrong. */
export type Checks = Readonly<Record<string, string>>;

const CHECK_LIMIT_MS = 2_000;

/** Whether every check is `ok`. */
export const isReady = (checks: Checks): boolean =>
  Object.values(checks).every((state) => state === 'ok');

/** Result of a check: a refusal in brief; `does not answer` for other failures or after 2 s. */
export async function answered(check: Promise<string>): Promise<string> {
  const said = check.catch((error: unknown) => refusalIn(error)?.brief);
  return (await inTime(said, CHECK_LIMIT_MS)) ?? 'does not answer';
}
