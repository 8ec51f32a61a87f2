import { loggedAs, type Logged } from './expected-failure.js';
import type { Logger } from '../log.js';
import { refusalIn } from '../refusal.js';

const QUIET_MS = 60_000;
/** Different complaints that are remembered. */
const MAX_KNOWN = 100;

/**
 * Logs what keeps failing without flooding the log: a complaint that is new at once, and one that
 * goes on once a minute, with how often it came meanwhile.
 */
export class Repeated {
  private readonly known = new Map<string, { saidAtMs: number; held: number }>();

  constructor(
    private readonly log: Pick<Logger, 'warn'>,
    private readonly monotonicMs: () => number = () => performance.now(),
  ) {}

  /** Logs that something failed, unless it said so within the last minute. */
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

  /** Forgets what was said: it works again, and the next failure is news. */
  clear(): void {
    this.known.clear();
  }
}

const reasonIn = (logged: Logged, error: unknown): string =>
  'reason' in logged ? logged.reason : String(error);

/** Numbers are left out: instants, ports, addresses in memory differ each time it fails. */
const lastingPart = (said: string): string => said.replaceAll(/[\da-f]*\d[\da-f]*/gi, '#');
