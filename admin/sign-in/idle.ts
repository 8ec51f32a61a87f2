/** When the console warns that a session is about to end. */

/** The warning comes so long before the end. */
const WARNING_MS = 120_000;

/** A session, by the server's clock. */
export interface Ends {
  readonly idle_until: string;
  readonly ends_at: string;
  readonly now: string;
}

/** Milliseconds from the answer until the warning is due; 0: it is due. */
export const untilWarning = ({ idle_until, now }: Ends): number =>
  Math.max(0, Date.parse(idle_until) - Date.parse(now) - WARNING_MS);

/** Milliseconds from the answer until the session ends. */
export const untilEnd = ({ idle_until, now }: Ends): number =>
  Math.max(0, Date.parse(idle_until) - Date.parse(now));

/** Whether the session ends then even if it is used. */
export const isLast = ({ idle_until, ends_at }: Ends): boolean => idle_until === ends_at;
