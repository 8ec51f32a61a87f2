const MAX_ITEMS_PER_WRITE = 500;
const MAX_WAITING_CALLS = 5_000;

interface Waiting<Item> {
  readonly items: readonly Item[];
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** Joins what arrives while a write is under way into the next one: one write at a time. */
export class JoinedWrites<Item> {
  private waiting: Waiting<Item>[] = [];
  private isWriting = false;

  constructor(private readonly write: (items: readonly Item[]) => Promise<void>) {}

  /**
   * Writes items, in order, after those that wait. Throws what the write that has them throws, and
   * at once where too many calls wait.
   */
  add(items: readonly Item[]): Promise<void> {
    if (this.waiting.length >= MAX_WAITING_CALLS) {
      return Promise.reject(new Error('too many writes wait'));
    }
    return new Promise((resolve, reject) => {
      this.waiting.push({ items, resolve, reject });
      if (!this.isWriting) void this.writeAll();
    });
  }

  private async writeAll(): Promise<void> {
    this.isWriting = true;
    while (this.waiting.length > 0) {
      const taken = this.take();
      try {
        await this.write(taken.flatMap(({ items }) => items));
        for (const { resolve } of taken) resolve();
      } catch (error) {
        for (const { reject } of taken) reject(error);
      }
    }
    this.isWriting = false;
  }

  /** The first call, and as many more as fit beside it. */
  private take(): Waiting<Item>[] {
    let count = 0;
    const beyond = this.waiting.findIndex(({ items }, n) => {
      count += items.length;
      return n > 0 && count > MAX_ITEMS_PER_WRITE;
    });
    return this.waiting.splice(0, beyond === -1 ? this.waiting.length : beyond);
  }
}
