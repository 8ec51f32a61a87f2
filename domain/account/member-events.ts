import { z } from 'zod';
import { Credits } from '../credits.js';
import { defineEvent } from '../event.js';

/** Somebody took a seat: debits and holds may name this member from now on. */
export const MemberAdded = defineEvent('MemberAdded', {
  accountId: z.string(),
  memberId: z.string(),
  /** What the member may use in a period; null: as much as there is. */
  limit: Credits.nullable(),
});

/** The member may use another amount in a period, the current one included. */
export const MemberLimitSet = defineEvent('MemberLimitSet', {
  accountId: z.string(),
  memberId: z.string(),
  /** Null: as much as there is. */
  limit: Credits.nullable(),
});

/** The seat is free again. What the member has begun is still settled. */
export const MemberRemoved = defineEvent('MemberRemoved', {
  accountId: z.string(),
  memberId: z.string(),
});
