import type { ServerResponse } from 'node:http';
import type { Caller } from '../auth/caller.js';
import { endEvent, HEARTBEAT, type EndReason } from './server-sent.js';

/** At most two updates a second. */
const LEAST_GAP_MS = 500;
const HEARTBEAT_MS = 15_000;
/** A client that takes nothing for so long is gone, or might as well be. */
const MAX_BLOCKED_MS = 30_000;
/** How long the last words may take to get through. */
const MAX_ENDING_MS = 2_000;

/** A balance on its way to clients: its position, and the event as text. */
export interface Update {
  readonly position: bigint;
  readonly text: string;
}

/**
 * One client that follows one account. It holds the newest balance that was not sent yet and no
 * other, so neither a burst nor a slow reader lets it grow.
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
    // Whatever went wrong, `close` follows.
    raw.on('error', () => undefined);
    raw.once('close', () => this.stop());
  }

  /** Says what is not a balance: comments, `retry`. */
  say(text: string): void {
    this.wroteAtMs = performance.now();
    if (!this.raw.write(text)) this.blockedSinceMs ??= this.wroteAtMs;
  }

  /** Sends a balance as soon as it may be sent, unless the client has it or a newer one comes. */
  offer(update: Update): void {
    const known = this.newest?.position ?? this.position;
    if (this.ended || update.position <= known) return;
    this.newest = update;
    this.flush();
  }

  /** Sends a sign of life when it is time; gives up on a client that takes nothing. */
  beat(): void {
    if (this.ended) return;
    const nowMs = performance.now();
    if (this.blockedSinceMs !== undefined) {
      if (nowMs - this.blockedSinceMs > MAX_BLOCKED_MS) this.raw.destroy();
    } else if (nowMs - this.wroteAtMs >= HEARTBEAT_MS) {
      this.say(HEARTBEAT);
    }
  }

  /** Sends what is left to say, and why there will be no more. */
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
