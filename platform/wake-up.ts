/**
 * Wakes a waiting loop. A call while nobody waits is remembered: the next wait returns at once. A
 * woken loop must check for work and may find none.
 */
export class WakeUp {
  private isCalled = false;
  private resume: (() => void) | undefined;

  /** Ends the current wait, or the next one. */
  call(): void {
    this.isCalled = true;
    this.resume?.();
  }

  /** Waits for a call, at most until `signal` aborts. One waiter at a time. */
  async wait(signal?: AbortSignal): Promise<void> {
    if (!this.isCalled && !signal?.aborted) {
      await new Promise<void>((resolve) => {
        this.resume = () => resolve();
        signal?.addEventListener('abort', this.resume, { once: true });
      });
      if (this.resume) signal?.removeEventListener('abort', this.resume);
    }
    this.resume = undefined;
    this.isCalled = false;
  }
}
