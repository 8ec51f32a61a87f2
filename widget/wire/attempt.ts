/** Requests that change something: what came of them, without an exception. */
import { Refused, SignedOut, type Session } from './session.js';

const TOO_MANY = 429;
const SERVER_ERROR = 500;

/** Why there is no answer; `offline`: none came, so that it may have been done. */
export type Failure =
  | {
      readonly kind: 'refused';
      readonly status: number;
      readonly code: string;
      readonly words: string;
    }
  | { readonly kind: 'forbidden' | 'signed_out' | 'offline' };

/** What came of a request. */
export type Tried<Answer> = { readonly kind: 'done'; readonly answer: Answer } | Failure;

/** Asks, and never throws. */
export async function tried<Answer>(ask: () => Promise<Answer>): Promise<Tried<Answer>> {
  try {
    return { kind: 'done', answer: await ask() };
  } catch (error) {
    if (error instanceof SignedOut) return { kind: 'signed_out' };
    if (!(error instanceof Refused)) return { kind: 'offline' };
    const { status, code, words } = error;
    return status === 403 ? { kind: 'forbidden' } : { kind: 'refused', status, code, words };
  }
}

/** Whether it is known what became of it: another try is another request then. */
export const isSettled = (came: Tried<unknown>): boolean =>
  came.kind === 'done' ||
  (came.kind === 'refused' && came.status < SERVER_ERROR && came.status !== TOO_MANY);

/** Where nothing is sold, or the token is not for it: the host's own ways are left. */
export const isNotHere = (came: Tried<unknown>): boolean =>
  came.kind === 'forbidden' || (came.kind === 'refused' && came.code === 'payments_not_set_up');

/**
 * Sends a change of the account once: until it is known what became of it, the same change has
 * the same key in `keys`, so that it is made once however often it is sent.
 */
export async function sendOnce<Answer>(
  session: Session,
  keys: Map<string, string>,
  [method, path, body]: readonly [method: 'POST' | 'PUT', path: string, body: object],
): Promise<Tried<Answer>> {
  const text = JSON.stringify(body);
  const came = await tried(async () => {
    const url = `${await session.accountPath()}${path}`;
    const name = `${method} ${url} ${text}`;
    const key = keys.get(name) ?? crypto.randomUUID();
    keys.set(name, key);
    const headers = { 'content-type': 'application/json', 'idempotency-key': key };
    const init = { method, headers, body: text };
    const answer = await tried(() => session.read<Answer>(url, init));
    if (isSettled(answer)) keys.delete(name);
    return answer;
  });
  return came.kind === 'done' ? came.answer : came;
}
