/**
 * Wakes whoever waits for something to do. A call that comes while nobody waits is kept: the next
 * wait ends at once. So whoever waits looks again at what there is to do, and may find nothing.
 */
export class WakeUp {
  private isCalled = false;
  private resume: (() => void) | undefined;

  /** Ends the wait under way, or the next one. */
  call(): void {
    this.isCalled = true;
    this.resume?.();
  }

  /** Waits for a call, at the latest until `signal` aborts. One waits at a time. */
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
