/** Limits concurrent tasks; further ones wait. */
export class Gate {
  private running = 0;
  private readonly waiting: (() => void)[] = [];
  private failure: { readonly error: unknown } | undefined;

  constructor(private readonly limit: number) {}

  /** Starts the task when there is a place. Throws the first error that any task has thrown. */
  async start(task: () => Promise<void>): Promise<void> {
    if (this.running >= this.limit) {
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
    this.throwFailure();
    this.running += 1;
    void this.run(task);
  }

  /** Resolves when every started task has ended; throws the first error of any. */
  async drain(): Promise<void> {
    await this.settle();
    this.throwFailure();
  }

  /** Resolves when every started task has ended, however it ended. */
  async settle(): Promise<void> {
    while (this.running > 0) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  private async run(task: () => Promise<void>): Promise<void> {
    try {
      await task();
    } catch (error) {
      this.failure ??= { error };
    } finally {
      this.running -= 1;
      this.waiting.shift()?.();
    }
  }

  private throwFailure(): void {
    if (this.failure) throw this.failure.error;
  }
}
