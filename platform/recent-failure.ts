/** A failure is news for so long: then it is tried again before anybody is told that it lasts. */
const MEMORY_MS = 10_000;

/** The last failure of something in constant use, until it works again or 10 s have gone. */
export class RecentFailure {
  private said: string | undefined;
  private atMs = 0;

  constructor(private readonly monotonicMs: () => number = () => performance.now()) {}

  /** Notes a failure, in a few words that anybody may read. */
  note(said: string): void {
    this.said = said;
    this.atMs = this.monotonicMs();
  }

  /** It works. */
  clear(): void {
    this.said = undefined;
  }

  /** What failed lately; undefined when nothing did. */
  get last(): string | undefined {
    return this.monotonicMs() - this.atMs < MEMORY_MS ? this.said : undefined;
  }
}
