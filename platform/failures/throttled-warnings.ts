import { loggedAs, type Logged } from './expected-failure.js';
import type { Logger } from '../log.js';
import { refusalIn } from '../refusal.js';

const QUIET_MS = 60_000;
/** Distinct warnings remembered. */
const MAX_KNOWN = 100;

/**
 * Logs recurring failures without flooding the log: a new one at once, a repeated one once a minute
 * with its count.
 */
export class ThrottledWarnings {
  private readonly known = new Map<string, { saidAtMs: number; held: number }>();

  constructor(
    private readonly log: Pick<Logger, 'warn'>,
    private readonly monotonicMs: () => number = () => performance.now(),
  ) {}

  /** Logs a failure unless the same was logged within the last minute. */
  warn(error: unknown, fields: Readonly<Record<string, unknown>>, message: string): void {
    const logged = loggedAs(error);
    const key = `${message} ${lastingPart(refusalIn(error)?.message ?? reasonIn(logged, error))}`;
    const last = this.known.get(key);
    const nowMs = this.monotonicMs();
    if (last && nowMs - last.saidAtMs < QUIET_MS) {
      last.held += 1;
      return;
    }
    if (this.known.size >= MAX_KNOWN) this.known.clear();
    this.known.set(key, { saidAtMs: nowMs, held: 0 });
    const repeated = last && last.held > 0 ? { repeated: last.held } : {};
    this.log.warn({ ...logged, ...fields, ...repeated }, message);
  }

  /** Call on success: the next failure is logged at once. */
  clear(): void {
    this.known.clear();
  }
}

const reasonIn = (logged: Logged, error: unknown): string =>
  'reason' in logged ? logged.reason : String(error);

/** Strips numbers: instants, ports and addresses differ at each failure. */
const lastingPart = (said: string): string => said.replaceAll(/[\da-f]*\d[\da-f]*/gi, '#');
