import { z } from 'zod';
import type { FastifyRequest } from 'fastify';
import { InstantText } from '../shapes/time.js';
import type { Visitor } from '../staff/staff-sessions.js';

const MAX_EMAIL_CHARS = 254;
const MAX_PASSWORD_CHARS = 200;
/** As NIST SP 800-63B: length, and no rules about characters. */
const MIN_PASSWORD_CHARS = 12;

/** A password that somebody signs in with. */
const GivenPassword = z.string().min(1).max(MAX_PASSWORD_CHARS).meta({ format: 'password' });
/** A password that somebody chooses. */
const NewPassword = z
  .string()
  .min(MIN_PASSWORD_CHARS)
  .max(MAX_PASSWORD_CHARS)
  // Without an example: a refusal would show it, and people take what they are shown.
  .meta({ format: 'password' });

/** Where single sign-on begins. */
export const SINGLE_SIGN_ON = '/v1/auth/oidc';

const Code = z
  .string()
  .regex(/^\d{6}$/, 'expected the six digits that the app shows')
  .meta({ id: 'TotpCode', examples: ['492039'] });

/** How people can sign in here. */
export const Methods = z
  .object({
    password: z.boolean(),
    oidc: z
      .object({
        name: z.string(),
        url: z.string().describe('Where a page goes to begin.'),
      })
      .nullable()
      .describe('Single sign-on by OpenID Connect; null if it is not set up.'),
    secure: z
      .boolean()
      .describe(
        'False if the request came without TLS to an address that is not loopback: browsers keep no ' +
          'session then.',
      ),
  })
  .meta({ id: 'SignInMethods' });

/** An e-mail address and a password. */
export const Credentials = z
  .strictObject({ email: z.string().min(1).max(MAX_EMAIL_CHARS), password: GivenPassword })
  .meta({
    id: 'Credentials',
    examples: [{ email: 'ada@acme.example', password: 'correct horse battery staple' }],
  });
/** An e-mail address and a password. */
export type Credentials = z.output<typeof Credentials>;

/** Where a person stands after a step of signing in. */
export const State = z
  .object({
    state: z
      .enum(['signed_in', 'code', 'enrol'])
      .describe('`code`: send a code next; `enrol`: set up TOTP next.'),
  })
  .meta({ id: 'SignInState' });

/** A code of the app, or a recovery code. */
export const SecondFactorBody = z
  .strictObject({
    code: Code.optional(),
    recovery_code: z.string().min(1).max(64).optional(),
  })
  .refine(({ code, recovery_code }) => (code === undefined) !== (recovery_code === undefined), {
    path: ['code'],
    message: 'expected either `code` or `recovery_code`',
  })
  .meta({ id: 'SecondFactor', examples: [{ code: '492039' }] });
/** A code of the app, or a recovery code. */
export type SecondFactorBody = z.output<typeof SecondFactorBody>;

/** The token of an invitation, and the password that its person chooses. */
export const Invitation = z
  .strictObject({ token: z.string().min(1).max(128), password: NewPassword })
  .meta({
    id: 'Invitation',
    examples: [
      {
        token: 'a1Zk0Vb2c9Qd8Xw7Ye6Rf5Tg4Uh3Ij2Ko1Lp0Mn9Bs8',
        password: 'correct horse battery staple',
      },
    ],
  });
/** The token of an invitation, and the password that its person chooses. */
export type Invitation = z.output<typeof Invitation>;

/** A TOTP secret, shown once. */
export const Enrolment = z
  .object({
    secret: z.string().describe('In base32, to be typed into the app.'),
    otpauth_uri: z.string().describe('The same for a QR code.'),
  })
  .meta({ id: 'Enrolment' });

/** The first code of a TOTP secret. */
export const Confirmation = z
  .strictObject({ code: Code })
  .meta({ id: 'Confirmation', examples: [{ code: '492039' }] });
/** The first code of a TOTP secret. */
export type Confirmation = z.output<typeof Confirmation>;

/** TOTP is set up. */
export const Confirmed = z
  .object({
    state: z.literal('signed_in'),
    recovery_codes: z.array(z.string()).describe('Each signs in once without the app; shown once.'),
  })
  .meta({ id: 'Confirmed' });

/** What proves again who a person is. */
export const StepUpBody = z
  .strictObject({ code: Code.optional(), password: GivenPassword.optional() })
  .refine(({ code, password }) => (code === undefined) !== (password === undefined), {
    path: ['code'],
    message: 'expected `code`, or `password` of a person without TOTP',
  })
  .meta({ id: 'StepUp', examples: [{ code: '492039' }] });
/** What proves again who a person is. */
export type StepUpBody = z.output<typeof StepUpBody>;

/** Until when what needs a step-up is open. */
export const SteppedUp = z.object({ step_up_until: InstantText }).meta({ id: 'SteppedUp' });

/** Who sends a request. */
export const visitorOf = ({ ip: address, headers }: FastifyRequest): Visitor => ({
  address,
  userAgent: headers['user-agent'],
});
