// By its file: the package's index loads a hundred others.
import isEmail from 'validator/lib/isEmail.js';
import { z } from 'zod';

/** RFC 5321, 4.5.3.1.3: a path has at most 256 characters, including angle brackets. */
const MAX_EMAIL_CHARS = 254;

/**
 * A deliverable email address, including internationalised ones (RFC 6531): `sales/eu@example.com`,
 * `søren@example.com`, `info@bücher.example`.
 */
export const EmailAddress = z
  .string()
  .max(MAX_EMAIL_CHARS)
  .refine((text) => isEmail.default(text), { error: 'expected an email address' })
  .meta({ format: 'idn-email', examples: ['ops@acme.example'] });
