import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';

const SECRET_BYTES = 32;
const SECRET_PREFIX = 'whsec_';

/** A signing secret as its owner sees it: `whsec_` and 32 random bytes in base64. */
export const newSecret = (): string =>
  `${SECRET_PREFIX}${randomBytes(SECRET_BYTES).toString('base64')}`;

/** What is signed: the same id for every attempt, so that a receiver can tell a repetition. */
export interface Signed {
  readonly id: string;
  /** When it is sent, by the real clock: receivers compare it with theirs. */
  readonly sentAt: Date;
  readonly body: string;
}

/** Headers of the Standard Webhooks scheme, with one signature for each secret. */
export function signatureHeaders(
  { id, sentAt, body }: Signed,
  secrets: readonly string[],
): Record<string, string> {
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1_000)),
    'webhook-signature': secrets
      .map((secret) => new Webhook(secret).sign(id, sentAt, body))
      .join(' '),
  };
}
