import { refusalIn } from '../refusal.js';

/** What a process depends on, by name: each `ok`, or what is wrong with it. */
export type Checks = Readonly<Record<string, string>>;

const CHECK_LIMIT_MS = 2_000;

/** Whether nothing is wrong. */
export const isReady = (checks: Checks): boolean =>
  Object.values(checks).every((state) => state === 'ok');

/**
 * What a check says. One that a store refuses says why in a few words; one that fails otherwise, or
 * takes more than 2 s, `does not answer`.
 */
export async function answered(check: Promise<string>): Promise<string> {
  const said = check.catch((error: unknown) => refusalIn(error)?.brief);
  return (await inTime(said, CHECK_LIMIT_MS)) ?? 'does not answer';
}

/** An answer; undefined when there is none after so long, or it is an error. */
export async function inTime<T>(answer: Promise<T>, limitMs: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), limitMs);
  });
  try {
    return await Promise.race([answer, tooLate]);
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}
