/** Why a single sign-on came to nothing; the sign-in page words each. */
export const REFUSALS = [
  /** It began too long ago, was finished before, or does not belong to this browser. */
  'expired',
  /** The provider refused, or the person went back. */
  'declined',
  /** The provider does not answer, or not as agreed. */
  'unavailable',
  /** The provider has not verified the e-mail address. */
  'unverified',
  /** Nobody who is active has the address. */
  'no_person',
  /** The person with this address first signed in with another account of the provider. */
  'other_account',
  /** The person's invitation comes first: it may have been made to shut somebody else out. */
  'invited',
  /** Too many attempts of this client failed. */
  'too_many',
] as const;
/** Why a single sign-on came to nothing. */
export type Refusal = (typeof REFUSALS)[number];

/** A single sign-on came to nothing. */
export class SignOnRefused extends Error {
  constructor(
    readonly refusal: Refusal,
    cause?: unknown,
  ) {
    super(`single sign-on: ${refusal}`, { cause });
    this.name = 'SignOnRefused';
  }
}
