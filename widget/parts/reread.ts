/** Reloads data shown next to the balance when the balance changes. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Reads when the balance has moved, not more often than every so many milliseconds. */
export class Reread implements ReactiveController {
  #position = '';
  #readAtMs = -Infinity;
  #waiting: ReturnType<typeof setTimeout> | undefined;

  constructor(
    host: ReactiveControllerHost,
    private readonly leastGapMs: number,
    private readonly read: () => Promise<void>,
  ) {
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#stopWaiting();
  }

  /** Sets the position of the balance; undefined: not known yet. */
  movedTo(position: string | undefined): void {
    if (position === undefined || position === this.#position) return;
    this.#position = position;
    if (this.#waiting !== undefined) return;
    const waitMs = Math.max(0, this.#readAtMs + this.leastGapMs - performance.now());
    this.#waiting = setTimeout(() => this.now(), waitMs);
  }

  /** Reads without waiting: something else than the balance has changed. */
  now(): void {
    this.#stopWaiting();
    this.#readAtMs = performance.now();
    void this.read();
  }

  #stopWaiting(): void {
    clearTimeout(this.#waiting);
    this.#waiting = undefined;
  }
}
