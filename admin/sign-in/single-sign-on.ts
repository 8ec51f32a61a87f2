/** What single sign-on leaves in the address of the sign-in page. */

const STATES = ['signed_in', 'code', 'enrol'] as const;
/** Why single sign-on may come to nothing. */
export const REFUSALS = [
  'expired',
  'declined',
  'unavailable',
  'unverified',
  'no_person',
  'other_account',
  'invited',
  'too_many',
] as const;
/** Why single sign-on came to nothing. */
export type SsoRefusal = (typeof REFUSALS)[number];

/** How far single sign-on came; undefined: nowhere. */
export const stateIn = (sso: string | null) => STATES.find((state) => state === sso);

/** Why single sign-on was refused; undefined: it was not. */
export const refusalIn = (sso: string | null): SsoRefusal | undefined =>
  REFUSALS.find((refusal) => refusal === sso);
