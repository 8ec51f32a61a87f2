/** Events of members. */
import { z } from 'zod';
import { Credits } from '../credits.js';
import { defineEvent } from '../event.js';

/** A member was added; debits and holds may name it from now on. */
export const MemberAdded = defineEvent('MemberAdded', {
  accountId: z.string(),
  memberId: z.string(),
  /** Credits per period; null: unlimited. */
  limit: Credits.nullable(),
});

/** A member's limit per period was changed, effective in the current one. */
export const MemberLimitSet = defineEvent('MemberLimitSet', {
  accountId: z.string(),
  memberId: z.string(),
  /** Null: unlimited. */
  limit: Credits.nullable(),
});

/** A member was removed. Its open holds can still be settled. */
export const MemberRemoved = defineEvent('MemberRemoved', {
  accountId: z.string(),
  memberId: z.string(),
});
