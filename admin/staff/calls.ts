import { answerOf, api, done } from '../lib/api.js';

const pathOf = (staff_id: string) => ({ params: { path: { staff_id } } });

/** Makes a link with which a person sets a password and TOTP. Throws ApiError. */
export async function inviteLink(staffId: string): Promise<string> {
  const call = api.POST('/v1/staff/{staff_id}/invite', pathOf(staffId));
  return (await answerOf(call)).invite_url;
}

/** Ends one session of a person, or all of them. Throws ApiError. */
export function endSession(staffId: string, session_id: string | 'all'): Promise<void> {
  if (session_id === 'all') {
    return done(api.DELETE('/v1/staff/{staff_id}/sessions', pathOf(staffId)));
  }
  const params = { path: { staff_id: staffId, session_id } };
  return done(api.DELETE('/v1/staff/{staff_id}/sessions/{session_id}', { params }));
}
