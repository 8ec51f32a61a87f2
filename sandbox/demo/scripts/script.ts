import type { Accent, Section } from '../shared/wire.js';

/** A change that the builder knows how to make. */
export interface Change {
  /** As the visitor might ask for it. */
  readonly ask: string;
  /** A message with one of these words means this change. */
  readonly words: readonly string[];
  /** The file it is written to. */
  readonly file: string;
  /** What the builder says while it makes it. */
  readonly reply: string;
  readonly section: Section;
}

/** A recorded conversation: an idea, the first version of its app, and what can be added to it. */
export interface Script {
  readonly idea: string;
  readonly words: readonly string[];
  readonly name: string;
  readonly tagline: string;
  readonly accent: Accent;
  readonly reply: string;
  readonly sections: readonly Section[];
  readonly changes: readonly Change[];
}
