import { createHash } from 'node:crypto';
import type { Turn } from '../state/turn.js';
import { StripeFailure } from '../state/errors.js';

/** Keys may be forgotten after this long. https://docs.stripe.com/api/idempotent_requests */
const LIFE_S = 24 * 3_600;
const MAX_LENGTH = 255;

/** An answer that was kept with its key. */
export interface KeptAnswer {
  readonly status: number;
  readonly body: object;
  /** Id of the request that it answered. */
  readonly request: string;
}

/** Names a request: the same route with the same parameters. */
export function fingerprintOf(method: string, path: string, fields: object): string {
  const text = `${method} ${path} ${JSON.stringify(fields)}`;
  return createHash('sha256').update(text).digest('base64url');
}

/** The kept answer of a key. Throws when the key came with other parameters. */
export async function keptAnswer(
  turn: Turn,
  key: string,
  fingerprint: string,
): Promise<KeptAnswer | undefined> {
  await turn.query('DELETE FROM idempotency WHERE created <= $1', [turn.now - LIFE_S]);
  const { rows } = await turn.query<KeptAnswer & { fingerprint: string }>(
    'SELECT fingerprint, status, body, request FROM idempotency WHERE key = $1',
    [key],
  );
  const [kept] = rows;
  if (kept && kept.fingerprint !== fingerprint) {
    throw new StripeFailure(400, {
      type: 'idempotency_error',
      message:
        'Keys for idempotent requests can only be used with the same parameters they were first ' +
        `used with. Try using a key other than '${key}' if you meant to execute a different request.`,
    });
  }
  return kept;
}

/** Keeps an answer, also one that is a failure, with its key. */
export async function keepAnswer(
  turn: Turn,
  key: string,
  fingerprint: string,
  { status, body, request }: KeptAnswer,
): Promise<void> {
  await turn.query(
    `INSERT INTO idempotency (key, fingerprint, created, status, body, request)
     VALUES ($1, $2, $3, $4, $5, $6)`,
    [key, fingerprint, turn.now, status, JSON.stringify(body), request],
  );
}

/** Keys of requests that are being answered. */
export class KeysInUse {
  private readonly keys = new Set<string>();

  /** Runs `work`; throws when another request with this key has not been answered yet. */
  async hold<T>(key: string | undefined, work: () => Promise<T>): Promise<T> {
    if (key === undefined) return work();
    if (key.length > MAX_LENGTH) {
      throw new StripeFailure(400, {
        type: 'invalid_request_error',
        message: `The idempotency key is longer than ${MAX_LENGTH} characters.`,
      });
    }
    if (this.keys.has(key)) {
      throw new StripeFailure(409, {
        type: 'invalid_request_error',
        code: 'idempotency_key_in_use',
        message: 'There is currently another in-progress request using this Idempotent Key.',
      });
    }
    this.keys.add(key);
    try {
      return await work();
    } finally {
      this.keys.delete(key);
    }
  }
}
