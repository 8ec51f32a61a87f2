/** A mail in words, before it is text or HTML. */

/** A part of a mail. */
export type Block =
  | { readonly paragraph: string }
  /** Figures, each with what it is. */
  | { readonly facts: readonly Fact[] }
  | { readonly link: string; readonly says: string };

/** A figure, with what it is. */
export interface Fact {
  readonly label: string;
  readonly value: string;
}

/** A mail in words. */
export interface Letter {
  readonly subject: string;
  readonly blocks: readonly Block[];
}

/** A letter with who writes, to whom, and why. */
export interface Addressed extends Letter {
  /** `Hello Ada,`; null: without. */
  readonly greeting: string | null;
  /** Who signs. */
  readonly sender: string;
  /** Small print. */
  readonly footer: string;
}

/** A figure, unless it is not known. */
export const fact = (label: string, value: string | null | undefined): readonly Fact[] =>
  value === null || value === undefined ? [] : [{ label, value }];
