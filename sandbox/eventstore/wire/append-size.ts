import type { ProposedEvent } from './event.js';

/** The largest append, as its version counts it. */
export const MAX_APPEND_BYTES = 1_048_576;
/** No append is larger in memory than this, whatever its version does not count. */
const MAX_KEPT_BYTES = 16 * 1024 * 1024;

/** The size of an append whose events come one by one. */
export class AppendSize {
  #bytes = 0;
  #counted = 0;

  /** `countsAll`: the limit is on data, metadata and types; else on data alone. */
  constructor(private readonly countsAll: boolean) {}

  add({ data, metadata, type }: ProposedEvent): void {
    // The type is held in UTF-16.
    const all = data.length + metadata.length + 2 * type.length;
    this.#bytes += all;
    this.#counted += this.countsAll ? all : data.length;
  }

  /** Bytes of data, metadata and types. */
  get bytes(): number {
    return this.#bytes;
  }

  /** What comes now is not kept: the append is refused. */
  get tooLarge(): boolean {
    return this.#counted > MAX_APPEND_BYTES || this.#bytes > MAX_KEPT_BYTES;
  }
}
