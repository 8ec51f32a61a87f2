import type { ServerResponse } from 'node:http';
import type { Caller } from '../auth/caller.js';
import { endEvent, HEARTBEAT, type EndReason } from './server-sent.js';

/** At most two updates per second. */
const LEAST_GAP_MS = 500;
const HEARTBEAT_MS = 15_000;
/** A client that reads nothing for this long is dropped. */
const MAX_BLOCKED_MS = 30_000;
/** Time limit for sending the last event. */
const MAX_ENDING_MS = 2_000;

/** A balance to send: position, and event text. */
export interface Update {
  readonly position: bigint;
  readonly text: string;
}

/**
 * Sends balances to one client. Holds only the newest unsent balance, so that bursts and slow
 * readers use no memory.
 */
export class BalanceStream {
  private newest: Update | undefined;
  private timer: NodeJS.Timeout | undefined;
  private sentAtMs = -Infinity;
  private wroteAtMs = performance.now();
  private blockedSinceMs: number | undefined;
  private ended = false;

  constructor(
    private readonly raw: ServerResponse,
    readonly caller: Caller,
    /** Position of the balance that the client has. */
    private position: bigint,
  ) {
    raw.on('drain', () => this.unblock());
    // Errors are followed by `close`.
    raw.on('error', () => undefined);
    raw.once('close', () => this.stop());
  }

  /** Sends comments and `retry`. */
  say(text: string): void {
    this.wroteAtMs = performance.now();
    if (!this.raw.write(text)) this.blockedSinceMs ??= this.wroteAtMs;
  }

  /** Sends a balance as soon as allowed, unless the client has it or a newer one arrives. */
  offer(update: Update): void {
    const known = this.newest?.position ?? this.position;
    if (this.ended || update.position <= known) return;
    this.newest = update;
    this.flush();
  }

  /** Sends a heartbeat when due; drops a client that does not read. */
  beat(): void {
    if (this.ended) return;
    const nowMs = performance.now();
    if (this.blockedSinceMs !== undefined) {
      if (nowMs - this.blockedSinceMs > MAX_BLOCKED_MS) this.raw.destroy();
    } else if (nowMs - this.wroteAtMs >= HEARTBEAT_MS) {
      this.say(HEARTBEAT);
    }
  }

  /** Sends what is pending, and the reason of the end. */
  end(reason: EndReason): void {
    if (this.ended) return;
    if (this.newest && this.blockedSinceMs === undefined) this.say(this.newest.text);
    this.stop();
    this.raw.end(endEvent(reason));
    const timer = setTimeout(() => this.raw.destroy(), MAX_ENDING_MS);
    timer.unref();
    this.raw.once('close', () => clearTimeout(timer));
  }

  private flush(): void {
    if (!this.newest || this.timer || this.blockedSinceMs !== undefined) return;
    const waitMs = this.sentAtMs + LEAST_GAP_MS - performance.now();
    if (waitMs > 0) {
      this.timer = setTimeout(() => {
        this.timer = undefined;
        this.flush();
      }, waitMs);
      return;
    }
    const { position, text } = this.newest;
    this.newest = undefined;
    this.position = position;
    this.sentAtMs = performance.now();
    this.say(text);
  }

  private unblock(): void {
    this.blockedSinceMs = undefined;
    if (!this.ended) this.flush();
  }

  private stop(): void {
    this.ended = true;
    this.newest = undefined;
    clearTimeout(this.timer);
  }
}
