import { z } from 'zod';
import { formatInstant } from '../../domain/instant.js';
import { InstantText } from '../shapes/time.js';
import { SessionId } from './session-token.js';
import type { StaffSession } from './staff-session.entity.js';
import { idleUntil } from './staff-sessions.js';

/** An open session of the console. */
export const SessionAnswer = z
  .object({
    session_id: SessionId,
    current: z.boolean().describe('Whether it is the one that asks.'),
    address: z.string().describe('Where it was begun from.'),
    user_agent: z.string().nullable(),
    created_at: InstantText,
    seen_at: InstantText.describe('When it was used last, exact to a minute.'),
    idle_until: InstantText,
    ends_at: InstantText,
  })
  .meta({ id: 'StaffSession' });

/** Open sessions, newest first: 50 at most. */
export const SessionList = z.object({ data: z.array(SessionAnswer) }).meta({ id: 'StaffSessions' });

/** A session as it is answered to the session that asks. */
export const presentSession = (
  session: StaffSession,
  askingId: string,
): z.input<typeof SessionAnswer> => ({
  session_id: session.id,
  current: session.id === askingId,
  address: session.address,
  user_agent: session.userAgent,
  created_at: formatInstant(session.createdAt.getTime()),
  seen_at: formatInstant(session.seenAt.getTime()),
  idle_until: formatInstant(idleUntil(session)),
  ends_at: formatInstant(session.endsAt.getTime()),
});
