/** Exit codes of the tools, the same for all of them. */
export const EXIT = { ok: 0, refused: 1, unusable: 2, interrupted: 130 } as const;

/** Stops a tool: `message` is all that its user sees, `exitCode` what the shell gets. */
export class Failure extends Error {
  constructor(
    message: string,
    readonly exitCode: number,
  ) {
    super(message);
    this.name = 'Failure';
  }
}

/** The arguments, the file or the key cannot be used: exit code 2. */
export const unusable = (message: string): Failure => new Failure(message, EXIT.unusable);

/** Something did not come out as it should: exit code 1. */
export const failed = (message: string): Failure => new Failure(message, EXIT.refused);
