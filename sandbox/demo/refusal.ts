/** The demo itself says no, in words for its visitor. */
export class Refusal extends Error {
  constructor(
    /** HTTP status. */
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}
