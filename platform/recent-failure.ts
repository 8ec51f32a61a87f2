/** How long a failure counts as recent. */
const MEMORY_MS = 10_000;

/**
 * Remembers the last failure of something in constant use, until it works again or 10 s have
 * passed.
 */
export class RecentFailure {
  private said: string | undefined;
  private atMs = 0;

  constructor(private readonly monotonicMs: () => number = () => performance.now()) {}

  /** Records a failure, in a few words safe to publish. */
  note(said: string): void {
    this.said = said;
    this.atMs = this.monotonicMs();
  }

  /** Records a success. */
  clear(): void {
    this.said = undefined;
  }

  /** The recent failure; undefined if there is none. */
  get last(): string | undefined {
    return this.monotonicMs() - this.atMs < MEMORY_MS ? this.said : undefined;
  }
}
