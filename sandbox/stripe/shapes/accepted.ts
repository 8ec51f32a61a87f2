/** Where a type is declared: the file below `resources`, and its name there. */
export type Declared = readonly [file: string, name: string];

/** The parameters of a route: their type, and those that are honoured. */
export interface Accepted {
  readonly type: Declared;
  /** Dotted paths; a path takes everything below it. Known to Stripe and not here: 501. */
  readonly takes: readonly string[];
}

/** The parameters of a route; paths may be joined by spaces. */
export const accepted = (file: string, type: string, ...takes: string[]): Accepted => ({
  type: [file, type],
  takes: ['expand', ...takes.flatMap((path) => path.split(' '))],
});
/** Parameters of every list. */
export const LIST = 'limit starting_after ending_before';
/** A route that only takes `expand`. */
export const retrieve = (file: string, type: string) => accepted(file, type);
