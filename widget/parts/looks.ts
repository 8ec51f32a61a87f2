/** Looks again at what moves without the balance, a bounded number of times. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';

const LOOK_AGAIN_MS = 3_000;
/** So often; then it is looked at when the balance moves. */
const MAX_LOOKS = 40;

/** A timer for the next look; an element that has left its page looks no more. */
export class Looks implements ReactiveController {
  #made = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isThere = true;

  constructor(
    host: ReactiveControllerHost,
    private readonly look: () => void,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    this.#isThere = true;
  }

  hostDisconnected(): void {
    this.#isThere = false;
    this.stop();
  }

  /** Looks again in a moment, unless that has been often enough. */
  again(): void {
    this.stop();
    if (this.#made >= MAX_LOOKS || !this.#isThere) return;
    this.#made += 1;
    this.#timer = setTimeout(this.look, LOOK_AGAIN_MS);
  }

  /** Something else is looked for: the count begins anew. */
  begin(): void {
    this.#made = 0;
    this.again();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
