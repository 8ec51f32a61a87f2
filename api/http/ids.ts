import { z } from 'zod';

/**
 * The id of an account, the product's own or one that the server made. It stands in a stream's
 * name.
 */
export const AccountId = z
  .string()
  .regex(
    /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}$/,
    'expected 1 to 64 of A-Z a-z 0-9 . _ -, not starting with "."',
  )
  .meta({ id: 'AccountId', description: 'Names one account.', examples: ['acc_7h2kq0m4x9'] });

/** The id of a member of an account: opaque, and the product's own. */
export const MemberId = z
  .string()
  .regex(
    /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}$/,
    'expected 1 to 64 of A-Z a-z 0-9 . _ -, not starting with "."',
  )
  .meta({
    id: 'MemberId',
    description: 'Names one member of an account; opaque, so no name and no e-mail address.',
    examples: ['usr_31'],
  });

/** The name of a plan or a pack: lower-case, chosen by the operator. */
export const CatalogueName = z
  .string()
  .regex(/^[a-z][a-z0-9_-]{0,31}$/, 'expected 1 to 32 of a-z 0-9 _ -, starting with a letter')
  .meta({ id: 'CatalogueName', description: 'Names a plan or a pack.', examples: ['pro'] });
